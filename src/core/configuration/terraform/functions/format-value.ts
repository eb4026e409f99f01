import type { Value } from '../../../value/value.ts'
import { binaryOf, fixedOf, roundedDigits } from '../binary-number.ts'
import type { Verb } from './format-verb.ts'
import { booleanArgument, numberArgument, textArgument } from './function.ts'
import { charactersOf } from './graphemes.ts'
import { jsonOf } from './json-encode.ts'

/** A known value as a verb writes it; undefined where it does not take the value. Null is for `%v` alone. */
export function formatValue(verb: Verb, value: Value): string | undefined {
  if (verb.mode === 'v') return pad(asIs(verb, value), verb)
  if (value.kind === 'null') return undefined
  switch (verb.mode) {
    case 's':
    case 'q':
      return formatText(verb, textArgument(value))
    case 't': {
      const boolean = booleanArgument(value)
      return boolean === undefined ? undefined : String(boolean)
    }
    case 'd':
    case 'x':
    case 'X':
    case 'b':
    case 'o':
      return formatWhole(verb, value)
    case 'e':
    case 'E':
    case 'f':
    case 'g':
    case 'G':
      return formatDecimal(verb, value)
    default:
      return undefined
  }
}

/** `%v`: text as it is, numbers short, anything else as JSON; `%#v` is JSON for all. */
function asIs(verb: Verb, value: Value): string {
  if (!verb.flags.includes('#') && value.kind === 'text') return textArgument(value) ?? ''
  if (!verb.flags.includes('#') && value.kind === 'number') return general(value.digits, undefined, 'e')
  return jsonOf(value)
}

function formatText(verb: Verb, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  // A precision of zero is none at all.
  const cut = !verb.precision ? text : charactersOf(text).slice(0, verb.precision).join('')
  return pad(
    verb.mode === 'q' ? jsonOf({ kind: 'text', parts: [{ kind: 'literal', text: cut }], spans: [] }) : cut,
    verb,
  )
}

/** Width counts characters as people see them. */
function pad(text: string, verb: Verb): string {
  const missing = verb.width - (verb.width === 0 ? 0 : charactersOf(text).length)
  if (missing <= 0) return text
  const filling = (verb.flags.includes('0') ? '0' : ' ').repeat(missing)
  return verb.flags.includes('-') ? text + filling : filling + text
}

const BASES: ReadonlyMap<string, readonly [number, string]> = new Map([
  ['d', [10, '']],
  ['b', [2, '0b']],
  ['o', [8, '0']],
  ['x', [16, '0x']],
  ['X', [16, '0X']],
])

function formatWhole(verb: Verb, value: Value): string | undefined {
  const number = numberArgument(value)
  const [base, prefix] = BASES.get(verb.mode) ?? [10, '']
  if (number === undefined || !number.isInteger()) return undefined
  const written = BigInt(number.abs().toFixed()).toString(base)
  if (verb.precision === 0 && number.isZero()) return ''
  const digits = (verb.mode === 'X' ? written.toUpperCase() : written).padStart(verb.precision ?? 0, '0')
  const sign = signOf(number.isNegative() && !number.isZero(), verb) + (verb.flags.includes('#') ? prefix : '')
  return padNumber(sign, digits, verb, verb.precision === undefined)
}

function signOf(isNegative: boolean, verb: Verb): string {
  return isNegative ? '-' : verb.flags.includes('+') ? '+' : verb.flags.includes(' ') ? ' ' : ''
}

function padNumber(sign: string, digits: string, verb: Verb, zeros: boolean): string {
  const missing = Math.max(0, verb.width - sign.length - digits.length)
  if (verb.flags.includes('-')) return sign + digits + ' '.repeat(missing)
  if (verb.flags.includes('0') && zeros) return sign + '0'.repeat(missing) + digits
  return ' '.repeat(missing) + sign + digits
}

function formatDecimal(verb: Verb, value: Value): string | undefined {
  const number = numberArgument(value)
  if (number === undefined) return undefined
  const text = decimalText(verb, number.abs().toFixed())
  return padNumber(signOf(number.isNegative() && !number.isZero(), verb), text, verb, true)
}

function decimalText(verb: Verb, digits: string): string {
  const exponent = verb.mode === 'E' || verb.mode === 'G' ? 'E' : 'e'
  if (verb.mode === 'f') return fixedOf(binaryOf(digits), verb.precision ?? 6)
  if (verb.mode === 'g' || verb.mode === 'G') return general(digits, verb.precision, exponent)
  const rounded = roundedDigits(binaryOf(digits), (verb.precision ?? 6) + 1)
  return scientific(rounded.digits.padEnd((verb.precision ?? 6) + 1, '0'), rounded.point - 1, exponent)
}

function scientific(digits: string, power: number, letter: string): string {
  const fraction = digits.slice(1)
  const size = String(Math.abs(power)).padStart(2, '0')
  return `${digits[0] ?? '0'}${fraction === '' ? '' : `.${fraction}`}${letter}${power < 0 ? '-' : '+'}${size}`
}

/** `%g`: the shortest digits, or so many of them; with an exponent where the number is very small or large. */
function general(number: string, precision: number | undefined, letter: string): string {
  const sign = number.startsWith('-') ? '-' : ''
  const wanted = precision === undefined ? undefined : Math.max(1, precision)
  const { digits, point } =
    wanted === undefined
      ? shortDigits(number.replace('-', ''))
      : roundedDigits(binaryOf(number.replace('-', '')), wanted)
  const threshold = wanted === undefined ? 6 : wanted > digits.length && digits.length >= point ? digits.length : wanted
  if (point - 1 < -4 || point - 1 >= threshold) {
    return sign + scientific(digits, point - 1, letter)
  }
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  const fraction = digits.slice(point)
  return sign + digits.slice(0, point).padEnd(point, '0') + (fraction === '' ? '' : `.${fraction}`)
}

/** The digits of a number in plain notation without zeros at either end, and where the point stands in them. */
function shortDigits(number: string): { readonly digits: string; readonly point: number } {
  const [whole = '', fraction = ''] = number.split('.')
  const all = `${whole}${fraction}`
  const leading = /^0*/.exec(all)?.[0].length ?? 0
  const digits = all.slice(leading).replace(/0+$/, '')
  return digits === '' ? { digits: '0', point: 1 } : { digits, point: whole.length - leading }
}
