import { fingerprintOf } from '../../../value/fingerprint.ts'
import { joinSpans, through } from '../../../value/spans.ts'
import type { ListValue, SplicedItem, Value } from '../../../value/value.ts'
import { compareValues } from '../equality.ts'
import { MAX_ITEMS } from '../limits.ts'
import { countOf } from '../number.ts'
import { distinctPieces, piecesOf, spliced } from '../pieces.ts'
import { setOf, unifyItems } from '../set.ts'
import { asText, plainText } from '../text.ts'
import { derived, either } from '../unknown.ts'
import {
  booleanArgument,
  booleanResult,
  type FunctionCall,
  type FunctionTable,
  integerArgument,
  listArgument,
  listResult,
  numberArgument,
  numberResult,
  partial,
  structural,
  total,
} from './function.ts'

/** Source: "Collection Functions", Terraform language documentation; maps and sets have files of their own. */
export const COLLECTION_FUNCTIONS: FunctionTable = {
  length: structural(1, 1, length),
  concat: partial(1, Infinity, concat),
  flatten: partial(1, 1, flatten),
  distinct: partial(1, 1, distinct),
  compact: partial(1, 1, compact),
  contains: partial(2, 2, contains),
  element: structural(2, 2, element),
  index: total(2, 2, index),
  slice: structural(3, 3, slice),
  reverse: structural(1, 1, ([list], call) => listOf(list, call, (items) => items.toReversed())),
  sort: total(1, 1, ([list], call) => listOf(list, call, (items) => sorted(items))),
  chunklist: structural(2, 2, chunklist),
  coalescelist: structural(1, Infinity, (args) => args.find((arg) => arg.kind === 'list' && arg.items.length > 0)),
  coalesce: partial(1, Infinity, coalesce),
  one: partial(1, 1, one),
  range: total(1, 3, range),
  alltrue: total(1, 1, ([list], call) => every(list, call, true)),
  anytrue: total(1, 1, ([list], call) => every(list, call, false)),
}

function length([value]: readonly Value[], call: FunctionCall): Value | undefined {
  if (value?.kind === 'list') return countOf(value.items.length, call.spans)
  if (value?.kind === 'map') return countOf(value.entries.size, call.spans)
  const text = value?.kind === 'text' ? plainText(value) : undefined
  if (text !== undefined) return countOf([...new Intl.Segmenter('und').segment(text)].length, call.spans)
  return value?.kind === 'text' ? derived('call length', 'length(…)', [value], call.span) : undefined
}

function concat(lists: readonly Value[], call: FunctionCall): Value | undefined {
  const pieces = lists.map((list) => piecesOf(list, call.span))
  if (pieces.every((each) => each !== undefined))
    return withPlaces(spliced(pieces.flat(), 'concat(…)', lists, call.span), call)
  return lists.some((list) => list.kind === 'unknown')
    ? derived('call concat', 'concat(…)', lists, call.span)
    : undefined
}

/** Nested lists become one; an unknown item may be a list itself, so it stands for any number of items. */
function flatten([list]: readonly Value[], call: FunctionCall): Value | undefined {
  if (list === undefined || (list.kind !== 'list' && list.kind !== 'unknown')) return undefined
  const pieces = piecesOf(list, call.span)?.flatMap((piece) => flatPieces(piece))
  if (pieces === undefined) return derived('call flatten', 'flatten(…)', [list], call.span)
  return withPlaces(spliced(pieces, 'flatten(…)', [list], call.span), call)
}

function flatPieces(piece: SplicedItem): readonly SplicedItem[] {
  const { value, many } = piece
  if (value.kind === 'list') {
    return value.items.flatMap((item) => flatPieces({ value: item, many }))
  }
  if (value.kind !== 'unknown') return [piece]
  if (value.partial?.kind === 'spliced')
    return value.partial.items.flatMap((each) => flatPieces({ ...each, many: each.many || many }))
  return [{ value, many: true }]
}

function distinct([list]: readonly Value[], call: FunctionCall): Value | undefined {
  return onPieces(list, call, distinctPieces)
}

/** Drops empty text and null. Whether an unknown text is empty is not known: it stands for any number of items. */
function compact([list]: readonly Value[], call: FunctionCall): Value | undefined {
  return onPieces(list, call, (pieces) =>
    pieces.flatMap((piece) => {
      const { value } = piece
      if (value.kind === 'null') return []
      const literals = value.kind === 'text' ? value.parts.filter((part) => part.kind === 'literal') : []
      if (value.kind === 'unknown') return [{ value, many: true }]
      if (value.kind !== 'text' || literals.length > 0) return [piece]
      return value.parts.length === 0 ? [] : [{ value, many: true }]
    }),
  )
}

function onPieces(
  list: Value | undefined,
  call: FunctionCall,
  change: (pieces: readonly SplicedItem[]) => readonly SplicedItem[],
): Value | undefined {
  const pieces = list === undefined ? undefined : piecesOf(list, call.span)
  if (list !== undefined && pieces !== undefined) {
    const items = unifyItems(pieces.map((piece) => piece.value))
    const unified = pieces.map((piece, at) => ({ ...piece, value: items[at] ?? piece.value }))
    return withPlaces(spliced(change(unified), `${call.name}(…)`, [list], call.span), call)
  }
  return list?.kind === 'unknown' ? derived(`call ${call.name}`, `${call.name}(…)`, [list], call.span) : undefined
}

function withPlaces(value: Value, call: FunctionCall): Value {
  const spans = joinSpans(value.spans, call.spans)
  return { ...value, spans }
}

function contains([list, wanted]: readonly Value[], call: FunctionCall): Value | undefined {
  if (list === undefined || wanted === undefined) return undefined
  const pieces = piecesOf(list, call.span)
  if (pieces === undefined && list.kind !== 'unknown') return undefined
  const results = (pieces ?? []).map((piece) => (piece.many ? undefined : compareValues(piece.value, wanted)))
  if (results.includes(true)) return booleanResult(true, call)
  if (pieces !== undefined && !results.includes(undefined)) return booleanResult(false, call)
  return derived('call contains', 'contains(…)', [list, wanted], call.span)
}

/** The index wraps around; newer versions of Terraform take negative ones too, from the end. */
function element([list, at]: readonly Value[]): Value | undefined {
  const items = listArgument(list)?.items
  const position = integerArgument(at)
  if (items === undefined || position === undefined || items.length === 0) return undefined
  const item = items[((position % items.length) + items.length) % items.length]
  return item === undefined ? undefined : through(item, at === undefined || at.spans.length < 2 ? [] : at.spans)
}

function index([list, wanted]: readonly Value[], call: FunctionCall): Value | undefined {
  if (wanted === undefined) return undefined
  const position = listArgument(list)?.items.findIndex((item) => compareValues(item, wanted) === true)
  return position === undefined || position === -1 ? undefined : countOf(position, call.spans)
}

function slice([list, from, to]: readonly Value[], call: FunctionCall): Value | undefined {
  const items = listArgument(list)?.items
  const [start, end] = [integerArgument(from), integerArgument(to)]
  if (items === undefined || start === undefined || end === undefined) return undefined
  if (start < 0 || end > items.length || start > end) return undefined
  return listResult(items.slice(start, end), call)
}

function listOf(
  list: Value | undefined,
  call: FunctionCall,
  change: (items: readonly Value[]) => readonly Value[],
): Value | undefined {
  const items = listArgument(list)?.items
  return items === undefined ? undefined : listResult(change(items), call)
}

/** Everything is sorted as a string; duplicates are kept. */
function sorted(given: readonly Value[]): readonly Value[] {
  const items = given.map((item) => (item.kind === 'null' ? item : (asText(item) ?? item)))
  const counts = new Map<string, number>()
  for (const item of items) counts.set(fingerprintOf(item), (counts.get(fingerprintOf(item)) ?? 0) + 1)
  const unique: ListValue = setOf(items, [])
  return unique.items.flatMap((item) => Array<Value>(counts.get(fingerprintOf(item)) ?? 1).fill(item))
}

function chunklist([list, size]: readonly Value[], call: FunctionCall): Value | undefined {
  const items = listArgument(list)?.items
  const length = integerArgument(size)
  if (items === undefined || length === undefined || length < 0) return undefined
  const step = length === 0 ? Math.max(items.length, 1) : length
  const chunks: Value[] = []
  for (let at = 0; at < items.length; at += step) chunks.push(listResult(items.slice(at, at + step), call))
  return listResult(chunks, call)
}

/** The first argument that is neither null nor empty text; an unknown one before it may be either. */
function coalesce(args: readonly Value[], call: FunctionCall): Value | undefined {
  for (const arg of unifyItems(args)) {
    if (arg.kind === 'null') continue
    if (arg.kind === 'text' && arg.parts.length === 0) continue
    if (arg.kind === 'text' && arg.parts.some((part) => part.kind === 'literal')) return arg
    if (arg.kind === 'unknown' || arg.kind === 'text') return derived('call coalesce', 'coalesce(…)', args, call.span)
    return arg
  }
  return undefined
}

/** The only item of a list, or null. Of a list of unknown length with one kind of item it is that item, or null. */
function one([list]: readonly Value[], call: FunctionCall): Value | undefined {
  if (list?.kind === 'unknown') {
    const pieces = list.partial?.kind === 'spliced' ? list.partial.items : []
    const [only] = pieces
    if (only === undefined || pieces.length > 1) return derived('call one', 'one(…)', [list], call.span)
    const isThere = derived('not-empty', `length(${list.symbol.address}) > 0`, [list], call.span)
    return either(isThere, only.value, { kind: 'null', spans: call.spans }, call.span)
  }
  const items = listArgument(list)?.items
  if (items === undefined || items.length > 1) return undefined
  return items[0] ?? { kind: 'null', spans: call.spans }
}

function range(args: readonly Value[], call: FunctionCall): Value | undefined {
  const numbers = args.map(numberArgument)
  const [first, second, third] = numbers
  if (first === undefined || numbers.includes(undefined)) return undefined
  const start = second === undefined ? first.minus(first) : first
  const end = second ?? first
  const step = third ?? (end.lessThan(start) ? start.minus(start).minus(1) : start.minus(start).plus(1))
  if (step.isZero() || (step.isNegative() ? end.greaterThan(start) : end.lessThan(start))) return undefined
  const items: Value[] = []
  for (let at = start; step.isNegative() ? at.greaterThan(end) : at.lessThan(end); at = at.plus(step)) {
    const item = numberResult(at, call)
    if (item === undefined || items.length >= Math.min(MAX_ITEMS, 1024)) return undefined
    items.push(item)
  }
  return listResult(items, call)
}

/** `alltrue` fails on the first item that is not true, `anytrue` stops at the first that is. */
function every(list: Value | undefined, call: FunctionCall, wanted: boolean): Value | undefined {
  const items = listArgument(list)?.items
  const values = items?.map((item) => (item.kind === 'null' ? !wanted : booleanArgument(item)))
  if (values === undefined || values.includes(undefined)) return undefined
  return booleanResult(wanted ? !values.includes(false) : values.includes(true), call)
}
