import type { UnknownSymbol, Value } from '../../../value/value.ts'
import { waysOf } from '../rounds.ts'

/** One item of a list that may be there. */
export interface ListItem {
  readonly value: Value
  /** Unknown conditions that must all hold for it to be there. */
  readonly presence: readonly UnknownSymbol[]
}

/**
 * The items of a list or set, or a single value as its one item; null is none. A list that is not known at all is one
 * item that is not known, which stands for any number of them.
 */
export function itemsOf(value: Value | undefined, presence: readonly UnknownSymbol[] = []): readonly ListItem[] {
  if (value === undefined || value.kind === 'null') return []
  if (value.kind === 'list') return value.items.flatMap((item) => itemsOf(item, presence))
  if (value.kind !== 'unknown') return [{ value, presence }]
  if (value.partial?.kind === 'spliced') return value.partial.items.flatMap((item) => itemsOf(item.value, presence))
  const ways = waysOf(value)
  if (ways.length === 1) return [{ value, presence }]
  return ways.flatMap((way) => itemsOf(way.value, [...presence, ...way.conditions]))
}
