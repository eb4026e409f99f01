import type { MapEntry, MapValue, Value } from '../../../value/value.ts'
import { plainText } from '../../terraform/text.ts'
import { functionCall } from '../function-call.ts'
import { memberOf, textAt } from '../parameters.ts'
import type { Serverless } from './declared.ts'
import { type Writer, writerAt } from './written.ts'

type ApiKind = 'rest' | 'http'

/**
 * An API with what it imports under the names that API Gateway has for that, and with the login that the model puts on
 * operations that name none. Source: "AWS::Serverless::Api", "AWS::Serverless::HttpApi" and "Auth", AWS Serverless
 * Application Model Developer Guide.
 */
export function withDefinition(declared: Serverless, kind: ApiKind): Serverless {
  const { properties, entry } = declared
  const entries = new Map(properties.entries)
  for (const [from, to] of NAMES) {
    const written = entries.get(from)
    if (written === undefined) continue
    entries.delete(from)
    entries.set(to, written)
  }
  const body = entries.get('Body')
  const auth = memberOf(properties, 'Auth')
  if (body !== undefined && auth !== undefined) {
    entries.set('Body', { ...body, value: withLogin(body.value, auth, kind, writerAt(body.keySpan)) })
  }
  const pages = kind === 'http' ? entries.get('CorsConfiguration') : undefined
  if (pages !== undefined)
    entries.set('CorsConfiguration', { ...pages, value: pagesOf(pages.value, writerAt(entry.keySpan)) })
  return { ...declared, properties: { ...properties, entries } }
}

const NAMES = [
  ['DefinitionBody', 'Body'],
  ['DefinitionUri', 'BodyS3Location'],
] as const

/** `true` is every page, and a text is one. */
function pagesOf(value: Value, writer: Writer): Value {
  const text = plainText(value)
  if (text === undefined || value.kind === 'unknown') return value
  const origin = { ...writer.text(text === 'true' ? '*' : text), spans: value.spans }
  return text === 'false' ? writer.map({}) : writer.map({ AllowOrigins: writer.list([origin]) })
}

/** What the authorizers of a template are named after; beside them, requests that are signed. */
const AWS_IAM = 'AWS_IAM'

function withLogin(body: Value, auth: Value, kind: ApiKind, writer: Writer): Value {
  const login = textAt(auth, 'DefaultAuthorizer')
  const paths = memberOf(body, 'paths')
  if (login === undefined || body.kind !== 'map' || paths?.kind !== 'map' || functionCall(body) !== undefined)
    return body
  const authorizers = memberOf(auth, 'Authorizers')
  const known = new Set([AWS_IAM, ...(authorizers?.kind === 'map' ? authorizers.entries.keys() : [])])
  const isForPreflight = textAt(auth, 'AddDefaultAuthorizerToCorsPreflight') !== 'false'
  const secured = mapped(paths, ([, item]) =>
    mapped(item, ([method, operation]) => {
      const isAsked = METHOD.test(method) && (method !== 'options' || isForPreflight)
      return isAsked ? asking(operation, login, known, writer) : operation
    }),
  )
  const entries = new Map(body.entries)
  entries.set('paths', { keySpan: writerSpan(body, 'paths'), value: secured })
  entries.set('securityDefinitions', {
    keySpan: writerSpan(body, 'securityDefinitions'),
    value: schemes(
      body,
      [...known].map((name) => [name, schemeOf(name, authorizers, kind, writer)] as const),
      writer,
    ),
  })
  return { ...body, entries }
}

const METHOD = /^(?:get|put|post|delete|options|head|patch|trace|x-amazon-apigateway-any-method)$/

function writerSpan(body: MapValue, name: string): MapEntry['keySpan'] {
  const [span = { file: '', start: 0, end: 0 }] = body.spans
  return body.entries.get(name)?.keySpan ?? span
}

function mapped(value: Value, to: (entry: readonly [string, Value]) => Value): Value {
  if (value.kind !== 'map' || functionCall(value) !== undefined) return value
  const entries = [...value.entries].map(([name, entry]): readonly [string, MapEntry] => {
    return [name, { ...entry, value: to([name, entry.value]) }]
  })
  return { ...value, entries: new Map(entries) }
}

/** An operation that names none of the authorizers asks for the usual one, beside what else it asks for. */
function asking(operation: Value, login: string, known: ReadonlySet<string>, writer: Writer): Value {
  if (operation.kind !== 'map' || functionCall(operation) !== undefined) return operation
  const security = memberOf(operation, 'security')
  if (security !== undefined && security.kind !== 'list') return operation
  const items = security?.items ?? []
  const namesOf = (item: Value) => (item.kind === 'map' ? [...item.entries.keys()] : [])
  const names = items.flatMap(namesOf)
  const isOpen = names.includes('NONE')
  if (!isOpen && names.some((name) => known.has(name))) return operation
  const others = items.filter((item) => !namesOf(item).includes('NONE'))
  const asked = isOpen ? others : [...others, writer.map({ [login]: writer.list([]) })]
  const value: Value = { ...writer.list(asked), spans: security?.spans ?? operation.spans }
  const keySpan = operation.entries.get('security')?.keySpan ?? writerSpan(operation, 'security')
  return { ...operation, entries: new Map([...operation.entries, ['security', { keySpan, value }]]) }
}

/** Those that the document declares itself stay as they are. */
function schemes(body: MapValue, made: readonly (readonly [string, Value])[], writer: Writer): Value {
  const components = memberOf(body, 'components')
  const newer = components === undefined ? undefined : memberOf(components, 'securitySchemes')
  const older = memberOf(body, 'securityDefinitions')
  const isDeclared = (name: string) =>
    [older, newer].some((each) => each !== undefined && memberOf(each, name) !== undefined)
  const own =
    older?.kind === 'map' ? Object.fromEntries([...older.entries].map(([name, { value }]) => [name, value])) : {}
  return writer.map({ ...Object.fromEntries(made.filter(([name]) => !isDeclared(name))), ...own })
}

function schemeOf(name: string, authorizers: Value | undefined, kind: ApiKind, writer: Writer): Value {
  const header = { type: writer.text('apiKey'), name: writer.text('Authorization'), in: writer.text('header') }
  if (name === AWS_IAM) return writer.map({ ...header, 'x-amazon-apigateway-authtype': writer.text('awsSigv4') })
  const declared = authorizers === undefined ? undefined : memberOf(authorizers, name)
  const asked = declared === undefined ? undefined : authorizerOf(declared, kind, writer)
  return writer.map({ ...header, 'x-amazon-apigateway-authorizer': asked })
}

/** How it is asked is not read here: `Auth` itself is looked at as a whole. */
function authorizerOf(declared: Value, kind: ApiKind, writer: Writer): Value | undefined {
  const pool = memberOf(declared, 'UserPoolArn')
  if (pool !== undefined) {
    const pools = pool.kind === 'list' ? pool : writer.list([pool])
    return writer.map({ type: writer.text('cognito_user_pools'), providerARNs: pools })
  }
  const lambda = memberOf(declared, 'FunctionArn')
  if (lambda !== undefined) return writer.map({ type: writer.text('request'), authorizerUri: lambda })
  const token = memberOf(declared, 'JwtConfiguration')
  return kind === 'http' && token !== undefined
    ? writer.map({ type: writer.text('jwt'), jwtConfiguration: token })
    : undefined
}
