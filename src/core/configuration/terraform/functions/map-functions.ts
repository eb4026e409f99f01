import { through } from '../../../value/spans.ts'
import { type MapEntry, type MapValue, textOf, type Value } from '../../../value/value.ts'
import { iterate } from '../iterate.ts'
import { unifyItems } from '../set.ts'
import { compareText, plainText } from '../text.ts'
import { derived } from '../unknown.ts'
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

/** Later maps win; null stands for an empty map. */
function merge(maps: readonly Value[], call: FunctionCall): Value | undefined {
  const entries = new Map<string, MapEntry>()
  for (const map of maps) {
    if (map.kind === 'null') continue
    if (map.kind !== 'map') return undefined
    for (const [key, entry] of map.entries) entries.set(key, entry)
  }
  return mapOf(entries, call, maps.every((map) => map.kind === 'map' && map.collection === 'map') ? 'map' : 'object')
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
  const found = map.entries.get(name)?.value ?? fallback
  return found === undefined ? undefined : through(found, key.spans.length > 1 ? key.spans : [])
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
  const entries = new Map<string, MapEntry>()
  for (const [index, key] of left.items.entries()) {
    const name = plainText(key)
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
    for (const text of texts) groups.set(text, [...(groups.get(text) ?? []), key])
  }
  const entries = [...groups].map(([key, found]) => {
    const items = found.sort(compareText).map((text) => textOf(text, call.spans))
    return [key, { keySpan: call.span, value: listResult(items, call) }] as const
  })
  return mapOf(entries, call, 'map')
}

function matchkeys([items, names, wanted]: readonly Value[], call: FunctionCall): Value | undefined {
  const [found, labels] = [listArgument(items)?.items, textsArgument(names)]
  const sought = textsArgument(wanted)
  if (found === undefined || labels === undefined || sought === undefined || found.length !== labels.length)
    return undefined
  return listResult(unifyItems(found.filter((_, at) => sought.includes(labels[at] ?? ''))), call)
}
