import { digestOf } from '../../../value/fingerprint.ts'
import type { Value } from '../../../value/value.ts'
import { derived, unknownOf } from '../../terraform/unknown.ts'
import { importedDefinition } from '../imported-definition.ts'
import type { StackResource } from '../stack.ts'
import { valueAt } from './property-path.ts'
import type { Translation } from './translation.ts'

const DEFINITION = ['Body', 'BodyS3Location', 'CloneFrom']

/** APIs, with what they import. Source: the resources' pages, AWS CloudFormation Template Reference. */
export const API_TRANSLATIONS: readonly Translation[] = [
  {
    from: 'AWS::ApiGateway::RestApi',
    to: 'aws_api_gateway_rest_api',
    shared: true,
    arguments: { id: '@Ref' },
    made: (resource) => {
      const body = bodyOf(resource)
      return { ...body, ...policyOf(resource, body.body) }
    },
    alsoReads: DEFINITION,
  },
  {
    from: 'AWS::ApiGatewayV2::Api',
    to: 'aws_apigatewayv2_api',
    shared: true,
    arguments: { id: '@Ref' },
    made: bodyOf,
    alsoReads: DEFINITION,
  },
]

/** What is imported, from wherever it comes; of what is copied from another API nothing is known. */
function bodyOf(resource: StackResource): { readonly body?: Value } {
  const { header } = resource
  const copied = valueAt(resource.properties(), 'CloneFrom')
  if (copied === undefined) return importedDefinition(resource)
  const definition = importedDefinition(resource).body
  const inputs = definition === undefined ? [copied] : [copied, definition]
  return { body: derived('clone', 'what is copied from another API', inputs, header) }
}

/** Which of two policies counts where the document has one as well is not documented. */
function policyOf(resource: StackResource, body: Value | undefined): { readonly policy?: Value } {
  const { address, header } = resource
  const own = valueAt(resource.properties(), 'Policy')
  const imported = body === undefined ? undefined : valueAt(body, 'x-amazon-apigateway-policy')
  if (own === undefined || imported === undefined) return {}
  const { symbol } = derived('two policies', `${address}.Policy`, [own, imported], header)
  const fingerprint = digestOf('two policies', symbol.fingerprint)
  const reason = 'is one of two policies, and which of them counts is not known'
  return { policy: unknownOf({ address: symbol.address, fingerprint, reason }, [header]) }
}
