import type { Span } from '../../../../text/span.ts'
import { digestOf, fingerprintOf } from '../../../../value/fingerprint.ts'
import type { MapEntry, MapValue, UnknownSymbol, Value } from '../../../../value/value.ts'
import { waysOf } from '../../rounds.ts'
import { symbolOf } from '../reach-facets.ts'
import { type ApiCall, type CallDemand, EVERY_CALL } from './api-call.ts'
import { type ApiKind, type ApiPath, EVERY_PATH, readApiPath } from './api-path.ts'
import { followed, textAt } from './open-document.ts'
import { demandsOf } from './security.ts'

/** One operation of a document; undefined where what it says cannot be read. */
export interface ApiOperation extends ApiCall {
  readonly operation: MapValue | undefined
}

/**
 * Everything that can be called by the paths of a document.
 * Source: "Paths Object", OpenAPI Specification; "x-amazon-apigateway-any-method object", Amazon API Gateway Developer
 * Guide.
 */
export function operationsOf(root: MapValue, kind: ApiKind): readonly ApiOperation[] {
  const paths = root.entries.get('paths')?.value
  if (paths === undefined) return []
  const found = waysOf(paths).flatMap(({ value, conditions }): readonly ApiOperation[] => {
    if (value.kind !== 'map') return value.kind === 'null' ? [] : [everything(value, conditions)]
    return [...value.entries].flatMap(([path, entry]) => pathOperations({ path, entry, conditions, root, kind }))
  })
  return found.length > MAX_OPERATIONS ? [everything(paths, [])] : found
}

/** An API may have 300 resources: "Quotas for configuring and running a REST API", Amazon API Gateway Developer Guide. */
const MAX_OPERATIONS = 2_000

/** What nobody can read may be any call, with any login or none. */
export function everything(value: Value, conditions: readonly UnknownSymbol[]): ApiOperation {
  const at = { called: EVERY_CALL, rank: 0, takesPath: false, presence: conditions, spans: value.spans }
  return { ...at, demands: [unreadDemand(value, 'the document')], operation: undefined }
}

interface PathItem {
  readonly path: string
  readonly entry: MapEntry
  readonly conditions: readonly UnknownSymbol[]
  readonly root: MapValue
  readonly kind: ApiKind
}

const ANY_METHOD = 'x-amazon-apigateway-any-method'
const METHODS: ReadonlySet<string> = new Set([
  ...['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', ANY_METHOD],
])

/** Whether a member of a path is a method, in whatever case. */
export function isMethod(name: string): boolean {
  return METHODS.has(name.toLowerCase())
}

function pathOperations({ path, entry, conditions, root, kind }: PathItem): readonly ApiOperation[] {
  if (path.startsWith('x-')) return []
  const isDefault = kind === 'http' && path === '/$default'
  const read = isDefault ? EVERY_PATH : readApiPath(path, kind)
  const whole = { path, read, root, takesPath: kind === 'rest', keySpan: entry.keySpan }
  return waysOf(entry.value).flatMap((way): readonly ApiOperation[] => {
    const presence = [...conditions, ...way.conditions]
    const item = followed(way.value, root)
    if (way.value.kind === 'null') return []
    if (item?.kind !== 'map') return [unreadOperation(whole, '*', item ?? way.value, presence)]
    return [...item.entries].flatMap(([name, inner]) => methodOperations(whole, name, inner, presence))
  })
}

interface OnPath {
  readonly path: string
  readonly read: ApiPath | undefined
  readonly root: MapValue
  readonly takesPath: boolean
  readonly keySpan: Span
}

function methodOperations(
  whole: OnPath,
  name: string,
  { value, keySpan }: MapEntry,
  presence: readonly UnknownSymbol[],
): readonly ApiOperation[] {
  if (!isMethod(name)) return []
  const lower = name.toLowerCase()
  const method = lower === ANY_METHOD ? '*' : lower.toUpperCase()
  // Names have a case: nobody knows what becomes of one that is written otherwise.
  if (lower !== name) return [unreadOperation(whole, method, value, presence)]
  return waysOf(value).map((way): ApiOperation => {
    const conditions = [...presence, ...way.conditions]
    const operation = followed(way.value, whole.root)
    if (operation?.kind !== 'map') return unreadOperation(whole, method, operation ?? way.value, conditions)
    const demands = demandsOf(operation, whole.root)
    const reachesNothing = isMocked(operation, whole.root)
    return { ...calledOn(whole, method), presence: conditions, spans: [keySpan], demands, operation, reachesNothing }
  })
}

/** Source: "Mock integrations for REST APIs in API Gateway", Amazon API Gateway Developer Guide. */
function isMocked(operation: MapValue, root: MapValue): boolean {
  const integration = operation.entries.get('x-amazon-apigateway-integration')?.value
  const read = integration === undefined ? undefined : followed(integration, root)
  return textAt(read, 'type')?.toLowerCase() === 'mock'
}

function unreadOperation(
  whole: OnPath,
  method: string,
  value: Value,
  presence: readonly UnknownSymbol[],
): ApiOperation {
  const spans = [...value.spans, whole.keySpan]
  const called = calledOn(whole, method)
  const place = called.called.kind === 'calls' ? called.called.shown : called.called.symbol.address
  return { ...called, presence, spans, demands: [unreadDemand(value, place)], operation: undefined }
}

function calledOn(
  { path, read, takesPath, keySpan }: OnPath,
  method: string,
): Pick<ApiCall, 'called' | 'rank' | 'takesPath'> {
  const shown = `${method === '*' ? 'ANY' : method} ${path}`
  if (read !== undefined) {
    return { called: { kind: 'calls', method, path: read.segments, shown }, rank: read.rank, takesPath }
  }
  const symbol = { address: shown, fingerprint: digestOf('path', shown), reason: 'is no path of an API', span: keySpan }
  return { called: { kind: 'symbol', symbol }, rank: 0, takesPath: false }
}

function unreadDemand(value: Value, place: string): CallDemand {
  const known = symbolOf(value)
  const fingerprint = digestOf('unread', place, fingerprintOf(value))
  const unread = { ...known, address: place, fingerprint, reason: 'is written in a way that is not read' }
  const symbol = value.kind === 'unknown' ? known : unread
  return { login: { kind: 'unread', symbol }, asksForKey: false, presence: [], spans: value.spans }
}
