import type { Span } from '../text/span.ts'
import type { Value } from './value.ts'

/** A value remembers at most this many places: the first is where it was written, the last ones are the nearest. */
const MAX_SPANS = 16

/** A value of more leaves than this is marked as a whole, not leaf by leaf. */
const MAX_MARKED_LEAVES = 20_000

/** `value`, and every leaf of it, as seen through `spans`: they are appended to the places it came through. */
export function through<V extends Value>(value: V, spans: readonly Span[]): V {
  if (spans.length === 0) return value
  return mark(value, spans, { leaves: MAX_MARKED_LEAVES })
}

/** Joins chains of places, each place once, in order; the middle goes where there are too many. */
export function joinSpans(...chains: readonly (readonly Span[])[]): readonly Span[] {
  const joined: Span[] = []
  for (const chain of chains) {
    for (const span of chain) if (!joined.some((known) => isSame(known, span))) joined.push(span)
  }
  if (joined.length <= MAX_SPANS) return joined
  const kept = MAX_SPANS / 2
  return [...joined.slice(0, kept), ...joined.slice(-kept)]
}

/** The generic parameter only says that a value keeps its kind, which the switch below sees to. */
function mark<V extends Value>(value: V, spans: readonly Span[], budget: { leaves: number }): V {
  budget.leaves -= 1
  const chain = joinSpans(value.spans, spans)
  if (budget.leaves <= 0) return { ...value, spans: chain }
  switch (value.kind) {
    case 'list':
      return { ...value, spans: chain, items: value.items.map((item) => mark(item, spans, budget)) }
    case 'map': {
      const entries = [...value.entries].map(
        ([key, entry]) => [key, { keySpan: entry.keySpan, value: mark(entry.value, spans, budget) }] as const,
      )
      return { ...value, spans: chain, entries: new Map(entries) }
    }
    case 'text':
      return value.encoded === undefined
        ? { ...value, spans: chain }
        : { ...value, spans: chain, encoded: mark(value.encoded, spans, budget) }
    default:
      return { ...value, spans: chain }
  }
}

function isSame(left: Span, right: Span): boolean {
  return left.start === right.start && left.end === right.end && left.file === right.file
}
