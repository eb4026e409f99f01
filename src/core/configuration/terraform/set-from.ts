import { NOWHERE, type Span } from '../../text/span.ts'
import type { SplicedItem, Value } from '../../value/value.ts'
import { distinctPieces, spliced } from './pieces.ts'
import { setOf, unifyItems } from './set.ts'

/** The set of these items. Where it is not known which of them are the same, it is a list of unknown length. */
export function setFrom(
  items: readonly SplicedItem[],
  operation: string,
  inputs: readonly Value[],
  spans: readonly Span[],
): Value {
  const [span = NOWHERE] = spans
  const unified = unifyItems(items.map((item) => item.value))
  const unique = distinctPieces(items.map((item, at) => ({ ...item, value: unified[at] ?? item.value })))
  if (unique.some((item) => item.many)) return spliced(unique, operation, inputs, span)
  return setOf(
    unique.map((item) => item.value),
    spans,
  )
}
