import { NOWHERE, type Span } from '../../text/span.ts'
import { digestOf } from '../../value/fingerprint.ts'
import { joinSpans, through } from '../../value/spans.ts'
import type { UnknownSymbol, UnknownValue, Value } from '../../value/value.ts'
import { either, negated } from '../terraform/unknown.ts'
import { MAX_CONDITION_PARTS } from './limits.ts'

/** A condition, as far as it is known. `symbol` stands for an unknown comparison, whose opposite is `isNegated`. */
export type Condition =
  | { readonly kind: 'known'; readonly value: boolean; readonly spans: readonly Span[] }
  | {
      readonly kind: 'symbol'
      readonly symbol: UnknownSymbol
      readonly isNegated: boolean
      readonly spans: readonly Span[]
    }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Condition[]; readonly spans: readonly Span[] }

/** The opposite. */
export function not(condition: Condition): Condition {
  switch (condition.kind) {
    case 'known':
      return { ...condition, value: !condition.value }
    case 'symbol':
      return { ...condition, isNegated: !condition.isNegated }
    case 'all':
      return { ...condition, kind: 'any', parts: condition.parts.map(not) }
    case 'any':
      return { ...condition, kind: 'all', parts: condition.parts.map(not) }
  }
}

/** Several conditions together: what is known settles it, or falls away. */
export function combined(kind: 'all' | 'any', parts: readonly Condition[], span: Span): Condition {
  const spans = joinSpans([span], ...parts.map((part) => part.spans))
  const settling = parts.find((part) => part.kind === 'known' && part.value === (kind === 'any'))
  if (settling !== undefined) return { kind: 'known', value: kind === 'any', spans }
  const open = parts.filter((part) => part.kind !== 'known')
  const [only] = open
  if (only === undefined) return { kind: 'known', value: kind === 'all', spans }
  if (open.length === 1) return { ...only, spans }
  return { kind, parts: open, spans }
}

/** One of two values by a condition; both, where it is unknown. */
export function choose(condition: Condition, then: () => Value, otherwise: () => Value, span: Span): Value {
  const partial = atMost(condition)
  switch (partial.kind) {
    case 'known':
      return through(partial.value ? then() : otherwise(), partial.spans)
    case 'symbol': {
      const [yes, no] = partial.isNegated ? [otherwise, then] : [then, otherwise]
      return either(unknownTruth(partial.symbol, partial.spans), yes(), no(), span)
    }
    case 'all':
    case 'any': {
      const [first, ...rest] = partial.parts
      if (first === undefined) return partial.kind === 'all' ? then() : otherwise()
      const others: Condition = { ...partial, parts: rest }
      const further = () => choose(others, then, otherwise, span)
      return partial.kind === 'all' ? choose(first, further, otherwise, span) : choose(first, then, further, span)
    }
  }
}

function unknownTruth(symbol: UnknownSymbol, spans: readonly Span[]): UnknownValue {
  return { kind: 'unknown', symbol, spans }
}

/** The symbols that must all hold; undefined where the condition is known to be false. */
export function presenceOf(condition: Condition): readonly UnknownSymbol[] | undefined {
  switch (condition.kind) {
    case 'known':
      return condition.value ? [] : undefined
    case 'symbol':
      return [condition.isNegated ? negated(condition.symbol) : condition.symbol]
    case 'all':
      return condition.parts.flatMap((part) => presenceOf(part) ?? [])
    case 'any':
      return [asOne(condition)]
  }
}

/** A condition of many parts as one unknown condition. */
function atMost(condition: Condition): Condition {
  if (partsIn(condition) <= MAX_CONDITION_PARTS) return condition
  return { kind: 'symbol', symbol: asOne(condition), isNegated: false, spans: condition.spans }
}

function partsIn(condition: Condition): number {
  if (condition.kind !== 'all' && condition.kind !== 'any') return 1
  return condition.parts.reduce((sum, part) => sum + partsIn(part), 0)
}

function asOne(condition: Condition): UnknownSymbol {
  const [first] = symbolsIn(condition)
  const span = condition.spans[0] ?? first?.span ?? NOWHERE
  const reason = first?.reason ?? 'is not known'
  return { address: first?.address ?? 'a condition', fingerprint: conditionFingerprint(condition), reason, span }
}

function symbolsIn(condition: Condition): readonly UnknownSymbol[] {
  if (condition.kind === 'symbol') return [condition.symbol]
  return condition.kind === 'known' ? [] : condition.parts.flatMap(symbolsIn)
}

/** Equal for conditions that say the same, in whatever order. */
function conditionFingerprint(condition: Condition): string {
  switch (condition.kind) {
    case 'known':
      return digestOf('known', String(condition.value))
    case 'symbol':
      return condition.isNegated ? negated(condition.symbol).fingerprint : condition.symbol.fingerprint
    case 'all':
    case 'any':
      return digestOf(condition.kind, ...condition.parts.map(conditionFingerprint).sort())
  }
}
