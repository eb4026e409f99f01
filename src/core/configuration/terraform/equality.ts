import { fingerprintOf } from '../../value/fingerprint.ts'
import type { ListValue, MapValue, TextValue, Value } from '../../value/value.ts'
import { knownText } from '../../value/value.ts'
import { exactOf } from './number.ts'
import { isKnown } from './unknown.ts'

/**
 * Whether two values are equal, undefined where that depends on something unknown. Values of different types are
 * never equal: `"1" == 1` is false. Source: "Arithmetic and Logical Operators", Terraform language documentation.
 */
export function compareValues(left: Value, right: Value): boolean | undefined {
  if (left.kind === 'text' && right.kind === 'text') return compareTexts(left, right)
  if (left.kind === 'list' && right.kind === 'list' && left.collection !== right.collection) return false
  if (left.kind === 'map' && right.kind === 'map' && left.collection !== right.collection) return false
  if (left.kind === 'unknown' || right.kind === 'unknown') {
    if (isCertainlyUnlike(left, right) || isCertainlyUnlike(right, left)) return false
    return isSame(left, right) ? true : undefined
  }
  if (left.kind !== right.kind) return false
  if (left.kind === 'number' && right.kind === 'number') {
    return exactOf(left.digits)?.equals(exactOf(right.digits) ?? NaN) ?? false
  }
  if (left.kind === 'list' && right.kind === 'list') {
    if (left.items.length !== right.items.length) return false
    // The items of a set with unknown parts stand in no particular order.
    if (left.collection === 'set' && !(isKnown(left) && isKnown(right))) return isSame(left, right) ? true : undefined
    if (left.collection === 'set') return isSame({ ...left, items: inOrder(left) }, { ...right, items: inOrder(right) })
    return all(left.items.map((item, index) => compareItem(item, right.items[index])))
  }
  if (left.kind === 'map' && right.kind === 'map') return compareMaps(left, right)
  return isSame(left, right)
}

/** Items that have no order of their own, in one that does not depend on how the set was made. */
function inOrder(set: ListValue): readonly Value[] {
  return set.items.toSorted((left, right) => (fingerprintOf(left) < fingerprintOf(right) ? -1 : 1))
}

/** What names one thing is neither null nor empty. */
function isCertainlyUnlike(unknown: Value, other: Value): boolean {
  if (unknown.kind !== 'unknown' || unknown.symbol.form !== 'identifier') return false
  return other.kind === 'null' || (other.kind === 'text' && other.parts.length === 0)
}

function isSame(left: Value, right: Value): boolean {
  return fingerprintOf(left) === fingerprintOf(right)
}

/** Texts whose known beginnings or ends differ are not equal, whatever stands in their unknown parts. */
function compareTexts(left: TextValue, right: TextValue): boolean | undefined {
  const [known, other] = [knownText(left), knownText(right)]
  if (known !== undefined && other !== undefined) return known === other
  if (fingerprintOf(left) === fingerprintOf(right)) return true
  if (known !== undefined && known.length < leastLength(right)) return false
  if (other !== undefined && other.length < leastLength(left)) return false
  const [starts, ends] = [0, -1].map((at) => [literalAt(left, at), literalAt(right, at)] as const)
  const [a = '', b = ''] = starts ?? []
  const [c = '', d = ''] = ends ?? []
  if (!a.startsWith(b) && !b.startsWith(a)) return false
  if (!c.endsWith(d) && !d.endsWith(c)) return false
  return undefined
}

/** UTF-16 units that a text has at least, whatever its unknown parts are. */
function leastLength({ parts }: TextValue): number {
  const least = parts.map((part) =>
    part.kind === 'literal' ? part.text.length : part.symbol.form === 'identifier' ? 1 : 0,
  )
  return least.reduce((sum, each) => sum + each, 0)
}

function literalAt(text: TextValue, at: number): string {
  const part = text.parts.at(at)
  return part?.kind === 'literal' ? part.text : ''
}

function compareMaps(left: MapValue, right: MapValue): boolean | undefined {
  if (left.entries.size !== right.entries.size) return false
  return all([...left.entries].map(([key, entry]) => compareItem(entry.value, right.entries.get(key)?.value)))
}

function compareItem(left: Value, right: Value | undefined): boolean | undefined {
  return right === undefined ? false : compareValues(left, right)
}

function all(results: readonly (boolean | undefined)[]): boolean | undefined {
  if (results.includes(false)) return false
  return results.includes(undefined) ? undefined : true
}
