import type { Value } from '../../value/value.ts'
import {
  LEAF_SIZE,
  MAX_ITEMS,
  MAX_TEXT_LENGTH,
  MAX_TEXT_PARTS,
  MAX_VALUE_DEPTH,
  MAX_VALUE_SIZE,
  PIECE_SIZE,
} from './limits.ts'

/** Whether a value may be worked with: neither too deep, nor too long, nor of too many parts. */
export function isWithinLimits(value: Value): boolean {
  switch (value.kind) {
    case 'list':
      return value.items.length <= MAX_ITEMS && isMeasured(value)
    case 'map':
      return value.entries.size <= MAX_ITEMS && isMeasured(value)
    case 'text':
      return value.parts.length <= MAX_TEXT_PARTS && lengthOf(value) <= MAX_TEXT_LENGTH && isMeasured(value)
    case 'unknown':
      return value.partial?.kind !== 'spliced' || value.partial.items.length <= MAX_ITEMS
    default:
      return true
  }
}

/** How much there is to copy or to search at the surface of a value. */
export function surfaceOf(value: Value): number {
  if (value.kind === 'list') return value.items.length
  if (value.kind === 'map') return value.entries.size
  return value.kind === 'text' ? lengthOf(value) / 16 : 1
}

function lengthOf(text: Value & { readonly kind: 'text' }): number {
  return text.parts.reduce((sum, part) => sum + (part.kind === 'literal' ? part.text.length : 1), 0)
}

/** What it takes to make a value: to copy, mark and measure each of its leaves, or each piece of a text. */
export function costOf(value: Value): number {
  if (value.kind !== 'text') return sizeOf(value) * LEAF_SIZE
  const pieces = value.parts.reduce((sum, part) => sum + (part.kind === 'literal' ? (part.origins?.length ?? 1) : 1), 0)
  return sizeOf(value) * LEAF_SIZE + pieces * PIECE_SIZE
}

/** How many leaves and collections a value is made of: what it takes to walk it. */
function sizeOf(value: Value): number {
  return measure(value).size
}

function isMeasured(value: Value): boolean {
  const { depth, size } = measure(value)
  return depth <= MAX_VALUE_DEPTH && size <= MAX_VALUE_SIZE
}

interface Measure {
  readonly depth: number
  readonly size: number
}

const LEAF: Measure = { depth: 0, size: 1 }

/** Values never change, and a large one is made of ones that were measured before. */
const measures = new WeakMap<Value, Measure>()

/** Values of fewer leaves are measured again sooner than they are looked up. */
const MIN_REMEMBERED_SIZE = 16

function measure(value: Value): Measure {
  if (value.kind === 'text') {
    const encoded = value.encoded ?? value.yaml
    return encoded === undefined ? LEAF : { depth: 0, size: 1 + sizeOf(encoded) }
  }
  if (value.kind !== 'list' && value.kind !== 'map') return LEAF
  const known = measures.get(value)
  if (known !== undefined) return known
  let [depth, size] = [0, 1]
  const inner = value.kind === 'list' ? value.items : value.entries.values().map((entry) => entry.value)
  for (const each of inner) {
    const one = measure(each)
    depth = Math.max(depth, one.depth)
    size += one.size
  }
  const measured = { depth: depth + 1, size }
  if (size >= MIN_REMEMBERED_SIZE) measures.set(value, measured)
  return measured
}
