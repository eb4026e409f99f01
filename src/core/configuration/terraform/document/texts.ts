import type { Span } from '../../../text/span.ts'
import { fingerprintOf } from '../../../value/fingerprint.ts'
import type { ListValue, SplicedItem, TextPart, Value } from '../../../value/value.ts'
import { knownText } from '../../../value/value.ts'
import { piecesOf } from '../pieces.ts'
import { asText, compareText } from '../text.ts'
import { either } from '../unknown.ts'

/**
 * The items of an argument that is a list or set of strings, as texts. What is unknown may stand for any number of
 * them, null for none.
 */
export function textPieces(value: Value | undefined): readonly SplicedItem[] {
  const [span] = value?.spans ?? []
  if (value === undefined || span === undefined) return []
  const whole: Value = value.kind === 'unknown' ? { kind: 'unknown', symbol: value.symbol, spans: value.spans } : value
  const pieces = piecesOf(value, span) ?? [{ value: whole, many: true }]
  return pieces.flatMap(({ value: item, many }) => {
    if (item.kind === 'null') return []
    return [{ value: item.kind === 'unknown' ? item : (asText(item) ?? item), many }]
  })
}

/** One item is itself, others are a list. An unknown one alone may be several, or none. */
export function oneOrMany(items: readonly Value[], spans: readonly Span[]): Value {
  const [only] = items
  if (only === undefined || items.length > 1) return listOf(items, spans)
  if (only.kind !== 'unknown' || only.symbol.form !== undefined || only.partial?.kind === 'either') return only
  const { symbol, spans: places } = only
  const value: Value = { kind: 'unknown', symbol, spans: places }
  return { ...value, partial: { kind: 'spliced', items: [{ value, many: true }] } }
}

/** Each text once. */
export function uniqueTexts(items: readonly Value[]): readonly Value[] {
  const seen = new Set<string>()
  return items.filter((item) => {
    const key = fingerprintOf(item)
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}

/** In reverse order of code points, as the provider writes its sets. */
export function inReverse(items: readonly Value[]): readonly Value[] {
  return items.toSorted((left, right) => compareText(textKey(right), textKey(left)))
}

/** `&{aws:username}` is how the data source lets Terraform's own `${` alone. */
export function withoutMarkers(value: Value): Value {
  if (value.kind === 'list') return { ...value, items: value.items.map(withoutMarkers) }
  if (value.kind === 'text') return { ...value, parts: value.parts.map(withoutMarker) }
  const [span] = value.spans
  if (value.kind !== 'unknown' || value.partial?.kind !== 'either' || span === undefined) return value
  const { condition, then, otherwise } = value.partial
  const unknown = { kind: 'unknown', symbol: condition, spans: value.spans } as const
  return either(unknown, withoutMarkers(then), withoutMarkers(otherwise), span)
}

export function listOf(items: readonly Value[], spans: readonly Span[]): ListValue {
  return { kind: 'list', collection: 'tuple', items, spans }
}

function withoutMarker(part: TextPart): TextPart {
  return part.kind === 'literal' ? { ...part, text: part.text.replaceAll('&{', '${') } : part
}

function textKey(value: Value): string {
  if (value.kind === 'unknown') return value.symbol.fingerprint
  if (value.kind !== 'text') return value.kind
  return (
    knownText(value) ??
    value.parts.map((part) => (part.kind === 'literal' ? part.text : part.symbol.fingerprint)).join('')
  )
}
