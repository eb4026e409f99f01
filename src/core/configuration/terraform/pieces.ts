import type { Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import type { SplicedItem, UnknownValue, Value } from '../../value/value.ts'
import { firstSymbol, unknownOf } from './unknown.ts'

/**
 * The items of a list, set or tuple, some of which may stand for any number of items; undefined where the value
 * is no list. An unknown value is taken as a list of unknown items: one item of the list's own symbol, which
 * then means "whatever the list holds", as the patterns of a policy do.
 */
export function piecesOf(value: Value, span: Span): readonly SplicedItem[] | undefined {
  if (value.kind === 'list') return value.items.map((item) => ({ value: item, many: false }))
  if (value.kind !== 'unknown') return undefined
  if (value.partial?.kind === 'spliced') return value.partial.items
  return value.partial === undefined ? [{ value: anyItem(value, span), many: true }] : undefined
}

/** A tuple of these items where their number is known, and otherwise an unknown list that remembers them. */
export function spliced(items: readonly SplicedItem[], address: string, span: Span): Value {
  if (!items.some((item) => item.many)) {
    return { kind: 'list', collection: 'tuple', items: items.map((item) => item.value), spans: [span] }
  }
  const texts = items.map((item) => digestOf(item.many ? 'many' : 'one', fingerprintOf(item.value)))
  const reason = items.map((item) => firstSymbol(item.value)).find((symbol) => symbol !== undefined)?.reason
  const symbol = { address, fingerprint: digestOf('spliced', ...texts), reason: reason ?? 'has an unknown length' }
  return unknownOf(symbol, [span], { kind: 'spliced', items })
}

function anyItem(list: UnknownValue, span: Span): UnknownValue {
  const [first = span, ...rest] = list.spans
  const { fingerprint, reason } = list.symbol
  return unknownOf({ address: `${list.symbol.address}[*]`, fingerprint, reason }, [first, ...rest])
}
