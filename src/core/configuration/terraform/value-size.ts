import type { Value } from '../../value/value.ts'
import { MAX_ITEMS, MAX_TEXT_LENGTH, MAX_TEXT_PARTS, MAX_VALUE_DEPTH } from './limits.ts'

/** Whether a value may be worked with: neither too deep, nor too long, nor of too many parts. */
export function isWithinLimits(value: Value): boolean {
  switch (value.kind) {
    case 'list':
      return value.items.length <= MAX_ITEMS && depthOf(value) <= MAX_VALUE_DEPTH
    case 'map':
      return value.entries.size <= MAX_ITEMS && depthOf(value) <= MAX_VALUE_DEPTH
    case 'text':
      return value.parts.length <= MAX_TEXT_PARTS && lengthOf(value) <= MAX_TEXT_LENGTH
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

/** Values never change, and a deep one is made of ones that were measured before. */
const depths = new WeakMap<Value, number>()

function depthOf(value: Value): number {
  if (value.kind !== 'list' && value.kind !== 'map') return 0
  const known = depths.get(value)
  if (known !== undefined) return known
  const inner = value.kind === 'list' ? value.items : [...value.entries.values()].map((entry) => entry.value)
  const depth = 1 + inner.reduce((deepest, each) => Math.max(deepest, depthOf(each)), 0)
  depths.set(value, depth)
  return depth
}
