import { CLUSTER_MAPPINGS, type ClusterMappings } from '../../../authorization/aws/cluster-mappings.ts'
import { contentFingerprint } from '../../../authorization/aws/content-fingerprint.ts'
import { NOWHERE } from '../../../text/span.ts'
import type { MapEntry, MapValue, UnknownSymbol, Value } from '../../../value/value.ts'
import { decodedText } from './decoded-text.ts'
import type { Place, Step } from './place.ts'
import { documentOf, namedAs, policyShape } from './shapes.ts'

/** What says in a file who may do what. */
export type FoundAccess =
  | { readonly kind: 'policy'; readonly place: Place; readonly document: Value }
  /** The name of a managed policy, among those that are attached. */
  | { readonly kind: 'attachment'; readonly place: Place; readonly name: Value }
  | { readonly kind: 'mappings'; readonly place: Place; readonly mappings: ClusterMappings }

/** Access of a document, and the document without it. */
export interface SeparatedAccess {
  readonly found: readonly FoundAccess[]
  readonly rest: Value
}

/** Finds every policy of a document by its shape, at any depth and in texts, and what is attached by name. */
export function findAccess(root: Value): SeparatedAccess {
  const found: FoundAccess[] = []
  const rest = separate(root, { root, steps: [] }, found, 0)
  return { found, rest }
}

const NOTHING: Value = { kind: 'null', spans: [] }

/** Texts within texts are read to this depth. */
const MAX_TEXTS = 3

function separate(value: Value, place: Place, found: FoundAccess[], texts: number): Value {
  const document = policyShape(value) ?? namedPolicy(value, place)
  if (document !== undefined) {
    found.push({ kind: 'policy', place, document })
    return NOTHING
  }
  switch (value.kind) {
    case 'list': {
      const items = value.items.map((item, index) => separate(item, stepped(place, value, { index }), found, texts))
      return { ...value, items }
    }
    case 'map':
      return separateMap(value, place, found, texts)
    case 'text':
      return separateText(value, place, found, texts)
    default:
      return value
  }
}

function stepped({ root, steps }: Place, through: Value, step: Omit<Step, 'through'>): Place {
  return { root, steps: [...steps, { through, ...step }] }
}

/** What stands where a policy belongs and is none that can be read here, such as the name of a file. */
function namedPolicy(value: Value, place: Place): Value | undefined {
  const named = namedAs(place)
  if (named === 'statements') return value.kind === 'null' ? undefined : documentOf(value)
  if (named !== 'document') return undefined
  if (value.kind === 'unknown') return value
  const isElsewhere = value.kind === 'text' && decodedText(value) === undefined && value.parts.length > 0
  return isElsewhere ? elsewhere(value) : undefined
}

function elsewhere(value: Value): Value {
  const [span = NOWHERE] = value.spans
  const symbol: UnknownSymbol = {
    address: 'the policy',
    fingerprint: contentFingerprint(value),
    reason: 'stands in a place that is not known',
    span,
  }
  return { kind: 'unknown', symbol, spans: value.spans }
}

function separateText(
  value: Extract<Value, { kind: 'text' }>,
  place: Place,
  found: FoundAccess[],
  texts: number,
): Value {
  if (isAttachment(value, place)) {
    found.push({ kind: 'attachment', place, name: value })
    return NOTHING
  }
  const decoded = texts < MAX_TEXTS ? decodedText(value) : undefined
  if (decoded === undefined) return value
  if (decoded.kind === 'unknown') {
    found.push({ kind: 'policy', place, document: decoded })
    return NOTHING
  }
  const before = found.length
  const rest = separate(decoded, place, found, texts + 1)
  return found.length === before ? value : rest
}

const MANAGED_ARN = /^arn:[a-z0-9-]*:iam::(?:aws|\d{12})?:policy\/./

/** The ARN of a managed policy where something of that name is given, or by kinds of machines below it. */
function isAttachment(value: Extract<Value, { kind: 'text' }>, { steps }: Place): boolean {
  const keys = steps.flatMap((step) => step.key ?? []).slice(-2)
  if (!keys.some((key) => /polic|boundary/i.test(key))) return false
  return MANAGED_ARN.test(value.parts.map((part) => (part.kind === 'literal' ? part.text : '')).join(''))
}

function separateMap(map: MapValue, place: Place, found: FoundAccess[], texts: number): Value {
  const mappings = isOtherConfigMap(place) ? undefined : mappingsIn(map)
  if (mappings !== undefined) found.push({ kind: 'mappings', place, mappings })
  const entries = [...map.entries].map(([key, entry]): [string, MapEntry] => {
    if (mappings !== undefined && isMapping(key)) return [key, { ...entry, value: NOTHING }]
    return [key, { ...entry, value: separate(entry.value, stepped(place, map, { key }), found, texts) }]
  })
  return { ...map, entries: new Map(entries) }
}

function isMapping(key: string): key is keyof ClusterMappings {
  return CLUSTER_MAPPINGS.some((name) => name === key)
}

function mappingsIn({ entries }: MapValue): ClusterMappings | undefined {
  const [mapRoles, mapUsers, mapAccounts] = CLUSTER_MAPPINGS.map((name) => entries.get(name)?.value)
  if ([mapRoles, mapUsers, mapAccounts].every((value) => value === undefined)) return undefined
  return { mapRoles, mapUsers, mapAccounts }
}

/** Nothing reads mappings in a ConfigMap of another name. */
function isOtherConfigMap({ steps }: Place): boolean {
  const step = steps.at(-1)
  const metadata = step?.through.kind === 'map' ? step.through.entries.get('metadata')?.value : undefined
  const name = metadata?.kind === 'map' ? metadata.entries.get('name')?.value : undefined
  if (step?.key !== 'data' || name?.kind !== 'text') return false
  return name.parts.every((part) => part.kind === 'literal' && part.text !== 'aws-auth')
}
