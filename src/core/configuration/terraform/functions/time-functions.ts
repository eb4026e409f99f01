import type { Value } from '../../../value/value.ts'
import {
  type Clock,
  clockOf,
  digits,
  later,
  type Moment,
  readDuration,
  readTimestamp,
  writeOffset,
  writeTimestamp,
} from './date-time.ts'
import { type FunctionCall, type FunctionTable, numberResult, textArgument, textResult, total } from './function.ts'

/** Source: "Date and Time Functions", Terraform language documentation. */
export const TIME_FUNCTIONS: FunctionTable = {
  formatdate: total(2, 2, formatdate),
  timeadd: total(2, 2, timeadd),
  timecmp: total(2, 2, timecmp),
}

function momentArgument(value: Value | undefined): Moment | undefined {
  const text = textArgument(value)
  return text === undefined ? undefined : readTimestamp(text)
}

function timeadd([time, duration]: readonly Value[], call: FunctionCall): Value | undefined {
  const moment = momentArgument(time)
  const nanoseconds = readDuration(textArgument(duration) ?? '')
  if (moment === undefined || nanoseconds === undefined) return undefined
  return textResult(writeTimestamp(later(moment, nanoseconds)), call)
}

function timecmp([left, right]: readonly Value[], call: FunctionCall): Value | undefined {
  const [a, b] = [momentArgument(left), momentArgument(right)]
  if (a === undefined || b === undefined) return undefined
  return numberResult(Math.sign(a.seconds - b.seconds || a.nanoseconds - b.nanoseconds), call)
}

/** Letters are a field by their number, text in quotes is itself; any other letters are refused. */
function formatdate([format, time]: readonly Value[], call: FunctionCall): Value | undefined {
  const text = textArgument(format)
  const moment = momentArgument(time)
  if (text === undefined || moment === undefined) return undefined
  const clock = clockOf(moment)
  let output = ''
  for (const [token] of text.matchAll(/'(?:[^']|'')*'?|([A-Za-z])\1*|[^A-Za-z']+/g)) {
    const written = token.startsWith("'")
      ? readQuoted(token)
      : /[A-Za-z]/.test(token)
        ? field(token, clock, moment)
        : token
    if (written === undefined) return undefined
    output += written
  }
  return textResult(output, call)
}

/** Two quotes alone are one. */
function readQuoted(token: string): string | undefined {
  if (token === "''") return "'"
  return token.length > 1 && token.endsWith("'") ? token.slice(1, -1).replaceAll("''", "'") : undefined
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

function field(token: string, clock: Clock, moment: Moment): string | undefined {
  switch (token) {
    case 'YY':
      return digits(clock.year % 100, 2)
    case 'YYYY':
      return digits(clock.year, 4)
    case 'MMMM':
      return MONTHS[clock.month - 1]
    case 'MMM':
      return MONTHS[clock.month - 1]?.slice(0, 3)
    case 'EEEE':
      return DAYS[clock.weekday]
    case 'EEE':
      return DAYS[clock.weekday]?.slice(0, 3)
    case 'AA':
      return clock.hour < 12 ? 'AM' : 'PM'
    case 'aa':
      return clock.hour < 12 ? 'am' : 'pm'
    default:
      return token.startsWith('Z') ? zone(token, moment) : numberField(token, clock)
  }
}

/** One letter is the number, two are the number with two digits. */
function numberField(token: string, clock: Clock): string | undefined {
  const numbers = new Map([
    ['M', clock.month],
    ['D', clock.day],
    ['h', clock.hour],
    ['H', clock.hour % 12 || 12],
    ['m', clock.minute],
    ['s', clock.second],
  ])
  const number = numbers.get(token[0] ?? '')
  return number === undefined || token.length > 2 ? undefined : digits(number, token.length)
}

function zone(token: string, { offsetMinutes }: Moment): string | undefined {
  switch (token) {
    case 'Z':
      return writeOffset(offsetMinutes, ':', 'Z')
    case 'ZZZ':
      return writeOffset(offsetMinutes, '', 'UTC')
    case 'ZZZZ':
      return writeOffset(offsetMinutes, '', '+0000')
    case 'ZZZZZ':
      return writeOffset(offsetMinutes, ':', '+00:00')
    default:
      return undefined
  }
}
