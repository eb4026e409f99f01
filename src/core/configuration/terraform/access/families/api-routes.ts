import type { ReachEntry } from '../../../../authorization/reach.ts'
import { oneOfEach } from '../../../../value/one-of-each.ts'
import { textOf, type UnknownSymbol, type Value } from '../../../../value/value.ts'
import { plainText } from '../../text.ts'
import type { HeldAccess, ResourceAdapter } from '../adapter.ts'
import { heldReach, holderName } from '../held-reach.ts'
import { type ApiCall, type CallDemand, type CallLogin, EVERY_CALL } from '../openapi/api-call.ts'
import { EVERY_PATH, readApiPath } from '../openapi/api-path.ts'
import { callEntries } from '../openapi/call-entries.ts'
import { roleEntries } from '../openapi/integration-roles.ts'
import { AWS_IAM, anyOf, type LoginName, loginName } from '../openapi/login-names.ts'
import { symbolOf } from '../reach-facets.ts'
import type { ConfiguredResource } from '../resource.ts'
import { alternativesAt, itemsAt } from '../settings-at.ts'

/** The first part of the name of what is called of an API: routes and the API's own document act together. */
export const API_CALLS = 'api-calls'

const TYPE = 'aws_apigatewayv2_route'
const READS = ['api_id', 'route_key', 'authorization_type', 'authorizer_id', 'authorization_scopes', 'api_key_required']

/** Routes of HTTP and WebSocket APIs. Source: the resource's page in the AWS provider's documentation. */
export const API_ROUTE_ADAPTERS: readonly ResourceAdapter[] = [
  { type: TYPE, nouns: [API_CALLS], reads: READS, documents: [], held: heldByRoute },
]

function heldByRoute(resource: ConfiguredResource): readonly HeldAccess[] {
  const api = resource.written('api_id')
  const name = api === undefined ? `address:${resource.identity}` : holderName(api)
  const holder = `${API_CALLS}:${resource.place}${name}`
  const entries = () => callEntries(resource, routeCalls(resource))
  return [
    heldReach(resource, holder, 'exposure', () => entries().exposures),
    // Where the API is declared elsewhere, and no route is left, nothing is asked for a login.
    heldReach(resource, holder, 'guardrail', () => entries().guardrails, true),
  ]
}

function routeCalls(resource: ConfiguredResource): readonly ApiCall[] {
  const demands = routeDemands(resource)
  return alternativesAt(resource, 'route_key').map(({ value, presence }): ApiCall => {
    const key = value ?? resource.attribute('route_key')
    return { ...calledBy(key), presence, spans: key.spans, demands, takesPath: false }
  })
}

/** What an HTTP API says of the route that it is made with. */
export const QUICK_ROUTE = ['target', 'route_key', 'credentials_arn']

/**
 * The route that an API is made with where it names a target: it asks for no login. Source: "CreateApi", Amazon API
 * Gateway Version 2 API Reference.
 */
export function quickRoutes(resource: ConfiguredResource): readonly ApiCall[] {
  const demands: readonly CallDemand[] = [{ login: { kind: 'none' }, asksForKey: false, presence: [], spans: [] }]
  return itemsAt(resource, 'target').flatMap((target) =>
    alternativesAt(resource, 'route_key').map(({ value, presence }): ApiCall => {
      const key = value ?? textOf('$default', target.value.spans)
      const conditions = [...target.presence, ...perhapsNone(target.value), ...presence]
      return { ...calledBy(key), presence: conditions, spans: target.value.spans, demands, takesPath: false }
    }),
  )
}

/** What is not known may be no target at all, unless it is the name of one thing. */
function perhapsNone(target: Value): readonly UnknownSymbol[] {
  return target.kind === 'unknown' && target.symbol.form !== 'identifier' ? [target.symbol] : []
}

/** With which role such a route acts. */
export function rolesOfRoute(resource: ConfiguredResource, { called, presence }: ApiCall): readonly ReachEntry[] {
  return itemsAt(resource, 'credentials_arn').flatMap((role) =>
    roleEntries(resource, called, [...presence, ...role.presence], [role.value, resource.written('target')]),
  )
}

/** `GET /orders`, `$default`, or of a WebSocket API the name of a route. */
function calledBy(key: Value): Pick<ApiCall, 'called' | 'rank'> {
  const text = plainText(key)
  if (text === undefined) return { called: { kind: 'symbol', symbol: symbolOf(key) }, rank: 0 }
  if (text === '$default') return { called: { ...EVERY_CALL, shown: text }, rank: EVERY_PATH.rank }
  const [method = '', path = ''] = text.split(' ')
  const read = readApiPath(path, 'http')
  if (read === undefined) return { called: { kind: 'calls', method: text, path: [], shown: text }, rank: 0 }
  const called = { kind: 'calls', method: method === 'ANY' ? '*' : method, path: read.segments, shown: text } as const
  return { called, rank: read.rank }
}

/** What a route asks of whoever calls it. */
function routeDemands(resource: ConfiguredResource): readonly CallDemand[] {
  return writtenDemands(resource, 'authorization_type', (id) => [loginName(id)])
}

/**
 * What a route or a method asks of whoever calls it, by its arguments: `type` is the one that says how; `decidersOf` says
 * who decides by an authorizer.
 */
export function writtenDemands(
  resource: ConfiguredResource,
  type: string,
  decidersOf: (authorizer: Value) => readonly LoginName[],
): readonly CallDemand[] {
  const scopes = itemsAt(resource, 'authorization_scopes').map(({ value }) => loginName(value))
  const settings = [type, 'authorizer_id', 'api_key_required'].map((name) => alternativesAt(resource, name))
  return oneOfEach(settings).map((told): CallDemand => {
    const [how, authorizer, key] = told.map(({ value }) => value)
    return {
      login: loginBy(how, authorizer === undefined ? undefined : decidersOf(authorizer), scopes),
      asksForKey: keyOf(key),
      presence: told.flatMap(({ presence }) => presence),
      spans: told.flatMap(({ value }) => value?.spans ?? []),
    }
  })
}

function keyOf(value: Value | undefined): CallDemand['asksForKey'] {
  const text = value === undefined ? 'false' : plainText(value)
  return text === undefined && value !== undefined ? symbolOf(value) : text === 'true'
}

function loginBy(
  type: Value | undefined,
  deciders: readonly LoginName[] | undefined,
  scopes: readonly LoginName[],
): CallLogin {
  const text = type === undefined ? 'NONE' : plainText(type)?.toUpperCase()
  if (text === 'NONE') return { kind: 'none' }
  if (text === undefined && type !== undefined) return { kind: 'unknown', symbol: symbolOf(type) }
  if (text === 'AWS_IAM') return { kind: 'login', by: anyOf([AWS_IAM]) }
  return {
    kind: 'login',
    ...(deciders === undefined ? {} : { by: anyOf(deciders) }),
    ...(scopes.length === 0 ? {} : { scopes: anyOf(scopes) }),
  }
}
