import type { MapEntry, Value } from '../../../value/value.ts'
import { plainText } from '../../terraform/text.ts'
import { memberOf, textAt } from '../parameters.ts'
import type { Made, Serverless } from './declared.ts'
import { type Writer, writerAt } from './written.ts'

/** The services that call a function for an event. */
const CALLERS: ReadonlyMap<string, string> = new Map([
  ['Api', 'apigateway.amazonaws.com'],
  ['HttpApi', 'apigateway.amazonaws.com'],
  ['S3', 's3.amazonaws.com'],
  ['SNS', 'sns.amazonaws.com'],
  ['Schedule', 'events.amazonaws.com'],
  ['CloudWatchEvent', 'events.amazonaws.com'],
  ['EventBridgeRule', 'events.amazonaws.com'],
  ['CloudWatchLogs', 'logs.amazonaws.com'],
  ['IoTRule', 'iot.amazonaws.com'],
  ['Cognito', 'cognito-idp.amazonaws.com'],
  ['AlexaSkill', 'alexa-appkit.amazon.com'],
])

/** Events that a function asks for itself, and one for which the model makes a role of the caller. */
const OTHERS: ReadonlySet<string> = new Set([
  ...['SQS', 'Kinesis', 'DynamoDB', 'MSK', 'MQ', 'SelfManagedKafka', 'DocumentDB', 'ScheduleV2'],
])

/** Whether it is known of each event what the model makes of it. */
export function hasKnownTypes(events: Value): boolean {
  if (events.kind !== 'map') return false
  return [...events.entries.values()].every(({ value }) => {
    const type = textAt(value, 'Type') ?? ''
    return CALLERS.has(type) || OTHERS.has(type)
  })
}

/** The login that the methods of an API ask for which say nothing of it; `api` is what an event says of which API it is. */
export type DefaultAuthorizers = (kind: 'Api' | 'HttpApi', api: Value | undefined) => Value | undefined

/** For each event that calls a function: who may call it, and whether those who call an API have to log in. */
export function eventAccess(declared: Serverless, defaultAuthorizers: DefaultAuthorizers): Made {
  const events = memberOf(declared.properties, 'Events')
  if (events?.kind !== 'map') return []
  return [...events.entries].flatMap(([name, event]) => {
    const type = textAt(event.value, 'Type') ?? ''
    return [
      ...permission(declared, name, event, type),
      ...schedule(declared, name, event, type),
      ...method(declared, name, event, type, defaultAuthorizers),
      ...mapping(declared, name, event, type),
    ]
  })
}

function permission({ id, entry }: Serverless, name: string, { value, keySpan }: MapEntry, type: string): Made {
  const caller = CALLERS.get(type)
  if (caller === undefined) return []
  const writer = writerAt(keySpan)
  const skill = memberOf(memberOf(value, 'Properties') ?? value, 'SkillId')
  const limited =
    type === 'AlexaSkill' ? { EventSourceToken: skill } : { SourceArn: writer.attribute(`${id}${name}`, 'Arn') }
  const properties = {
    Action: writer.text('lambda:InvokeFunction'),
    FunctionName: writer.ref(id),
    Principal: writer.text(caller),
    ...limited,
  }
  return [[`${id}${name}Permission`, writer.resource('AWS::Lambda::Permission', properties, entry.value)]]
}

/** As whom a schedule calls it, where that is said; otherwise the model makes a role that may do nothing else. */
function schedule({ id, entry }: Serverless, name: string, { value, keySpan }: MapEntry, type: string): Made {
  const role = memberOf(memberOf(value, 'Properties') ?? value, 'RoleArn')
  if (type !== 'ScheduleV2' || role === undefined) return []
  const writer = writerAt(keySpan)
  const target = writer.map({ Arn: writer.attribute(id, 'Arn'), RoleArn: role })
  return [[`${id}${name}`, writer.resource('AWS::Scheduler::Schedule', { Target: target }, entry.value)]]
}

/** Where the records are of that a function asks for itself, by the property that names it. */
const SOURCES: ReadonlyMap<string, string> = new Map([
  ['SQS', 'Queue'],
  ['Kinesis', 'Stream'],
  ['DynamoDB', 'Stream'],
  ['MSK', 'Stream'],
  ['MQ', 'Broker'],
  ['DocumentDB', 'Cluster'],
])

function mapping({ id, entry }: Serverless, name: string, { value, keySpan }: MapEntry, type: string): Made {
  const source = SOURCES.get(type)
  if (source === undefined && type !== 'SelfManagedKafka') return []
  const properties = memberOf(value, 'Properties') ?? value
  const at = writerAt(keySpan)
  const brokers = memberOf(properties, 'KafkaBootstrapServers')
  const made = {
    EventSourceArn: source === undefined ? undefined : memberOf(properties, source),
    FunctionName: at.ref(id),
    DestinationConfig: memberOf(properties, 'DestinationConfig'),
    SelfManagedEventSource: brokers && at.map({ Endpoints: at.map({ KafkaBootstrapServers: brokers }) }),
  }
  return [[`${id}${name}`, at.resource('AWS::Lambda::EventSourceMapping', made, entry.value)]]
}

function method(
  { id, entry }: Serverless,
  name: string,
  event: MapEntry,
  type: string,
  defaultAuthorizers: DefaultAuthorizers,
): Made {
  if (type !== 'Api' && type !== 'HttpApi') return []
  const properties = memberOf(event.value, 'Properties') ?? event.value
  const auth = memberOf(properties, 'Auth')
  const idName = type === 'Api' ? 'RestApiId' : 'ApiId'
  const api = memberOf(properties, idName)
  const authorizer = (auth === undefined ? undefined : memberOf(auth, 'Authorizer')) ?? defaultAuthorizers(type, api)
  const at = writerAt(event.keySpan)
  const made = {
    [idName]: api,
    ...loginBy(authorizer, at),
    RouteKey: type === 'HttpApi' ? routeKey(properties, at) : undefined,
    ApiKeyRequired: auth === undefined ? undefined : memberOf(auth, 'ApiKeyRequired'),
  }
  const resource = type === 'Api' ? 'AWS::ApiGateway::Method' : 'AWS::ApiGatewayV2::Route'
  return [[`${id}${name}Method`, at.resource(resource, made, entry.value)]]
}

/** Without a path and a method, it is all that no other route takes. */
function routeKey(properties: Value, writer: Writer): Value | undefined {
  const [path, method] = ['Path', 'Method'].map((name) => memberOf(properties, name))
  if (path === undefined && method === undefined) return writer.text('$default')
  const [at, by] = [path, method].map((value) => (value === undefined ? undefined : plainText(value)))
  if (at === undefined || by === undefined) return undefined
  const verb = /^(?:any|x-amazon-apigateway-any-method)$/i.test(by) ? 'ANY' : by.toUpperCase()
  return writer.text(at === '$default' ? at : `${verb} ${at}`)
}

/** Without an authorizer, and with `NONE`, nobody has to log in; any other name is one that the template declares. */
function loginBy(authorizer: Value | undefined, writer: Writer): Readonly<Record<string, Value>> {
  if (authorizer === undefined) return { AuthorizationType: writer.text('NONE') }
  const name = plainText(authorizer)
  if (name === undefined || name === 'NONE' || name === 'AWS_IAM') return { AuthorizationType: authorizer }
  return { AuthorizationType: { ...writer.text('CUSTOM'), spans: authorizer.spans }, AuthorizerId: authorizer }
}
