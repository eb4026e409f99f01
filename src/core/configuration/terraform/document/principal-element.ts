import type { Span } from '../../../text/span.ts'
import type { MapEntry, Value } from '../../../value/value.ts'
import { compareText, plainText } from '../text.ts'
import { listOf } from './texts.ts'

/** Principals of one type: a text, a list of texts in the provider's order, or something unknown. */
export interface PrincipalGroup {
  readonly type: string
  readonly keySpan: Span
  readonly ids: Value
  readonly spans: readonly Span[]
}

/**
 * Principal or NotPrincipal as `{type: id or ids}`, ids of one type added up; the only type `*` with the only id `*`
 * is the text `*`. Undefined where there is no group.
 */
export function principalElement(groups: readonly PrincipalGroup[], spans: readonly Span[]): Value | undefined {
  const [first] = groups
  if (first === undefined) return undefined
  const [id, ...others] = textsOf(first.ids)
  const isOnly = groups.length === 1 && others.length === 0 && first.type === '*'
  if (isOnly && id !== undefined && plainText(id) === '*') return id
  const byType = new Map<string, MapEntry>()
  for (const { type, keySpan, ids, spans: places } of groups) {
    const known = byType.get(type)
    const value = known === undefined ? ids : listOf([...textsOf(known.value), ...textsOf(ids)], places)
    byType.set(type, { keySpan: known?.keySpan ?? keySpan, value })
  }
  const entries = new Map([...byType].sort(([left], [right]) => compareText(left, right)))
  return { kind: 'map', collection: 'object', entries, spans }
}

function textsOf(value: Value): readonly Value[] {
  return value.kind === 'list' ? value.items : [value]
}
