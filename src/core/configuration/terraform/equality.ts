import { fingerprintOf } from '../../value/fingerprint.ts'
import type { MapValue, TextValue, Value } from '../../value/value.ts'
import { knownText } from '../../value/value.ts'
import { exactOf } from './number.ts'

/**
 * Whether two values are equal, undefined where that depends on something unknown. Values of different types are
 * never equal: `"1" == 1` is false. Source: "Arithmetic and Logical Operators", Terraform language documentation.
 */
export function compareValues(left: Value, right: Value): boolean | undefined {
  if (left.kind === 'text' && right.kind === 'text') return compareTexts(left, right)
  if (fingerprintOf(left) === fingerprintOf(right)) return true
  if (left.kind === 'unknown' || right.kind === 'unknown') return undefined
  if (left.kind !== right.kind) return false
  if (left.kind === 'number' && right.kind === 'number') {
    return exactOf(left.digits)?.equals(exactOf(right.digits) ?? NaN) ?? false
  }
  if (left.kind === 'list' && right.kind === 'list') {
    if (left.items.length !== right.items.length) return false
    return all(left.items.map((item, index) => compareItem(item, right.items[index])))
  }
  if (left.kind === 'map' && right.kind === 'map') return compareMaps(left, right)
  return false
}

/** Texts whose known beginnings or ends differ are not equal, whatever stands in their unknown parts. */
function compareTexts(left: TextValue, right: TextValue): boolean | undefined {
  const [known, other] = [knownText(left), knownText(right)]
  if (known !== undefined && other !== undefined) return known === other
  if (fingerprintOf(left) === fingerprintOf(right)) return true
  const [starts, ends] = [0, -1].map((at) => [literalAt(left, at), literalAt(right, at)] as const)
  const [a = '', b = ''] = starts ?? []
  const [c = '', d = ''] = ends ?? []
  if (!a.startsWith(b) && !b.startsWith(a)) return false
  if (!c.endsWith(d) && !d.endsWith(c)) return false
  return undefined
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
