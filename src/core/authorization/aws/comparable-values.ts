import { Decimal } from 'decimal.js'
import ipaddr from 'ipaddr.js'

/** Addresses from `first` to `last`, both inclusive, of one family. */
export interface AddressRange {
  readonly family: 4 | 6
  readonly first: bigint
  readonly last: bigint
}

/** An address or a CIDR block; a plain address is a block of one. Undefined for anything else. */
export function parseAddressRange(text: string): AddressRange | undefined {
  const [host = '', bits, ...rest] = text.split('/')
  if (rest.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return undefined
  const parsed = parseHost(host)
  if (parsed === undefined) return undefined
  const width = parsed.family === 4 ? 32 : 128
  const length = bits === undefined ? width : Number(bits)
  if (length > width) return undefined
  const rest1 = (1n << BigInt(width - length)) - 1n
  const first = parsed.value & ~rest1
  return { family: parsed.family, first, last: first | rest1 }
}

function parseHost(host: string): { readonly family: 4 | 6; readonly value: bigint } | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(host))
    return { family: 4, value: number(ipaddr.IPv4.parse(host).toByteArray()) }
  if (host.includes(':') && !host.includes('%') && ipaddr.IPv6.isValid(host)) {
    return { family: 6, value: number(ipaddr.IPv6.parse(host).toByteArray()) }
  }
  return undefined
}

function number(bytes: readonly number[]): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
}

/** An address of a family as text. */
export function formatAddress(family: 4 | 6, value: bigint): string {
  const length = family === 4 ? 4 : 16
  const bytes = Array.from({ length }, (_, index) => Number((value >> BigInt(8 * (length - 1 - index))) & 255n))
  return ipaddr.fromByteArray(bytes).toString()
}

const NUMBER = /^[+-]?(\d{1,300}(\.\d{0,300})?|\.\d{1,300})([eE][+-]?\d{1,3})?$/

/** A number in decimal notation, exact. Undefined for anything else. */
export function parseNumber(text: string): Decimal | undefined {
  return NUMBER.test(text) ? new Decimal(text) : undefined
}

const ISO_DATE =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/

/**
 * Milliseconds since the epoch of an ISO 8601 date (UTC where it names no zone) or of epoch seconds. Undefined for
 * anything else, a 30th of February among it.
 */
export function parseDate(text: string): number | undefined {
  if (/^-?\d{5,13}$/.test(text)) return Number(text) * 1000
  const match = ISO_DATE.exec(text)
  if (match === null) return undefined
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', fraction = '0', zone = 'Z'] =
    match
  const instant = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
  const isReal = new Date(instant).toISOString() === `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`
  return isReal ? instant + Math.trunc(Number(`0.${fraction}`) * 1000) - zoneMs(zone) : undefined
}

function zoneMs(zone: string): number {
  if (zone === 'Z') return 0
  const sign = zone.startsWith('-') ? -1 : 1
  const digits = zone.slice(1).replace(':', '')
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000
}
