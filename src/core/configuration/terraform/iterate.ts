import { textOf, type Value } from '../../value/value.ts'
import { countOf } from './number.ts'
import { compareText } from './text.ts'

/** One round of a `for` expression or a dynamic block. */
export interface Iteration {
  readonly key: Value
  readonly value: Value
}

/**
 * The elements of a collection in Terraform's order: lists by index, sets by value (which is also their key),
 * maps and objects by key. Undefined where the value is no collection.
 */
export function iterate(collection: Value): readonly Iteration[] | undefined {
  if (collection.kind === 'list') {
    return collection.items.map((value, index) => ({
      key: collection.collection === 'set' ? value : countOf(index, value.spans),
      value,
    }))
  }
  if (collection.kind !== 'map') return undefined
  const entries = [...collection.entries].sort(([left], [right]) => compareText(left, right))
  return entries.map(([key, entry]) => ({ key: textOf(key, [entry.keySpan]), value: entry.value }))
}
