import type { MapEntry, Value } from '../../../value/value.ts'
import { plainText } from '../../terraform/text.ts'
import { memberOf } from '../parameters.ts'
import type { Made, Serverless } from './declared.ts'
import { type DefaultAuthorizers, eventAccess } from './events.ts'
import { impliedPolicies } from './implied-policies.ts'
import { type RolePolicies, rolePolicies } from './policies.ts'
import { remade, type Writer, writerAt } from './written.ts'

const SERVICES = {
  function: { type: 'AWS::Lambda::Function', service: 'lambda.amazonaws.com' },
  'state-machine': { type: 'AWS::StepFunctions::StateMachine', service: 'states.amazonaws.com' },
} as const

const NOTHING: RolePolicies = { managed: [], inline: [] }

/** Properties that become something else. */
const TRANSFORMED: ReadonlySet<string> = new Set([
  ...['Policies', 'AssumeRolePolicyDocument', 'PermissionsBoundary', 'RolePath', 'FunctionUrlConfig', 'Events', 'Role'],
])

/**
 * A function or a state machine with the role, the URL and the permissions that the model makes for it.
 * Source: "Generated CloudFormation resources", AWS Serverless Application Model Developer Guide.
 */
export function expandedFunction(
  declared: Serverless,
  kind: keyof typeof SERVICES,
  defaultAuthorizers: DefaultAuthorizers,
): Made {
  const { id, entry, properties } = declared
  const writer = writerAt(entry.keySpan)
  const own = [...properties.entries].filter(([name]) => !TRANSFORMED.has(name))
  const written = memberOf(properties, 'Role')
  const role = written ?? writer.attribute(`${id}Role`, 'Arn')
  const kept = Object.fromEntries(own.map(([name, { value }]) => [name, value]))
  const { type } = SERVICES[kind]
  const roleName = kind === 'function' ? { Role: role } : { RoleArn: role }
  const withName = remade(entry, type, { ...kept, ...roleName })
  return [
    [id, withName],
    ...(written === undefined ? [executionRole(declared, kind, writer)] : []),
    ...functionUrl(declared, writer),
    ...eventAccess(declared, defaultAuthorizers),
  ]
}

function executionRole(
  { id, entry, properties }: Serverless,
  kind: keyof typeof SERVICES,
  writer: Writer,
): readonly [string, MapEntry] {
  const { managed, inline } = rolePolicies(memberOf(properties, 'Policies'), writer)
  const implied = kind === 'function' ? impliedPolicies(properties, writer) : NOTHING
  const role = writer.resource(
    'AWS::IAM::Role',
    {
      AssumeRolePolicyDocument:
        memberOf(properties, 'AssumeRolePolicyDocument') ?? trust(SERVICES[kind].service, writer),
      ManagedPolicyArns: writer.list([...implied.managed, ...managed]),
      Policies: writer.list([...implied.inline, ...inline]),
      PermissionsBoundary: memberOf(properties, 'PermissionsBoundary'),
    },
    entry.value,
  )
  return [`${id}Role`, role]
}

function trust(service: string, writer: Writer): Value {
  const statement = writer.map({
    Effect: writer.text('Allow'),
    Principal: writer.map({ Service: writer.list([writer.text(service)]) }),
    Action: writer.list([writer.text('sts:AssumeRole')]),
  })
  return writer.map({ Version: writer.text('2012-10-17'), Statement: writer.list([statement]) })
}

/** Its own URL, and, where nobody has to log in, the permission of everybody to call it. */
function functionUrl({ id, entry, properties }: Serverless, writer: Writer): Made {
  const config = properties.entries.get('FunctionUrlConfig')
  if (config === undefined) return []
  const at = writerAt(config.keySpan)
  const authorization = memberOf(config.value, 'AuthType')
  const url = at.resource(
    'AWS::Lambda::Url',
    { AuthType: authorization, Cors: memberOf(config.value, 'Cors'), TargetFunctionArn: at.ref(id) },
    entry.value,
  )
  if (authorization === undefined || plainText(authorization) !== 'NONE') return [[`${id}Url`, url]]
  const everybody = {
    Action: at.text('lambda:InvokeFunctionUrl'),
    FunctionName: at.ref(id),
    Principal: { ...at.text('*'), spans: authorization.spans },
    FunctionUrlAuthType: authorization,
  }
  const permission = writer.resource('AWS::Lambda::Permission', everybody, entry.value)
  return [
    [`${id}Url`, url],
    [`${id}UrlPublicPermissions`, permission],
  ]
}
