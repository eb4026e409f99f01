import { formatAddress, parseAddressRange } from '../authorization/aws/comparable-values.ts'
import type { ReachEntry, ReachFacet, ReachKind } from '../authorization/reach.ts'
import { type Box, type Facet, interval, names } from './boxes.ts'
import { callsFacet, callText } from './calls-facet.ts'
import { otherNames } from './other-names.ts'
import { tagChoices } from './tag-choices.ts'

/**
 * What an unknown facet stands for: only itself (`itself`), which is how it is compared with what may be the same, or
 * anything (`anything`), which is how it is asked whether it may be the answer.
 */
export type UnknownAs = 'itself' | 'anything'

/** An entry as a box; the last dimension says under which unknown conditions it is there. */
export function boxOf({ facets, presence }: ReachEntry, kind: ReachKind, unknown: UnknownAs): Box {
  const conditions = presence.map(({ fingerprint }) => fingerprint).sort()
  const isThere = conditions.length === 0 || unknown === 'anything'
  return [...facets.map((facet, at) => facetOf(facet, kind, at, unknown)), presenceFacet(isThere, conditions.join(' '))]
}

/** What is always there covers what is there under some condition. */
function presenceFacet(isAlways: boolean, condition: string): Facet {
  const value = isAlways ? 'always' : `if ${condition}`
  return { contains: (sample) => isAlways || sample === value, samples: () => [value] }
}

function facetOf(facet: ReachFacet, kind: ReachKind, at: number, unknown: UnknownAs): Facet {
  switch (facet.kind) {
    case 'every':
      return everything(kind, at)
    case 'names':
      return names(facet.values, '', identityOf)
    case 'others':
      return otherNames(facet.than.map(identityOf), (value) =>
        value.startsWith(SYMBOL) ? undefined : identityOf(value),
      )
    case 'calls':
      return callsFacet(facet)
    case 'range':
      return numbers(BigInt(facet.first), BigInt(facet.last), facet.first === 0 && facet.last === lastOf(kind, at))
    case 'block':
      return block(facet.cidr)
    case 'tags':
      return tagChoices(facet.all)
    case 'symbol': {
      if (unknown === 'anything') return { contains: () => true, samples: () => [symbolValue(facet)] }
      return names([symbolValue(facet)], '')
    }
  }
}

function symbolValue({ symbol, within }: ReachFacet & { readonly kind: 'symbol' }): string {
  return `${SYMBOL}${within ?? ''} ${symbol.fingerprint}`
}

/** Before the value that stands for something unknown. */
const SYMBOL = 'unknown '

const LAST_PROTOCOL = 255
const LAST_PORT = 65_535

/** The last number of a numeric dimension. */
function lastOf(kind: ReachKind, at: number): number | undefined {
  if (kind !== 'network') return undefined
  return [undefined, LAST_PROTOCOL, LAST_PORT, LAST_PORT][at]
}

function everything(kind: ReachKind, at: number): Facet {
  const last = lastOf(kind, at)
  return last === undefined ? names('all', 'anyone') : numbers(0n, BigInt(last), true)
}

/** Every number there is contains an unknown one too. */
function numbers(first: bigint, last: bigint, isEvery: boolean): Facet {
  const value = (text: string) => (/^\d+$/.test(text) ? BigInt(text) : undefined)
  const range = interval(first, last, String, value)
  return isEvery ? { ...range, contains: (text) => range.contains(text) || text.startsWith(SYMBOL) } : range
}

/**
 * Families are apart: no address of one is in a block of the other. The block of a whole family contains what is known
 * to be of the family, members of a group among them, who send from addresses of either.
 */
function block(cidr: string): Facet {
  const range = parseAddressRange(cidr)
  if (range === undefined) throw new Error('the schema let a malformed block through')
  const { family } = range
  const offset = family === 4 ? 0n : 1n << 64n
  const text = (value: bigint) => `${ADDRESS}${formatAddress(family, value - offset)}`
  const addresses = interval(range.first + offset, range.last + offset, text, addressNumber)
  const isWhole = range.first === 0n && range.last === (1n << (family === 4 ? 32n : 128n)) - 1n
  const ofFamily = [`peer${family} `, `${SYMBOL}ipv${family} `]
  const isMember = (value: string) => isWhole && ofFamily.some((start) => value.startsWith(start))
  return { ...addresses, contains: (value) => addresses.contains(value) || isMember(value) }
}

const ADDRESS = 'ip '

/** Addresses of both families on one line, so that they never meet. */
function addressNumber(text: string): bigint | undefined {
  const range = text.startsWith(ADDRESS) ? parseAddressRange(text.slice(ADDRESS.length)) : undefined
  return range && range.first + (range.family === 4 ? 0n : 1n << 64n)
}

/** What a name is told apart by: what stands behind a NUL, where it does, whatever stands before it. */
function identityOf(name: string): string {
  if (!name.includes('\0')) return name
  const words = name.split(' ')
  return words.map((word) => (word.includes('\0') ? word.slice(word.indexOf('\0')) : word)).join(' ')
}

/** The value of a point for people: an address, the name of a peer, or the value as it is. */
export function valueText(value: string): string {
  if (value.startsWith(ADDRESS)) return value.slice(ADDRESS.length)
  return callText(value) ?? withoutIdentity(/^peer[46] /.test(value) ? value.slice('peer4 '.length) : value)
}

/** Two names may read the same and be two: what tells them apart stands behind a NUL, up to the next space. */
function withoutIdentity(name: string): string {
  return name
    .split(' ')
    .map((word) => word.split('\0')[0] ?? word)
    .join(' ')
}
