import { and, equal, FALSE, fraction, integer, not, type Term } from './terms.ts'

export type Relation = '=' | '<' | '<=' | '>' | '>='

/** `typed`: whether the value is of the type at all; what is not meets no comparison. */
export interface TypedSlot {
  readonly typed: Term
  readonly value: Term
  /** For addresses: true for version 6. */
  readonly isSix: Term
}

/** A comparison with a decimal number, exact: `1` is `1.0`. What is no number in the policy equals nothing. */
export function numberTerm(slot: TypedSlot, relation: Relation, written: string): Term {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(written)
  if (match === null || !/\d/.test(written)) return FALSE
  const [, sign, whole = '', decimals = '', exponent = '0'] = match
  const shift = Number(exponent) - decimals.length
  const digits = BigInt(`${whole}${decimals}` || '0') * (sign === '-' ? -1n : 1n)
  const scale = 10n ** BigInt(Math.abs(shift))
  const bound = shift < 0 ? fraction(digits, scale) : fraction(digits * scale, 1n)
  return and([slot.typed, `(${relation} ${slot.value} ${bound})`])
}

/** A comparison of instants in milliseconds. Dates are ISO 8601, in UTC where they name no zone, or epoch seconds. */
export function dateTerm(slot: TypedSlot, relation: Relation, written: string): Term {
  const zoned = /T/.test(written) && !/(Z|[+-]\d\d:?\d\d)$/.test(written) ? `${written}Z` : written
  const instant = /^-?\d{5,}$/.test(written) ? Number(written) * 1000 : Date.parse(zoned)
  if (Number.isNaN(instant)) return FALSE
  return and([slot.typed, `(${relation} ${slot.value} ${integer(BigInt(instant))})`])
}

/** Whether an address lies in a block; the versions never contain each other. */
export function addressTerm(slot: TypedSlot, written: string): Term {
  const [host = '', length] = written.split('/')
  const isSix = host.includes(':')
  const width = isSix ? 128 : 32
  const bits = length === undefined ? width : Number(length)
  const address = isSix ? addressSix(host) : addressFour(host)
  if (address === undefined || !Number.isInteger(bits) || bits > width) return FALSE
  const size = 1n << BigInt(width - bits)
  const first = (address / size) * size
  const family = isSix ? slot.isSix : not(slot.isSix)
  if (size === 1n) return and([slot.typed, family, equal(slot.value, integer(first))])
  const bounds = [`(<= ${integer(first)} ${slot.value})`, `(< ${slot.value} ${integer(first + size)})`]
  return and([slot.typed, family, ...bounds])
}

/** What every address is: within its version's range. */
export function addressRange({ value, isSix }: TypedSlot): Term {
  return `(and (<= 0 ${value}) (< ${value} (ite ${isSix} ${1n << 128n} ${1n << 32n})))`
}

function addressFour(host: string): bigint | undefined {
  const parts = host.split('.').map(Number)
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return undefined
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n)
}

const GROUPS = 8

function addressSix(host: string): bigint | undefined {
  const [before = '', after] = host.split('::')
  const groups = (side: string) => (side === '' ? [] : side.split(':'))
  const [head, tail] = [groups(before), groups(after ?? '')]
  const missing = GROUPS - head.length - tail.length
  if (after === undefined ? missing !== 0 : missing < 0) return undefined
  const all = [...head, ...Array.from({ length: missing }, () => '0'), ...tail]
  if (!all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined
  return all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n)
}
