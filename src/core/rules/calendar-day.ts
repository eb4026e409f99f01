/**
 * The end of a day as milliseconds since the epoch: the first moment of the next one, in UTC wherever people live.
 * Undefined where the text is no day of the Gregorian calendar in ISO 8601's extended form, `2027-01-31`: with a time,
 * a zone, or digits of another script it is none.
 */
export function endOfDayMs(text: string): number | undefined {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text)
  if (match === null) return undefined
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  // Years below 100 would be taken for those of the last century.
  if (year < 1000 || day < 1 || day > days) return undefined
  return Date.UTC(year, month - 1, day + 1)
}
