/** A range of addresses: its first address and how many of the `bits` of an address are fixed. */
export interface Network {
  readonly address: bigint
  readonly length: number
  readonly bits: 32 | 128
}

/** Reads `address/length`, of which the bits behind `length` are dropped; undefined for what is none. */
export function readNetwork(text: string | undefined): Network | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text ?? '')
  const address = readAddress(match?.[1] ?? '')
  const length = Number(match?.[2])
  if (match === null || address === undefined || length > address.bits) return undefined
  return { address: address.address & maskOf(length, address.bits), length, bits: address.bits }
}

/** A single address, as a network of its own. Leading zeros do not make an octal number. */
export function readAddress(text: string): Network | undefined {
  if (text.includes(':')) return readIpv6(text)
  const address = readIpv4(text)
  return address === undefined ? undefined : { address, length: 32, bits: 32 }
}

export function maskOf(length: number, bits: number): bigint {
  return ((1n << BigInt(length)) - 1n) << BigInt(bits - length)
}

/** The usual notation; the longest run of zeros in an IPv6 address is left out (RFC 5952). */
export function writeAddress(address: bigint, bits: 32 | 128): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.')
  const groups = Array.from({ length: 8 }, (_, at) => Number((address >> BigInt(112 - at * 16)) & 0xffffn))
  const [start, length] = longestZeros(groups)
  const write = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':')
  return length < 2 ? write(groups) : `${write(groups.slice(0, start))}::${write(groups.slice(start + length))}`
}

function readIpv4(text: string): bigint | undefined {
  const octets = text.split('.')
  if (octets.length !== 4 || octets.some((octet) => !/^\d{1,10}$/.test(octet) || Number(octet) > 255)) return undefined
  return octets.reduce((sum, octet) => sum * 256n + BigInt(octet), 0n)
}

function readIpv6(text: string): Network | undefined {
  const halves = text.split('::')
  const [left, right] = halves.map(readGroups)
  if (halves.length > 2 || left === undefined || (halves.length === 2 && right === undefined)) return undefined
  const missing = 8 - left.length - (right?.length ?? 0)
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined
  // Terraform computes with an IPv4 address in IPv6 notation as neither.
  if (text.includes('.')) return undefined
  const groups = [...left, ...Array<bigint>(missing).fill(0n), ...(right ?? [])]
  return { address: groups.reduce((sum, group) => sum * 65_536n + group, 0n), length: 128, bits: 128 }
}

/** Groups of hexadecimal digits; the last may be an IPv4 address, which is two. */
function readGroups(text: string): readonly bigint[] | undefined {
  if (text === '') return []
  const groups: bigint[] = []
  for (const [at, group] of text.split(':').entries()) {
    const ipv4 = group.includes('.') && at === text.split(':').length - 1 ? readIpv4(group) : undefined
    if (ipv4 !== undefined) groups.push(ipv4 >> 16n, ipv4 & 0xffffn)
    else if (/^[0-9a-fA-F]{1,4}$/.test(group)) groups.push(BigInt(`0x${group}`))
    else return undefined
  }
  return groups
}

/** Where the first of the longest runs of zeros stands, and how long it is. */
function longestZeros(groups: readonly number[]): readonly [number, number] {
  let best: readonly [number, number] = [0, 0]
  for (let at = 0; at < groups.length; at += 1) {
    const end = groups.findIndex((group, index) => index >= at && group !== 0)
    const length = (end === -1 ? groups.length : end) - at
    if (length > best[1]) best = [at, length]
  }
  return best
}
