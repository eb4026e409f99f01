import { NOWHERE } from '../../../../text/span.ts'
import { digestOf, fingerprintOf } from '../../../../value/fingerprint.ts'
import { oneOfEach } from '../../../../value/one-of-each.ts'
import { type MapValue, textOf, type UnknownSymbol, type Value } from '../../../../value/value.ts'
import { memberOf } from '../../json-members.ts'
import { deepWays } from '../deep-ways.ts'
import type { CallDemand, CallLogin } from './api-call.ts'
import { type Authorizer, readAuthorizer } from './authorizer.ts'
import { AWS_IAM, allOf, anyOf, type LoginName, loginName } from './login-names.ts'
import { followed, textAt } from './open-document.ts'

/**
 * What is asked of whoever calls an operation. What it demands itself counts and not what the document demands of all;
 * of several demands one is enough, and an empty one asks for nothing. A key for calls is no login. Source: "Security
 * Requirement Object", OpenAPI Specification; "x-amazon-apigateway-auth object", Amazon API Gateway Developer Guide.
 */
export function demandsOf(operation: MapValue, root: MapValue): readonly CallDemand[] {
  const own = operation.entries.get('security') ?? root.entries.get('security')
  const type = authType(operation)
  if (own === undefined) return [{ ...demandOf([], type, operation), presence: [], spans: operation.spans }]
  return deepWays(own.value).map(({ value, conditions }) => {
    const { spans } = value
    const place = { presence: conditions, spans: spans.length === 0 ? [own.keySpan] : spans }
    if (value.kind !== 'list') return { login: unknown(value, 'is not what belongs here'), asksForKey: false, ...place }
    return {
      ...demandOf(
        value.items.map((item) => alternativeOf(item, root)),
        type,
        operation,
      ),
      ...place,
    }
  })
}

/** `none` where nothing is said; what is no word that is known is `unknown`. */
function authType(operation: MapValue): 'none' | 'NONE' | 'AWS_IAM' | 'unknown' {
  const written = operation.entries.get('x-amazon-apigateway-auth')?.value
  if (written === undefined) return 'none'
  const text = textAt(written, 'type')?.toUpperCase()
  return text === 'NONE' || text === 'AWS_IAM' ? text : 'unknown'
}

/** One demand: all of its schemes together. */
interface Alternative {
  readonly logins: readonly LoginName[][]
  readonly scopes: readonly Value[]
  readonly asksForKey: boolean
  /** How the authorizers are asked. */
  readonly settings: readonly Value[]
  readonly symbol?: UnknownSymbol
}

type Demanded = Pick<CallDemand, 'login' | 'asksForKey'>

function demandOf(
  alternatives: readonly Alternative[],
  type: ReturnType<typeof authType>,
  operation: MapValue,
): Demanded {
  const asksForKey = alternatives.length > 0 && alternatives.every((each) => each.asksForKey)
  const symbol = alternatives.find((each) => each.symbol !== undefined)?.symbol
  const said = loginOf(alternatives)
  if (type === 'none') return { login: symbol === undefined ? said : { kind: 'unknown', symbol }, asksForKey }
  const isPlain = said.kind === 'none' && symbol === undefined
  if (type === 'AWS_IAM' && isPlain) return { login: { kind: 'login', by: anyOf([AWS_IAM]) }, asksForKey }
  if (type === 'NONE' && isPlain) return { login: said, asksForKey }
  const own = ['security', 'x-amazon-apigateway-auth'].flatMap((name) => memberOf(operation, name) ?? [])
  const both: Value = { kind: 'list', collection: 'tuple', items: own, spans: operation.spans }
  return { login: unknown(both, 'says two things of the login'), asksForKey }
}

function loginOf(alternatives: readonly Alternative[]): CallLogin {
  const isOpen = alternatives.length === 0 || alternatives.some(({ logins }) => logins.length === 0)
  if (isOpen) return { kind: 'none' }
  const by = anyOf(alternatives.flatMap(({ logins }) => combined(logins)))
  const settings = settingsSymbol(alternatives.flatMap((each) => each.settings))
  const login = { kind: 'login', by, ...(settings === undefined ? {} : { settings }) } as const
  const hasScopes = alternatives.every(({ scopes }) => scopes.length > 0)
  if (!hasScopes) return login
  return { ...login, scopes: anyOf(alternatives.flatMap((each) => each.scopes.map((scope) => loginName(scope)))) }
}

/** What the settings of authorizers mean is not decided: others are others. */
function settingsSymbol(settings: readonly Value[]): UnknownSymbol | undefined {
  const [first] = settings
  if (first === undefined) return undefined
  const fingerprint = digestOf('authorizer settings', ...[...new Set(settings.map(fingerprintOf))].toSorted())
  const [span = NOWHERE] = first.spans
  return { address: 'the authorizer', fingerprint, reason: 'is asked in another way, which is not compared', span }
}

/** Each way to meet all of several logins, of each of which one of some is enough. */
function combined(logins: readonly (readonly LoginName[])[]): readonly LoginName[] {
  return oneOfEach(logins).map((way) => (way.length === 1 && way[0] !== undefined ? way[0] : allOf(way)))
}

function alternativeOf(item: Value, root: MapValue): Alternative {
  const nothing = { logins: [], scopes: [], settings: [], asksForKey: false }
  if (item.kind !== 'map') return { ...nothing, symbol: unknownSymbol(item, 'is not what belongs here') }
  return [...item.entries].reduce<Alternative>((before, [name, { value }]) => {
    const scheme = schemeOf(name, root)
    const symbol = before.symbol ?? scheme.symbol
    return {
      logins: scheme.logins.length === 0 ? before.logins : [...before.logins, [...scheme.logins]],
      scopes: scheme.logins.length === 0 ? before.scopes : [...before.scopes, ...scopesIn(value)],
      settings: [...before.settings, ...scheme.settings],
      asksForKey: before.asksForKey || scheme.isKey,
      ...(symbol === undefined ? {} : { symbol }),
    }
  }, nothing)
}

function scopesIn(value: Value): readonly Value[] {
  return value.kind === 'list' ? value.items : value.kind === 'null' ? [] : [value]
}

interface Scheme {
  readonly logins: readonly LoginName[]
  readonly settings: readonly Value[]
  readonly isKey: boolean
  readonly symbol?: UnknownSymbol
}

/** A document's schemes, where each version of OpenAPI has them. */
export function schemesOf(root: MapValue): readonly (Value | undefined)[] {
  return [memberOf(root, 'securityDefinitions'), memberOf(memberOf(root, 'components'), 'securitySchemes')]
}

/**
 * What a scheme asks for. One without an authorizer asks for nothing that AWS checks, or makes it refuse the document.
 * Source: "x-amazon-apigateway-authtype property" and "Configure a method to use API keys with an OpenAPI definition",
 * Amazon API Gateway Developer Guide.
 */
function schemeOf(name: string, root: MapValue): Scheme {
  const written = schemesOf(root).flatMap((schemes) => memberOf(schemes, name) ?? [])
  const [only] = written
  const nothing = { logins: [], settings: [], isKey: false }
  const scheme = only === undefined || written.length > 1 ? undefined : followed(only, root)
  if (scheme?.kind !== 'map') {
    const value = only ?? textOf(name, root.spans)
    return { ...nothing, symbol: unknownSymbol(value, 'is not declared in the document', name) }
  }
  const authorizer = authorizerOf(scheme, root)
  const type = textAt(scheme, 'x-amazon-apigateway-authtype')
  const isReserved = type?.toLowerCase().startsWith('aws') === true
  if (authorizer !== undefined && authorizer.by.length > 0 && !isReserved) {
    const { by, settings } = authorizer
    return { ...nothing, logins: by, settings: [settings] }
  }
  if (authorizer === undefined && type === 'awsSigv4') return { ...nothing, logins: [AWS_IAM] }
  const isKey = textAt(scheme, 'type') === 'apiKey' && textAt(scheme, 'name')?.toLowerCase() === 'x-api-key'
  if (authorizer === undefined && type === undefined && isKey) return { ...nothing, isKey }
  return { ...nothing, symbol: unknownSymbol(scheme, 'has no login that is known to be asked for', name) }
}

/** Who decides on logins by a scheme, where it says so. */
export function authorizerOf(scheme: Value, root: MapValue): Authorizer | undefined {
  const written = memberOf(scheme, 'x-amazon-apigateway-authorizer')
  const value = written === undefined ? undefined : (followed(written, root) ?? written)
  return value === undefined ? undefined : readAuthorizer(value)
}

function unknown(value: Value, reason: string): CallLogin {
  return { kind: 'unknown', symbol: unknownSymbol(value, reason) }
}

function unknownSymbol(value: Value, reason: string, name = ''): UnknownSymbol {
  if (value.kind === 'unknown') return value.symbol
  const [span = NOWHERE] = value.spans
  const address = name === '' ? 'the login' : `the scheme ${name.slice(0, 60)}`
  return { address, fingerprint: digestOf('login', name, fingerprintOf(withoutText(value))), reason, span }
}

/** What people are told of a scheme says nothing of it. */
function withoutText(value: Value): Value {
  if (value.kind !== 'map') return value
  return { ...value, entries: new Map([...value.entries].filter(([name]) => name !== 'description')) }
}
