import { Decimal } from 'decimal.js'
import { type AddressRange, formatAddress, parseDate, parseNumber } from '../../authorization/aws/comparable-values.ts'
import type { TestValue } from './compiled-condition.ts'

/** Texts of every elementary interval. `exhaustive`: no interval is without one that can be written. */
export interface BoundCandidates {
  readonly texts: readonly string[]
  readonly exhaustive: boolean
}

/** Elementary intervals of numbers, dates and addresses: every end point, and one value between, before and after. */
export function boundCandidates(values: readonly TestValue[]): BoundCandidates {
  const bounds = values.flatMap(({ bound }) => bound ?? [])
  const numbers = bounds.flatMap((bound) => (bound.type === 'number' ? [bound.value] : []))
  const dates = bounds.flatMap((bound) => (bound.type === 'date' ? [bound.value] : []))
  const ranges = bounds.flatMap((bound) => (bound.type === 'address' ? [bound.range] : []))
  const numberTexts = around(numbers).map(numberText)
  const addresses = values.some((value) => value.id.startsWith('address')) ? addressTexts(ranges) : []
  return {
    texts: [...numberTexts.filter((text) => text !== undefined), ...dateTexts(dates), ...addresses],
    exhaustive: !numberTexts.includes(undefined),
  }
}

/** Numbers of a policy have up to 600 digits, a thousand places apart: sums of two of them are exact with these. */
const Exact = Decimal.clone({ precision: 2_600 })

function around(points: readonly Decimal[]): readonly Decimal[] {
  const sorted = points.map((point) => new Exact(point)).sort((left, right) => left.comparedTo(right))
  const [first] = sorted
  const last = sorted.at(-1)
  if (first === undefined || last === undefined) return []
  const between = sorted.slice(1).flatMap((point, index) => {
    const previous = sorted[index]
    return previous === undefined || previous.equals(point) ? [] : [middle(previous, point)]
  })
  return [first.minus(step(first)), last.plus(step(last)), ...sorted, ...between]
}

/** One, or for huge numbers as much as the number: the sum is then as short as the number. */
function step(number: Decimal): Decimal {
  return number.abs().lessThan(HUGE) ? new Exact(1) : number.abs()
}

const HUGE = new Exact('1e100')

/** A whole number where there is one: most keys have whole values. */
function middle(low: Decimal, high: Decimal): Decimal {
  const above = low.floor().plus(1)
  return above.lessThan(high) ? above : low.plus(high).dividedBy(2)
}

/** Undefined where the number cannot be written so that it is read again. */
function numberText(number: Decimal): string | undefined {
  const text = number.abs().lessThan(HUGE) ? number.toFixed() : number.toString()
  return parseNumber(text)?.equals(number) ? text : undefined
}

const SECOND_MS = 1000

/** What lies between two dates and cannot be written is no date of any request. */
function dateTexts(dates: readonly number[]): readonly string[] {
  const points = dates.flatMap((date) => [date - SECOND_MS, date - 1, date, date + 1, date + SECOND_MS])
  return [...new Set(points)].flatMap((ms) => dateText(ms) ?? [])
}

/** ISO 8601 within the years of four digits, else epoch seconds. */
function dateText(ms: number): string | undefined {
  const date = new Date(ms)
  const iso = Number.isNaN(date.getTime()) ? '' : date.toISOString()
  return [iso, String(ms / SECOND_MS)].find((text) => parseDate(text) === ms)
}

function addressTexts(ranges: readonly AddressRange[]): readonly string[] {
  return ([4, 6] as const).flatMap((family) => {
    const ends = ranges.filter((range) => range.family === family).flatMap(({ first, last }) => [first, last + 1n])
    const end = family === 4 ? 1n << 32n : 1n << 128n
    return [...new Set([0n, ...ends])]
      .filter((address) => address < end)
      .map((address) => formatAddress(family, address))
  })
}
