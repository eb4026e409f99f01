import type { Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import { joinSpans } from '../../value/spans.ts'
import { displayText, type UnknownSymbol, type Value } from '../../value/value.ts'
import { asText, plainText } from '../terraform/text.ts'
import { firstSymbol } from '../terraform/unknown.ts'
import type { Condition } from './condition.ts'
import type { Stack } from './stack.ts'

/** Whether two values are the same text: a symbol where that is not known, equal for equal comparisons. */
export function comparison(left: Value, right: Value, span: Span, stack: Stack): Condition {
  const spans = joinSpans(left.spans, right.spans, [span])
  stack.run.asked += 1
  const known = isSame(left, right, stack)
  if (known !== undefined) return { kind: 'known', value: known, spans }
  const [one = '', other = ''] = [left, right].map(fingerprintOf).sort()
  const symbol: UnknownSymbol = {
    address: `${nameOf(left)} = ${nameOf(right)}`,
    fingerprint: digestOf('equals', one, other),
    reason: firstSymbol(left)?.reason ?? firstSymbol(right)?.reason ?? 'is not known',
    span,
  }
  noteEquality(symbol, left, right, stack)
  return assumedOr(symbol, spans, stack)
}

/** Where the condition holds, something unknown is a text: it is no other one then. */
function noteEquality({ fingerprint }: UnknownSymbol, left: Value, right: Value, { run }: Stack): void {
  for (const [unknown, known] of [
    [left, right],
    [right, left],
  ] as const) {
    const text = plainText(known)
    if (unknown.kind === 'unknown' && text !== undefined) {
      run.equalities.set(fingerprint, { symbol: unknown.symbol.fingerprint, text })
    }
  }
}

/** What a condition is in the case that is evaluated; where that is open, it is told that it is. */
export function assumedOr(symbol: UnknownSymbol, spans: readonly Span[], { run }: Stack): Condition {
  run.asked += 1
  const assumed = run.assumed.get(symbol.fingerprint)
  if (assumed !== undefined) return { kind: 'known', value: assumed, spans }
  run.conditions.set(symbol.fingerprint, symbol.address)
  return { kind: 'symbol', symbol, isNegated: false, spans }
}

function isSame(left: Value, right: Value, { run }: Stack): boolean | undefined {
  const textOf = (value: Value) =>
    value.kind === 'unknown' ? run.equal.get(value.symbol.fingerprint) : plainText(value)
  const [one, other] = [textOf(left), textOf(right)]
  const isExcluded = (unknown: Value, text: string | undefined): boolean =>
    text !== undefined &&
    unknown.kind === 'unknown' &&
    run.allowed.get(unknown.symbol.fingerprint)?.includes(text) === false
  // A side may not allow what is assumed to be: the other one does, and only there it is so.
  if (isExcluded(left, other) || isExcluded(right, one)) return false
  if (one !== undefined && other !== undefined) return one === other
  return fingerprintOf(left) === fingerprintOf(right) ? true : undefined
}

function nameOf(value: Value): string {
  if (value.kind === 'unknown') return value.symbol.address
  const text = asText(value)
  return text === undefined ? `a ${value.kind}` : displayText(text)
}
