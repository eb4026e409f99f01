import type { Span } from '../text/span.ts'
import type { Value } from './value.ts'

/** A value remembers at most this many places: the first is where it was written, the last ones are the nearest. */
const MAX_SPANS = 16

/** A value of more leaves than this is marked at its surface and as far as this goes. */
const MAX_MARKED_LEAVES = 5_000

/**
 * `value`, and every leaf of it, as seen through `spans`: they are appended to the places it came through.
 * `counted` is told how many leaves that took.
 */
export function through<V extends Value>(value: V, spans: readonly Span[], counted?: { leaves: number }): V {
  if (spans.length === 0) return value
  const budget: Marking = { leaves: MAX_MARKED_LEAVES, chains: new Map() }
  const marked = mark(value, spans, budget)
  if (counted !== undefined) counted.leaves += MAX_MARKED_LEAVES - budget.leaves
  return marked
}

interface Marking {
  /** How many leaves may still be marked. */
  leaves: number
  /** Chains that were joined already: copies of one value share theirs. */
  readonly chains: Map<readonly Span[], readonly Span[]>
}

/** Joins chains of places, each place once, in order; the middle goes where there are too many. */
export function joinSpans(...chains: readonly (readonly Span[])[]): readonly Span[] {
  const first: Span[] = []
  let last: Span[] = []
  for (const chain of chains) {
    for (const span of chain) {
      if (has(first, span) || has(last, span)) continue
      if (first.length < MAX_SPANS / 2) first.push(span)
      else last.push(span)
      if (last.length > MAX_SPANS) last = last.slice(-MAX_SPANS / 2)
    }
  }
  return [...first, ...last.slice(-MAX_SPANS / 2)]
}

function has(spans: readonly Span[], span: Span): boolean {
  return spans.some((known) => isSame(known, span))
}

/** The generic parameter only says that a value keeps its kind, which the switch below sees to. */
function mark<V extends Value>(value: V, spans: readonly Span[], budget: Marking): V {
  if (budget.leaves <= 0) return value
  budget.leaves -= 1
  const chain = chainOf(value.spans, spans, budget)
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
      return {
        ...value,
        spans: chain,
        ...(value.encoded === undefined ? {} : { encoded: mark(value.encoded, spans, budget) }),
        ...(value.yaml === undefined ? {} : { yaml: mark(value.yaml, spans, budget) }),
      }
    default:
      return { ...value, spans: chain }
  }
}

function chainOf(before: readonly Span[], spans: readonly Span[], { chains }: Marking): readonly Span[] {
  const known = chains.get(before)
  if (known !== undefined) return known
  const chain = joinSpans(before, spans)
  chains.set(before, chain)
  return chain
}

function isSame(left: Span, right: Span): boolean {
  return left.start === right.start && left.end === right.end && left.file === right.file
}
