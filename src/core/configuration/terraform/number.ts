import { Decimal as BaseDecimal } from 'decimal.js'
import type { Span } from '../../text/span.ts'
import type { NumberValue } from '../../value/value.ts'
import { MAX_DIGITS } from './limits.ts'

/** Terraform computes with 512 bits of mantissa, some 154 decimal digits. */
const PRECISION = 154

const Decimal = BaseDecimal.clone({ precision: PRECISION, toExpNeg: -9e15, toExpPos: 9e15 })

export type Exact = InstanceType<typeof Decimal>

/** A number in decimal notation, or undefined where the text is none or is beyond `MAX_DIGITS`. */
export function exactOf(digits: string): Exact | undefined {
  if (!/^-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,9})?$/.test(digits)) return undefined
  const number = new Decimal(digits)
  return isWithinLimits(number) ? number : undefined
}

/** A number value in plain notation, or undefined beyond the limits. */
export function numberOf(number: Exact | number, spans: readonly Span[]): NumberValue | undefined {
  const exact = new Decimal(number)
  if (!isWithinLimits(exact)) return undefined
  return { kind: 'number', digits: digitsOf(exact), spans }
}

/** A whole number of JavaScript's safe range, from a count or an index. */
export function integerOf(value: NumberValue): number | undefined {
  const number = exactOf(value.digits)
  return number?.isInteger() && number.abs().lte(Number.MAX_SAFE_INTEGER) ? number.toNumber() : undefined
}

/** The value of a count, never beyond any limit. */
export function countOf(count: number, spans: readonly Span[]): NumberValue {
  return { kind: 'number', digits: String(count), spans }
}

function digitsOf(number: Exact): string {
  return number.isZero() ? '0' : number.toFixed()
}

function isWithinLimits(number: Exact): boolean {
  return number.isFinite() && (number.isZero() || Math.abs(number.e) <= MAX_DIGITS)
}
