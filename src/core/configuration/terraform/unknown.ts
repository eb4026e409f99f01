import type { Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import { joinSpans, through } from '../../value/spans.ts'
import type { PartialKnowledge, UnknownSymbol, UnknownValue, Value } from '../../value/value.ts'

/** An address for people is cut here: it may be made of addresses. */
const MAX_ADDRESS_LENGTH = 200

/** An unknown value that a fingerprint, an address and a reason describe. */
export function unknownOf(
  symbol: Omit<UnknownSymbol, 'span'>,
  spans: readonly [Span, ...Span[]],
  partial?: PartialKnowledge,
): UnknownValue {
  const address =
    symbol.address.length > MAX_ADDRESS_LENGTH ? `${symbol.address.slice(0, MAX_ADDRESS_LENGTH)}…` : symbol.address
  const named = { ...symbol, address, span: spans[0] }
  return { kind: 'unknown', symbol: named, spans, ...(partial === undefined ? {} : { partial }) }
}

/** What something unknown makes of known and unknown things: a function of exactly `inputs`. */
export function derived(
  operation: string,
  address: string,
  inputs: readonly Value[],
  span: Span,
  partial?: PartialKnowledge,
): UnknownValue {
  const fingerprint = digestOf(operation, ...inputs.map(fingerprintOf))
  const reason = inputs.map(reasonOf).find((text) => text !== undefined) ?? 'could not be evaluated'
  const spans = joinSpans([span], ...inputs.map((input) => input.spans))
  return unknownOf({ address, fingerprint, reason }, [span, ...spans.slice(1)], partial)
}

/** One of two values, by a condition that is unknown; equal values need no condition. */
export function either(condition: UnknownValue, then: Value, otherwise: Value, span: Span): Value {
  if (fingerprintOf(then) === fingerprintOf(otherwise)) return through(then, condition.spans)
  const { symbol } = condition
  const partial = { kind: 'either', condition: symbol, then, otherwise } as const
  const address = `${symbol.address} ? … : …`
  return derived('either', address, [condition, then, otherwise], span, partial)
}

/** The symbol that is true exactly where `symbol` is false; negated twice it is itself. */
export function negated(symbol: UnknownSymbol): UnknownSymbol {
  return { ...symbol, address: toggled(symbol.address), fingerprint: toggled(symbol.fingerprint) }
}

function toggled(text: string): string {
  return text.startsWith('!') ? text.slice(1) : `!${text}`
}

/** The first unknown part of a value, however deep. */
export function firstSymbol(value: Value): UnknownSymbol | undefined {
  switch (value.kind) {
    case 'unknown':
      return value.symbol
    case 'text':
      for (const part of value.parts) if (part.kind === 'symbol') return part.symbol
      return undefined
    case 'list':
      return firstOf(value.items)
    case 'map':
      return firstOf(value.entries.values().map((entry) => entry.value))
    default:
      return undefined
  }
}

/** The unknown parts of a value, however deep. */
export function symbolsOf(value: Value): readonly UnknownSymbol[] {
  switch (value.kind) {
    case 'unknown':
      return [value.symbol]
    case 'text':
      return value.parts.flatMap((part) => (part.kind === 'symbol' ? [part.symbol] : []))
    case 'list':
      return value.items.flatMap(symbolsOf)
    case 'map':
      return [...value.entries.values()].flatMap((entry) => symbolsOf(entry.value))
    default:
      return []
  }
}

/** Whether nothing in a value is unknown. */
export function isKnown(value: Value): boolean {
  return firstSymbol(value) === undefined
}

function firstOf(values: Iterable<Value>): UnknownSymbol | undefined {
  for (const value of values) {
    const symbol = firstSymbol(value)
    if (symbol !== undefined) return symbol
  }
  return undefined
}

function reasonOf(value: Value): string | undefined {
  return firstSymbol(value)?.reason
}

/** What a file says that has an error: AWS may read it otherwise, so nothing of it is known. */
export function unreadableDefinition(path: string, text: string): UnknownValue {
  const symbol = { address: path, fingerprint: digestOf('broken definition', text), reason: 'cannot be read' }
  return unknownOf(symbol, [{ file: path, start: 0, end: text.length }])
}
