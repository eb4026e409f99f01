import { fingerprintOf } from '../../../../value/fingerprint.ts'
import type { Value } from '../../../../value/value.ts'
import { plainText } from '../../text.ts'
import type { HeldAccess, ResourceAdapter } from '../adapter.ts'
import { heldReach, holderName } from '../held-reach.ts'
import { type ApiCall, EVERY_CALL } from '../openapi/api-call.ts'
import { type ApiPath, EVERY_PATH, readApiPath } from '../openapi/api-path.ts'
import { functionOf } from '../openapi/authorizer.ts'
import { callEntries } from '../openapi/call-entries.ts'
import { type LoginName, loginName } from '../openapi/login-names.ts'
import { symbolOf } from '../reach-facets.ts'
import type { ConfiguredResource } from '../resource.ts'
import { alternativesAt, itemsAt } from '../settings-at.ts'
import { API_CALLS, writtenDemands } from './api-routes.ts'

const TYPE = 'aws_api_gateway_method'

/**
 * Methods of REST APIs, which act together with what the API's own document lets call: where the resources that their
 * path is made of are declared beside them, they are calls of the API; else each is compared with what it was itself.
 * Source: `aws_api_gateway_method` in the AWS provider's documentation.
 */
export const API_METHOD_ADAPTERS: readonly ResourceAdapter[] = [
  {
    type: TYPE,
    nouns: [API_CALLS],
    reads: [
      'api_key_required',
      'authorization',
      'authorization_scopes',
      'authorizer_id',
      'http_method',
      'resource_id',
      'rest_api_id',
    ],
    documents: [],
    held: heldByMethod,
  },
]

function heldByMethod(resource: ConfiguredResource): readonly HeldAccess[] {
  const api = resource.written('rest_api_id')
  const path = api === undefined ? undefined : pathOf(resource)
  const name = api === undefined || path === undefined ? `address:${resource.identity}` : holderName(api)
  const holder = `${API_CALLS}:${resource.place}${name}`
  const calls = () => (path === undefined ? ownCalls(resource) : methodCalls(resource, path))
  const entries = () => callEntries(resource, calls())
  return [
    heldReach(resource, holder, 'exposure', () => entries().exposures),
    // Where the API is declared elsewhere, and no method is left, nothing is asked for a login.
    heldReach(resource, holder, 'guardrail', () => entries().guardrails, true),
  ]
}

interface KnownPath extends ApiPath {
  readonly written: string
}

/** A path has 27 segments at most: `readApiPath`. */
const MAX_DEPTH = 28

/** The path of a method by the resources that are declared beside it, up to the root of the API. */
function pathOf(method: ConfiguredResource): KnownPath | undefined {
  const declared = method.beside?.('aws_api_gateway_resource')
  if (declared === undefined) return undefined
  const parts: string[] = []
  let at = method.written('resource_id')
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    if (at === undefined) return undefined
    if (isRoot(at)) {
      const written = `/${parts.join('/')}`
      const read = readApiPath(written, 'rest')
      return read && { ...read, written }
    }
    const found = withId(declared, at)
    const [only] = found
    const part = only?.written('path_part')
    const text = part === undefined ? undefined : plainText(part)
    if (only === undefined || found.length > 1 || text === undefined || only.presence.length > 0) return undefined
    parts.unshift(text)
    at = only.written('parent_id')
  }
  return undefined
}

/** Those that an id may be of. All methods of an API ask the same resources: these are gone through once. */
function withId(declared: readonly ConfiguredResource[], id: Value): readonly ConfiguredResource[] {
  const known = byId.get(declared) ?? Map.groupBy(declared, (each) => fingerprintOf(each.attribute('id')))
  byId.set(declared, known)
  return known.get(fingerprintOf(id)) ?? []
}

const byId = new WeakMap<readonly ConfiguredResource[], ReadonlyMap<string, readonly ConfiguredResource[]>>()

function isRoot(value: Value): boolean {
  return value.kind === 'unknown' && /\.(?:root_resource_id|RootResourceId)$/.test(value.symbol.address)
}

/** Whatever it is called by, it is the same method: of which path it is, is not known. */
function ownCalls(resource: ConfiguredResource): readonly ApiCall[] {
  const method = resource.written('http_method')
  const name = method === undefined ? undefined : plainText(method)
  const by = name === undefined || name.toUpperCase() === 'ANY' ? {} : { method: name.toUpperCase() }
  const called = { ...EVERY_CALL, ...by, shown: name ?? 'its calls' }
  const demands = methodDemands(resource)
  return [{ called, rank: EVERY_PATH.rank, presence: [], spans: method?.spans ?? [], demands, takesPath: false }]
}

function methodCalls(resource: ConfiguredResource, path: KnownPath): readonly ApiCall[] {
  const demands = methodDemands(resource)
  return alternativesAt(resource, 'http_method').map(({ value, presence }): ApiCall => {
    const spans = value?.spans ?? []
    const name = value === undefined ? undefined : plainText(value)?.toUpperCase()
    if (name === undefined) {
      const symbol = symbolOf(value ?? resource.attribute('http_method'))
      return { called: { kind: 'symbol', symbol }, rank: 0, presence, spans, demands, takesPath: false }
    }
    const called = {
      kind: 'calls',
      method: name === 'ANY' ? '*' : name,
      path: path.segments,
      shown: `${name} ${path.written}`,
    } as const
    return { called, rank: path.rank, presence, spans, demands, takesPath: true }
  })
}

function methodDemands(resource: ConfiguredResource): ReturnType<typeof writtenDemands> {
  return writtenDemands(resource, 'authorization', (id) => deciders(resource, id))
}

/** Who decides by an authorizer that is declared beside the method, as its document would say it; else its id. */
function deciders(resource: ConfiguredResource, id: Value): readonly LoginName[] {
  const found = withId(resource.beside?.('aws_api_gateway_authorizer') ?? [], id)
  const [only] = found
  if (only === undefined || found.length > 1) return [loginName(id)]
  const pools = itemsAt(only, 'provider_arns').map(({ value }) => loginName(value))
  const uri = only.written('authorizer_uri')
  const named = [...pools, ...(uri === undefined ? [] : [loginName(functionOf(uri))])]
  return named.length === 0 ? [loginName(id)] : named
}
