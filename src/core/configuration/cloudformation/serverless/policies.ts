import { managedPolicy as managedPolicyNamed } from '../../../authorization/aws/managed/managed-policy.ts'
import type { Value } from '../../../value/value.ts'
import { plainText } from '../../terraform/text.ts'
import { functionCall } from '../function-call.ts'
import { policyTemplate } from './policy-templates.ts'
import { type Writer, writerAt } from './written.ts'

/** What `Policies` of a function or a state machine becomes in its role. */
export interface RolePolicies {
  readonly managed: readonly Value[]
  readonly inline: readonly Value[]
}

/**
 * The policies of a role by what is listed: names and ARNs of managed ones, documents, templates with parameters. What
 * a function makes is taken for an ARN. Source: "Policies" of AWS::Serverless::Function, AWS Serverless Application
 * Model Developer Guide.
 */
export function rolePolicies(policies: Value | undefined, writer: Writer): RolePolicies {
  const items = policies === undefined ? [] : policies.kind === 'list' ? policies.items : [policies]
  const managed: Value[] = []
  const inline: Value[] = []
  for (const [index, item] of items.entries()) {
    const document = documentOf(item)
    if (document === undefined) managed.push(managedPolicy(item, writer))
    else inline.push(writer.map({ PolicyName: writer.text(`Policy${index}`), PolicyDocument: document }))
  }
  return { managed, inline }
}

/** Managed policies for services are below a path of their own. */
export function managedPolicy(item: Value, writer: Writer): Value {
  const name = plainText(item)
  if (item.kind !== 'text' || name === undefined || name.includes(':')) return item
  const ofService = `service-role/${name}`
  const isOfService = /^AWSLambda\w*(?:ExecutionRole|Role)$/.test(name) || managedPolicyNamed(ofService) !== undefined
  const path = isOfService ? ofService : name
  const [span] = item.spans
  return (span === undefined ? writer : writerAt(span)).sub(`arn:\${AWS::Partition}:iam::aws:policy/${path}`)
}

function documentOf(item: Value): Value | undefined {
  if (item.kind !== 'map') return undefined
  if (item.entries.has('Statement')) return item
  if (functionCall(item) !== undefined) return undefined
  const [first] = item.entries
  if (first === undefined) return undefined
  const [name, { value: given, keySpan }] = first
  const statements = item.entries.size === 1 ? policyTemplate(name) : undefined
  const at = writerAt(keySpan)
  if (statements === undefined) return at.unknown(`the policy template ${name.slice(0, 60)}`, item)
  const variables =
    given.kind === 'map' ? Object.fromEntries([...given.entries].map(([key, { value }]) => [key, value])) : {}
  const written = statements.map(([service, actions, resources]) => {
    return at.map({
      Effect: at.text('Allow'),
      Action: at.list(actions.split(' ').map((action) => at.text(`${service}:${action}`))),
      Resource: at.list(resources.map((resource) => at.sub(resource, variables))),
    })
  })
  return at.map({ Version: at.text('2012-10-17'), Statement: at.list(written) })
}
