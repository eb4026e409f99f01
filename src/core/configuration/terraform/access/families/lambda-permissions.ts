import type { ConfiguredPolicy } from '../../../../authorization/access.ts'
import type { Span } from '../../../../text/span.ts'
import { type MapEntry, type MapValue, textOf, type Value } from '../../../../value/value.ts'
import { plainText } from '../../text.ts'
import type { HeldAccess, ResourceAdapter } from '../adapter.ts'
import { holderName } from '../held-reach.ts'
import { readPolicies } from '../read-policy.ts'
import type { ConfiguredResource } from '../resource.ts'

/** The arguments that are conditions of the statement, each with its operator and key. */
const CONDITIONS: readonly (readonly [argument: string, operator: string, key: string])[] = [
  ['source_arn', 'ArnLike', 'AWS:SourceArn'],
  ['source_account', 'StringEquals', 'AWS:SourceAccount'],
  ['principal_org_id', 'StringEquals', 'aws:PrincipalOrgID'],
  ['function_url_auth_type', 'StringEquals', 'lambda:FunctionUrlAuthType'],
  ['event_source_token', 'StringEquals', 'lambda:EventSourceToken'],
]

/**
 * Statements of the policy of a function, one a resource: all of one function act together.
 * Sources: "AddPermission", AWS Lambda API Reference; the resource's page in the AWS provider's documentation.
 */
export const LAMBDA_PERMISSION_ADAPTERS: readonly ResourceAdapter[] = [
  {
    type: 'aws_lambda_permission',
    nouns: ['function'],
    reads: ['action', 'principal', 'function_name', 'qualifier', ...CONDITIONS.map(([argument]) => argument)],
    documents: [],
    held: (resource) => [heldBy(resource)],
  },
]

function heldBy(resource: ConfiguredResource): HeldAccess {
  const { address, span, calls, place } = resource
  const names = ['function_name', 'qualifier'].map((argument) => {
    const value = resource.written(argument)
    return value === undefined ? '' : holderName(value)
  })
  const holder = `function:${place}${names.join(' ').trim()}`
  const read = (): readonly ConfiguredPolicy[] =>
    readPolicies(documentOf(resource), 'resource', resource.presence, (diagnostic) => resource.report(diagnostic)).map(
      (document) => ({ holder, kind: 'resource', address, document, span, ...(calls.length === 0 ? {} : { calls }) }),
    )
  return { holder, read }
}

/** The statement that AWS makes of it, as a document. */
function documentOf(resource: ConfiguredResource): Value {
  const { header } = resource
  const principal = resource.written('principal') ?? textOf('*', [header])
  const conditions = CONDITIONS.flatMap(([argument, operator, key]) => {
    const value = resource.written(argument)
    return value === undefined ? [] : ([[operator, key, value]] as const)
  })
  const operators = Map.groupBy(conditions, ([operator]) => operator)
  const condition = mapOf(
    [...operators].map(([operator, own]) => [
      operator,
      mapOf(
        own.map(([, key, value]) => [key, value]),
        header,
      ),
    ]),
    header,
  )
  const statement = mapOf(
    [
      ['Effect', textOf('Allow', [header])],
      ['Principal', principalOf(principal, header)],
      ['Action', resource.written('action') ?? textOf('lambda:*', [header])],
      ['Resource', functionArn(resource)],
      ...(conditions.length === 0 ? [] : ([['Condition', condition]] as const)),
    ],
    header,
  )
  return mapOf(
    [
      ['Version', textOf('2012-10-17', [header])],
      ['Statement', statement],
    ],
    header,
  )
}

/** A service by its name, everybody, or an account by its number or a name of its own. */
function principalOf(principal: Value, header: Span): Value {
  const text = plainText(principal)
  if (text === '*') return principal
  const isService = text !== undefined && /\.amazonaws\.com(\.cn)?$|\.amazon\.com$/.test(text)
  return mapOf([[isService ? 'Service' : 'AWS', principal]], header)
}

/** The function's name, or its ARN as it is; the account and the region are its own, whatever they are. */
function functionArn(resource: ConfiguredResource): Value {
  const name = resource.written('function_name')
  if (name?.kind !== 'text') return name ?? textOf('*', [resource.header])
  const text = plainText(name)
  if (text === undefined || text.startsWith('arn:')) return name
  return textOf(`arn:aws:lambda:*:*:function:${text}`, name.spans)
}

function mapOf(members: readonly (readonly [string, Value])[], span: Span): MapValue {
  const entries = new Map<string, MapEntry>(members.map(([key, value]) => [key, { keySpan: span, value }]))
  return { kind: 'map', collection: 'object', entries, spans: [span] }
}
