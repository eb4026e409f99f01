import type { Span } from '../../text/span.ts'
import { fingerprintOf } from '../../value/fingerprint.ts'
import type { SplicedItem, UnknownValue, Value } from '../../value/value.ts'
import { compareValues } from './equality.ts'
import { derived, isKnown, unknownOf } from './unknown.ts'

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

/**
 * A tuple of these items where their number is known, and otherwise an unknown list that remembers them. As a whole
 * it is named by what it was made of, since two operations may make different lists of the same items.
 */
export function spliced(items: readonly SplicedItem[], operation: string, inputs: readonly Value[], span: Span): Value {
  if (!items.some((item) => item.many)) {
    return { kind: 'list', collection: 'tuple', items: items.map((item) => item.value), spans: [span] }
  }
  return derived(`spliced ${operation}`, operation, inputs, span, { kind: 'spliced', items })
}

/** More comparisons than this are not made. */
const MAX_COMPARISONS = 100_000

/**
 * The items without duplicates. Whether an item with unknown parts is a duplicate may not be known: then it may or
 * may not be there besides the others. What is wholly known is there for certain.
 */
export function distinctPieces(items: readonly SplicedItem[]): readonly SplicedItem[] {
  const seen = new Set<string>()
  const unique = items.filter(({ value, many }) => {
    const key = `${many} ${fingerprintOf(value)}`
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
  const partly = unique.filter((item) => !isKnown(item.value))
  const isComparable = partly.length * unique.length <= MAX_COMPARISONS
  return unique.map((item) => {
    if (item.many || isKnown(item.value)) return item
    const others = unique.filter((other) => other !== item)
    const isDistinct =
      isComparable && others.every((other) => !other.many && compareValues(item.value, other.value) === false)
    return isDistinct ? item : { ...item, many: true }
  })
}

function anyItem(list: UnknownValue, span: Span): UnknownValue {
  const [first = span, ...rest] = list.spans
  const { fingerprint, reason } = list.symbol
  return unknownOf({ address: `${list.symbol.address}[*]`, fingerprint, reason }, [first, ...rest])
}
