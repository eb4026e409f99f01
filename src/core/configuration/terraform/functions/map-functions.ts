import { fingerprintOf } from '../../../value/fingerprint.ts'
import { through } from '../../../value/spans.ts'
import { type MapEntry, type MapValue, textOf, type Value } from '../../../value/value.ts'
import { convert, convertToOneType, toBoolean, toNumber, unifyValues } from '../conversion.ts'
import { iterate } from '../iterate.ts'
import { asText, compareText, plainText } from '../text.ts'
import { unifiedType } from '../unify.ts'
import { derived, either } from '../unknown.ts'
import {
  type FunctionCall,
  type FunctionTable,
  listArgument,
  listResult,
  structural,
  textsArgument,
  total,
} from './function.ts'

/** Source: "Collection Functions", Terraform language documentation: those that make or read maps. */
export const MAP_FUNCTIONS: FunctionTable = {
  merge: structural(0, Infinity, merge),
  lookup: structural(2, 3, lookup),
  keys: structural(1, 1, keys),
  values: structural(1, 1, values),
  zipmap: structural(2, 2, zipmap),
  transpose: total(1, 1, transpose),
  matchkeys: total(3, 3, matchkeys),
}

/** Later maps win; null stands for an empty map. Maps of one type make a map, anything else an object. */
function merge(maps: readonly Value[], call: FunctionCall): Value | undefined {
  const entries = new Map<string, MapEntry>()
  for (const map of maps) {
    if (map.kind === 'null') continue
    if (map.kind !== 'map') return undefined
    for (const [key, entry] of map.entries) entries.set(key, entry)
  }
  const given = maps.filter((map) => map.kind === 'map')
  const isMap = given.length > 0 && given.every((map) => map.collection === 'map')
  const object = mapOf(entries, call, 'object')
  if (!isMap) return object
  const items = [...entries.values()].map((entry) => entry.value)
  const isOneType = convertToOneType(items)?.every((item, at) => item.kind === items[at]?.kind)
  return isOneType === true ? { ...object, collection: 'map' } : object
}

function mapOf(
  entries: Iterable<readonly [string, MapEntry]>,
  call: FunctionCall,
  collection: MapValue['collection'],
): MapValue {
  const sorted = [...entries].sort(([left], [right]) => compareText(left, right))
  return { kind: 'map', collection, entries: new Map(sorted), spans: call.spans }
}

function lookup([map, key, fallback]: readonly Value[], call: FunctionCall): Value | undefined {
  if (map?.kind !== 'map' || key === undefined) return undefined
  const name = plainText(key)
  if (name === undefined) {
    const inputs = [map, key, ...(fallback === undefined ? [] : [fallback])]
    return key.kind === 'text' ? derived('call lookup', 'lookup(…)', inputs, call.span) : undefined
  }
  const found = map.entries.get(name)?.value ?? fallbackFor(map, fallback)
  return found === undefined ? undefined : through(found, key.spans.length > 1 ? key.spans : [])
}

/** What stands for an element that a map lacks is of the map's type; an object takes anything. */
function fallbackFor(map: MapValue, fallback: Value | undefined): Value | undefined {
  if (fallback === undefined || map.collection === 'object' || map.entries.size === 0) return fallback
  const values = [...map.entries.values()].map((entry) => entry.value)
  const type = unifiedType(values)
  if (type?.kind !== 'any') return type && convert(fallback, type)
  const [open] = values.filter((value) => value.kind === 'unknown')
  const other = fallback.kind === 'text' ? (toNumber(fallback) ?? toBoolean(fallback)) : fallback
  if (open?.kind !== 'unknown' || other === undefined) return fallback
  return either(open, asText(fallback) ?? fallback, other, open.symbol.span)
}

function keys([map]: readonly Value[], call: FunctionCall): Value | undefined {
  if (map?.kind !== 'map') return undefined
  const items = iterate(map)?.map((iteration) => iteration.key) ?? []
  return listResult(items, call, map.collection === 'map' ? 'list' : 'tuple')
}

function values([map]: readonly Value[], call: FunctionCall): Value | undefined {
  if (map?.kind !== 'map') return undefined
  const items = iterate(map)?.map((iteration) => iteration.value) ?? []
  return listResult(items, call, map.collection === 'map' ? 'list' : 'tuple')
}

function zipmap([names, items]: readonly Value[], call: FunctionCall): Value | undefined {
  const [left, right] = [listArgument(names), listArgument(items)]
  if (left === undefined || right === undefined || left.items.length !== right.items.length) return undefined
  if (right.collection === 'set') return undefined
  const entries = new Map<string, MapEntry>()
  for (const [index, key] of left.items.entries()) {
    const name = plainText(key)
    if (key.kind === 'list' || key.kind === 'map' || key.kind === 'null') return undefined
    const value = right.items[index]
    if (value === undefined) return undefined
    if (name === undefined) return derived('call zipmap', 'zipmap(…)', [left, right], call.span)
    entries.set(name, { keySpan: key.spans[0] ?? call.span, value })
  }
  return mapOf(entries, call, right.collection === 'tuple' ? 'object' : 'map')
}

/** A map of lists of texts, turned round. */
function transpose([map]: readonly Value[], call: FunctionCall): Value | undefined {
  if (map?.kind !== 'map') return undefined
  const groups = new Map<string, string[]>()
  for (const [key, entry] of map.entries) {
    const texts = textsArgument(entry.value)
    if (texts === undefined) return undefined
    for (const text of texts) {
      const group = groups.get(text)
      if (group === undefined) groups.set(text, [key])
      else group.push(key)
    }
  }
  const entries = [...groups].map(([key, found]) => {
    const items = found.sort(compareText).map((text) => textOf(text, call.spans))
    return [key, { keySpan: call.span, value: listResult(items, call) }] as const
  })
  return mapOf(entries, call, 'map')
}

/** Keys are compared as values of one type. */
function matchkeys([items, names, wanted]: readonly Value[], call: FunctionCall): Value | undefined {
  const [found, labels, sought] = [listItems(items), listItems(names), listItems(wanted)]
  if (found === undefined || labels === undefined || sought === undefined || found.length !== labels.length)
    return undefined
  const unified = unifyValues([...labels, ...sought])
  if (unified === undefined) return undefined
  const allowed = new Set(unified.slice(labels.length).map(fingerprintOf))
  const isWanted = (_: Value, at: number): boolean => {
    const label = unified[at]
    return label !== undefined && allowed.has(fingerprintOf(label))
  }
  return listResult(found.filter(isWanted), call)
}

function listItems(value: Value | undefined): readonly Value[] | undefined {
  return value?.kind === 'list' ? unifyValues(value.items) : undefined
}
