/** A moment with the offset it was written with: seconds since 1970 (UTC), nanoseconds, minutes east of UTC. */
export interface Moment {
  readonly seconds: number
  readonly nanoseconds: number
  readonly offsetMinutes: number
}

/** Date and time at the moment's own offset. */
export interface Clock {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly weekday: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:[.,](\d+))?(?:Z|([+-])(\d{2}):(\d{2}))$/

/** Reads a timestamp of RFC 3339; undefined for what is none, or no day of the calendar. */
export function readTimestamp(text: string): Moment | undefined {
  const match = PATTERN.exec(text)
  if (match === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number)
  const [fraction = '', sign = '+', hours = '0', minutes = '0'] = match.slice(7)
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return undefined
  if (hour > 23 || minute > 59 || second > 59 || Number(hours) > 24 || Number(minutes) > 60) return undefined
  const offsetMinutes = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  const seconds = utcSeconds(year, month, day) + hour * 3600 + (minute - offsetMinutes) * 60 + second
  return { seconds, nanoseconds: Number(fraction.slice(0, 9).padEnd(9, '0')), offsetMinutes }
}

export function clockOf(moment: Moment): Clock {
  const local = new Date((moment.seconds + moment.offsetMinutes * 60) * 1000)
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    weekday: local.getUTCDay(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
  }
}

/** RFC 3339 without fractions of a second; undefined where the year is none of four digits. */
export function writeTimestamp(moment: Moment): string | undefined {
  const { year, month, day, hour, minute, second } = clockOf(moment)
  if (!(year >= 0 && year <= 9999)) return undefined
  const date = [digits(year, 4), digits(month, 2), digits(day, 2)].join('-')
  const time = [hour, minute, second].map((part) => digits(part, 2)).join(':')
  return `${date}T${time}${writeOffset(moment.offsetMinutes, ':', 'Z')}`
}

/** `+01:00`; what stands for no offset is `zero`. */
export function writeOffset(minutes: number, separator: string, zero: string): string {
  if (minutes === 0) return zero
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${digits(Math.floor(size / 60), 2)}${separator}${digits(size % 60, 2)}`
}

export function digits(number: number, length: number): string {
  return String(number).padStart(length, '0')
}

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
])

/** Nanoseconds of a duration such as `-1h30m` or `1.5s`; undefined for what is none or beyond 64 bits. */
export function readDuration(text: string): bigint | undefined {
  const match = /^([+-]?)((?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+|0)$/.exec(text)
  if (match === null || text.length > 100) return undefined
  let total = 0n
  for (const [, whole = '', fraction = '', unit = ''] of (match[2] ?? '').matchAll(/(\d*)(?:\.(\d*))?([a-zµμ]+)/g)) {
    const size = UNITS.get(unit) ?? 0n
    total += BigInt(whole || '0') * size + (BigInt(fraction || '0') * size) / 10n ** BigInt(fraction.length)
  }
  if (total >= 1n << 63n) return undefined
  return match[1] === '-' ? -total : total
}

/** The moment so many nanoseconds later. */
export function later(moment: Moment, nanoseconds: bigint): Moment {
  const second = 1_000_000_000n
  const total = BigInt(moment.seconds) * second + BigInt(moment.nanoseconds) + nanoseconds
  const rest = ((total % second) + second) % second
  return { ...moment, seconds: Number((total - rest) / second), nanoseconds: Number(rest) }
}

function daysOf(year: number, month: number): number {
  return Math.round(
    (utcSeconds(month === 12 ? year + 1 : year, (month % 12) + 1, 1) - utcSeconds(year, month, 1)) / 86_400,
  )
}

/** Years below 100 are years of that number. */
function utcSeconds(year: number, month: number, day: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime() / 1000
}
