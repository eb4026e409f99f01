import { Decimal } from 'decimal.js'
import type { Value } from '../../../value/value.ts'
import type { Exact } from '../number.ts'
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
  signum: total(1, 1, ([value], call) => numberResult(signOf(numberArgument(value)), call)),
  max: total(1, Infinity, (args, call) => extreme(args, call, (left, right) => left.greaterThan(right))),
  min: total(1, Infinity, (args, call) => extreme(args, call, (left, right) => left.lessThan(right))),
  sum: total(1, 1, ([list], call) => sum(listArgument(list)?.items, call)),
  pow: total(2, 2, ([base, exponent], call) => power(numberArgument(base), integerArgument(exponent), call)),
  parseint: total(2, 2, ([text, base], call) => parse(textArgument(text), integerArgument(base), call)),
}

const MAX_EXPONENT = 1000

function signOf(number: Exact | undefined): number | undefined {
  return number === undefined ? undefined : number.isZero() ? 0 : number.isNegative() ? -1 : 1
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
  let result: Exact | undefined
  for (const number of numbers) {
    if (number === undefined) return undefined
    result = result === undefined ? number : result.plus(number)
  }
  return numberResult(result, call)
}

function power(base: Exact | undefined, exponent: number | undefined, call: FunctionCall): Value | undefined {
  if (base === undefined || exponent === undefined || Math.abs(exponent) > MAX_EXPONENT) return undefined
  return numberResult(base.pow(exponent), call)
}

function parse(text: string | undefined, base: number | undefined, call: FunctionCall): Value | undefined {
  if (text === undefined || base === undefined || base < 2 || base > 36 || text.length > 100) return undefined
  const digits = text.toLowerCase().replace(/^[+-]/, '')
  if (digits === '' || [...digits].some((digit) => !(Number.parseInt(digit, 36) < base))) return undefined
  let result = new Decimal(0)
  for (const digit of digits) result = result.times(base).plus(Number.parseInt(digit, 36))
  return numberResult(text.startsWith('-') ? result.negated() : result, call)
}
