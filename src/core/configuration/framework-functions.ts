import { displayText, knownText, type MapEntry, type MapValue, type Value } from '../value/value.ts'
import { type Writer, writerAt } from './cloudformation/serverless/written.ts'
import { hasOwnVariable } from './policy-document/yaml/template-texts.ts'

/** What the functions of a file of the Serverless Framework come to in the template that it makes. */
export interface FrameworkFunctions {
  /** Where they are, who may call them, and with which login. */
  readonly resources: ReadonlyMap<string, MapEntry>
  /** Of which nobody knows what it makes. */
  readonly unread: readonly Value[]
}

/**
 * Functions with their networks, the roles that are named for them, their URLs and the calls of APIs that lead to them, as the framework makes them of a
 * file, whose variables are read. Source: "Serverless.yml Reference", "API Gateway" and "HTTP API", Serverless Framework
 * documentation.
 */
export function frameworkFunctions(file: MapValue): FrameworkFunctions {
  const resources = new Map<string, MapEntry>()
  const unread: Value[] = []
  const provider = file.entries.get('provider')?.value
  const shared = { vpc: memberAt(provider, 'vpc'), role: sharedRole(provider) }
  for (const part of partsOf(file.entries.get('functions')?.value)) {
    if (part.kind !== 'map') unread.push(part)
    else for (const [name, entry] of part.entries) addFunction({ resources, unread }, name, entry, shared)
  }
  return { resources, unread }
}

function partsOf(value: Value | undefined): readonly Value[] {
  if (value === undefined || value.kind === 'null') return []
  return value.kind === 'list' ? value.items : [value]
}

interface Made {
  readonly resources: Map<string, MapEntry>
  readonly unread: Value[]
}

/** What functions have that say nothing of it themselves. */
interface Shared {
  readonly vpc: MapEntry | undefined
  readonly role: Value | undefined
}

function memberAt(value: Value | undefined, name: string): MapEntry | undefined {
  return value?.kind === 'map' ? value.entries.get(name) : undefined
}

/** The role that all functions act with, where it is one that is there; a map says what the framework makes. */
function sharedRole(provider: Value | undefined): Value | undefined {
  const role = memberAt(memberAt(provider, 'iam')?.value, 'role')?.value ?? memberAt(provider, 'role')?.value
  if (role?.kind !== 'map') return role
  return [...role.entries.keys()].some((name) => name.startsWith('Fn::')) ? role : undefined
}

/** A logical id stands for the role's ARN. */
function roleOf(value: Value | undefined, writer: Writer): Value | undefined {
  if (value === undefined || value.kind === 'null') return undefined
  const name = value.kind === 'text' ? displayText(value) : ''
  // An ARN that the file names is told as what acts with it.
  if (name.startsWith('arn:')) return undefined
  return /^[A-Za-z0-9]+$/.test(name) ? writer.attribute(name, 'Arn') : value
}

function addFunction({ resources, unread }: Made, name: string, entry: MapEntry, shared: Shared): void {
  const { value, keySpan } = entry
  if (value.kind !== 'map' || hasOwnVariable(name)) {
    unread.push(value)
    return
  }
  const writer = writerAt(keySpan)
  const id = `${capitalized(name)}Lambda`
  const properties = {
    VpcConfig: networkOf(value.entries.get('vpc') ?? shared.vpc),
    Role: roleOf(value.entries.get('role')?.value ?? shared.role, writer),
  }
  resources.set(`${id}Function`, writer.resource('AWS::Lambda::Function', properties, value))
  const url = value.entries.get('url')
  if (url !== undefined) addUrl({ resources, unread }, id, url)
  for (const event of partsOf(value.entries.get('events')?.value)) {
    if (event.kind !== 'map') unread.push(event)
    else for (const [type, each] of event.entries) addEvent({ resources, unread }, type, each)
  }
}

/** Like the property of a function, in other letters; turned off, it is none. */
function networkOf(network: MapEntry | undefined): Value | undefined {
  if (network === undefined || isOff(network.value)) return undefined
  const { keySpan, value } = network
  if (value.kind !== 'map') return value
  const member = (name: string) => value.entries.get(name)?.value
  return writerAt(keySpan).map({ SecurityGroupIds: member('securityGroupIds'), SubnetIds: member('subnetIds') })
}

function isOff(value: Value): boolean {
  return value.kind === 'null' || (value.kind === 'boolean' && !value.value)
}

function addUrl({ resources }: Made, id: string, { keySpan, value }: MapEntry): void {
  if (isOff(value)) return
  const writer = writerAt(keySpan)
  const authorizer = value.kind === 'map' ? value.entries.get('authorizer')?.value : undefined
  const isNone = authorizer === undefined || authorizer.kind === 'null'
  // Another value than `true` or a map is one that is put in.
  const login = isNone && value.kind === 'unknown' ? value : isNone ? writer.text('NONE') : upper(authorizer, writer)
  const properties = { AuthType: login, TargetFunctionArn: writer.attribute(`${id}Function`, 'Arn') }
  resources.set(`${id}FunctionUrl`, writer.resource('AWS::Lambda::Url', properties, value))
}

function upper(value: Value, writer: Writer): Value {
  const text = value.kind === 'text' ? knownText(value) : undefined
  return text === undefined ? value : { ...writer.text(text.toUpperCase()), spans: value.spans }
}

/** Events for which a function reads records of elsewhere. */
const SOURCES = ['sqs', 'stream', 'msk', 'activemq', 'rabbitmq', 'kafka']

/** Of which queue, stream or broker a function reads records. */
function addMapping({ resources, unread }: Made, type: string, { keySpan, value }: MapEntry): void {
  const writer = writerAt(keySpan)
  const member = (name: string) => (value.kind === 'map' ? value.entries.get(name)?.value : undefined)
  const brokers = member('bootstrapServers')
  const source = value.kind === 'map' ? member('arn') : value
  const properties = {
    EventSourceArn: source,
    SelfManagedEventSource: brokers && writer.map({ Endpoints: writer.map({ KafkaBootstrapServers: brokers }) }),
  }
  const called = source?.kind === 'text' ? displayText(source) : ''
  const name = freeName(`EventSourceMapping ${type} ${called}`.trim(), { resources, unread })
  resources.set(name, writer.resource('AWS::Lambda::EventSourceMapping', properties, value))
}

function addEvent(made: Made, type: string, { keySpan, value }: MapEntry): void {
  if (SOURCES.includes(type)) addMapping(made, type, { keySpan, value })
  if (type !== 'http' && type !== 'httpApi' && type !== 'websocket') return
  const writer = writerAt(keySpan)
  const route = type === 'websocket' ? socketRoute(value) : httpRoute(value)
  if (route === undefined) {
    made.unread.push(value)
    return
  }
  if (type === 'websocket' && route !== '$connect') return
  const login = loginOf(value, writer)
  const id = type === 'http' ? 'ApiGatewayMethod' : type === 'httpApi' ? 'HttpApiRoute' : 'WebsocketsRoute'
  const properties =
    type === 'http'
      ? { ...login, RestApiId: writer.ref('ApiGatewayRestApi') }
      : { ...login, ApiId: writer.ref(type === 'httpApi' ? 'HttpApi' : 'WebsocketsApi'), RouteKey: writer.text(route) }
  const resource = type === 'http' ? 'AWS::ApiGateway::Method' : 'AWS::ApiGatewayV2::Route'
  made.resources.set(freeName(`${id} ${route}`, made), writer.resource(resource, properties, value))
}

/** Of two events of one call, each counts. */
function freeName(name: string, { resources }: Made): string {
  return resources.has(name) ? freeName(`${name} again`, { resources, unread: [] }) : name
}

/** `GET /orders/{id}`, in one text or in two; `*` is every call that no other route takes. Undefined: not known. */
function httpRoute(value: Value): string | undefined {
  const text = value.kind === 'text' ? knownText(value) : undefined
  const member = (name: string): string | undefined => {
    const found = value.kind === 'map' ? value.entries.get(name)?.value : undefined
    return found?.kind === 'text' ? knownText(found) : undefined
  }
  const whole = text?.trim()
  if (whole === '*' || (whole === undefined && member('path') === '*' && member('method') === undefined))
    return '$default'
  const [method, path] = whole === undefined ? [member('method'), member('path')] : whole.split(/\s+/)
  if (method === undefined || path === undefined) return undefined
  const verb = method === '*' ? 'ANY' : method.toUpperCase()
  return `${verb} /${path.replace(/^\//, '')}`
}

function socketRoute(value: Value): string | undefined {
  const route = value.kind === 'map' ? value.entries.get('route')?.value : value
  return route?.kind === 'text' ? knownText(route) : undefined
}

function loginOf(value: Value, writer: Writer): Readonly<Record<string, Value | undefined>> {
  const member = (name: string) => (value.kind === 'map' ? value.entries.get(name)?.value : undefined)
  const authorizer = member('authorizer')
  const key = { ApiKeyRequired: member('private') }
  if (authorizer === undefined || authorizer.kind === 'null') return { ...key, AuthorizationType: writer.text('NONE') }
  // It may turn out to be none.
  if (authorizer.kind === 'unknown') return { ...key, AuthorizationType: authorizer }
  const inner = (name: string) => (authorizer.kind === 'map' ? authorizer.entries.get(name)?.value : undefined)
  const scopes = { AuthorizationScopes: inner('scopes') }
  const type = inner('type') ?? authorizer
  const text = type.kind === 'text' ? knownText(type) : undefined
  if (text?.toLowerCase() === 'aws_iam') return { ...key, ...scopes, AuthorizationType: writer.text('AWS_IAM') }
  const named = ['authorizerId', 'id', 'arn', 'name'].map(inner).find((each) => each !== undefined) ?? authorizer
  const kind = text !== undefined && /^(?:cognito_user_pools|jwt)$/i.test(text) ? text.toUpperCase() : 'CUSTOM'
  return { ...key, ...scopes, AuthorizationType: writer.text(kind), AuthorizerId: named }
}

function capitalized(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1)
}
