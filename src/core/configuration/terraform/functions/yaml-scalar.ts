import type { Span } from '../../../text/span.ts'
import type { Value } from '../../../value/value.ts'
import { textOf } from '../../../value/value.ts'
import { exactOf, numberOf } from '../number.ts'
import { digits, readTimestamp, writeTimestamp } from './date-time.ts'

const TAG = 'tag:yaml.org,2002:'

/** What a scalar without quotes means, with the tag it is given, if any; undefined for what Terraform refuses. */
export function resolvePlainScalar(text: string, tag: string | undefined, spans: readonly Span[]): Value | undefined {
  if (tag === `${TAG}str` || tag === `${TAG}binary`) return textOf(text, spans)
  if (tag === `${TAG}null`) return { kind: 'null', spans }
  const value = resolve(text, spans)
  switch (tag) {
    case undefined:
    case '':
      return value
    case `${TAG}bool`:
      return value?.kind === 'boolean' ? value : undefined
    case `${TAG}int`:
    case `${TAG}float`:
      return value?.kind === 'number' ? value : undefined
    case `${TAG}timestamp`:
      return readMoment(text) === undefined ? undefined : value
    default:
      return undefined
  }
}

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...words('y yes on true', true),
  ...words('n no off false', false),
  ...words('null', null),
  ['~', null],
  ['', null],
])

/** Each word in lower case, capitalised, and in upper case. */
function words<T>(list: string, meaning: T): readonly (readonly [string, T])[] {
  return list.split(' ').flatMap((word) => {
    const capitalised = (word[0] ?? '').toUpperCase() + word.slice(1)
    return [word, capitalised, word.toUpperCase()].map((spelling) => [spelling, meaning] as const)
  })
}

function resolve(text: string, spans: readonly Span[]): Value | undefined {
  const word = WORDS.get(text)
  if (word === null) return { kind: 'null', spans }
  if (word !== undefined) return { kind: 'boolean', value: word, spans }
  if (/^(?:[-+]?\.inf|\.nan)$/i.test(text)) return undefined
  const decimal = decimalOf(text)
  if (decimal !== undefined) {
    const number = exactOf(decimal)
    return number === undefined ? undefined : numberOf(number, spans)
  }
  return textOf(readMoment(text) ?? text, spans)
}

function decimalOf(text: string): string | undefined {
  if (/^0(?:x[0-9a-fA-F]+|o[0-7]+)$/.test(text)) return String(BigInt(text))
  const isDecimal = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(text)
  return isDecimal ? text.replace(/^\+/, '') : undefined
}

const MOMENT =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:([Tt])| )(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d+)?(Z|[-+]\d{2}:\d{2})?)?$/

/** A moment as Terraform writes it, where the text is a date or a date with a time. */
function readMoment(text: string): string | undefined {
  const [whole, year = '', month = '', day = '', letter, hour = '0', minute = '0', second = '0', zone] =
    MOMENT.exec(text) ?? []
  if (whole === undefined || (letter === undefined) !== (zone === undefined)) return undefined
  const [m, d, h, min, s] = [month, day, hour, minute, second].map((part) => digits(Number(part), 2))
  const moment = readTimestamp(`${year}-${m}-${d}T${h}:${min}:${s}${zone ?? 'Z'}`)
  return moment === undefined ? undefined : writeTimestamp(moment)
}
