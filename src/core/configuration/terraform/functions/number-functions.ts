import type { Value } from '../../../value/value.ts'
import { calculate } from '../binary-number.ts'
import { type Exact, exactOf } from '../number.ts'
import { derived } from '../unknown.ts'
import {
  type FunctionCall,
  type FunctionTable,
  integerArgument,
  listArgument,
  numberArgument,
  numberResult,
  textArgument,
  total,
} from './function.ts'

/** Source: "Numeric Functions", Terraform language documentation. */
export const NUMBER_FUNCTIONS: FunctionTable = {
  abs: total(1, 1, ([value], call) => numberResult(numberArgument(value)?.abs(), call)),
  ceil: total(1, 1, ([value], call) => numberResult(numberArgument(value)?.ceil(), call)),
  floor: total(1, 1, ([value], call) => numberResult(numberArgument(value)?.floor(), call)),
  signum: total(1, 1, ([value], call) => numberResult(signOf(integerArgument(value)), call)),
  max: total(1, Infinity, (args, call) => extreme(args, call, (left, right) => left.greaterThan(right))),
  min: total(1, Infinity, (args, call) => extreme(args, call, (left, right) => left.lessThan(right))),
  sum: total(1, 1, ([list], call) => sum(listArgument(list)?.items, call)),
  pow: total(2, 2, ([base, power], call) => ofDoubles(base, power, call, (a, b) => a ** b)),
  log: total(2, 2, ([number, base], call) => ofDoubles(number, base, call, (a, b) => Math.log(a) / Math.log(b))),
  parseint: total(2, 2, ([text, base], call) => parse(text, integerArgument(base), call)),
}

function signOf(number: number | undefined): number | undefined {
  return number === undefined ? undefined : Math.sign(number)
}

function extreme(args: readonly Value[], call: FunctionCall, beats: (left: Exact, right: Exact) => boolean) {
  let best: Exact | undefined
  for (const arg of args) {
    const number = numberArgument(arg)
    if (number === undefined) return undefined
    if (best === undefined || beats(number, best)) best = number
  }
  return numberResult(best, call)
}

function sum(items: readonly Value[] | undefined, call: FunctionCall): Value | undefined {
  const numbers = items?.map(numberArgument)
  if (numbers === undefined || numbers.length === 0) return undefined
  let result = '0'
  for (const number of numbers) {
    const next = number === undefined ? undefined : calculate('+', result, number.toFixed())
    if (next === undefined) return undefined
    result = next
  }
  return numberResult(exactOf(result), call)
}

/**
 * Powers and logarithms are computed with 64 bits, as Terraform does. A result that is no short decimal number is
 * unknown: it is one number to whoever computes on and another to whoever writes it down. Without a finite result
 * there is none.
 */
function ofDoubles(
  left: Value | undefined,
  right: Value | undefined,
  call: FunctionCall,
  compute: (left: number, right: number) => number,
): Value | undefined {
  const [a, b] = [numberArgument(left), numberArgument(right)]
  if (a === undefined || b === undefined) return undefined
  const result = compute(a.toNumber(), b.toNumber())
  if (left === undefined || right === undefined || !Number.isFinite(result)) return undefined
  const isShort = Math.abs(result) <= Number.MAX_SAFE_INTEGER && Number.isInteger(result * 1024)
  return isShort
    ? numberResult(result, call)
    : derived(`call ${call.name}`, `${call.name}(…)`, [left, right], call.span)
}

/** A text of digits, with one underscore between digits nowhere and a sign at most. */
function parse(given: Value | undefined, base: number | undefined, call: FunctionCall): Value | undefined {
  const text = given?.kind === 'text' ? textArgument(given) : undefined
  if (text === undefined || base === undefined || base < 2 || base > 62) return undefined
  const digits = text.replace(/^[+-]/, '')
  const values = [...digits].map((digit) => digitOf(digit, base))
  if (digits === '' || digits.length > MAX_PARSED_DIGITS || values.some((value) => value >= base)) return undefined
  const result = values.reduce((sum, value) => sum * BigInt(base) + BigInt(value), 0n)
  return numberResult(exactOf(String(text.startsWith('-') ? -result : result)), call)
}

const MAX_PARSED_DIGITS = 1_000

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Up to base 36 the case of a letter says nothing. */
function digitOf(digit: string, base: number): number {
  const value = DIGITS.indexOf(base <= 36 ? digit.toLowerCase() : digit)
  return value === -1 ? Infinity : value
}
