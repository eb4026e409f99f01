import { crc32 } from 'node:zlib'
import type { WireValue } from './wire-values.ts'

/**
 * The nested blocks of a set in the order in which a provider made with Terraform's plugin SDK sees them: by the
 * CRC-32 of a serialisation of each, as decimal texts. Sets of texts within (named here) are ordered alike.
 */
export function setOrder<T extends { readonly [name: string]: WireValue }>(blocks: readonly T[]): readonly T[] {
  const hashed = blocks.map((block) => [hashOf(serialized(block)), block] as const)
  const unique = new Map(hashed)
  return [...unique].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, block]) => block)
}

const SETS: ReadonlySet<string> = new Set(['identifiers'])

function serialized(block: { readonly [name: string]: WireValue }): string {
  return Object.keys(block)
    .sort()
    .map((name) => `${name}:${serializedValue(name, block[name])}`)
    .join('')
}

function serializedValue(name: string, value: WireValue | undefined): string {
  if (typeof value === 'string') return `${value};`
  if (!Array.isArray(value)) return ';'
  const items = value.map((each) => (typeof each === 'string' ? `${each};` : ';'))
  if (!SETS.has(name)) return `(${items.join('')});`
  const sorted = [...new Set(items)].toSorted((left, right) => (hashOf(left) < hashOf(right) ? -1 : 1))
  return `{${sorted.join('')}};`
}

function hashOf(text: string): string {
  return String(crc32(text))
}
