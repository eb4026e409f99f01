import { joinSpans, through } from '../../../value/spans.ts'
import type { SplicedItem, TextValue, Value } from '../../../value/value.ts'
import { convert, convertToOneType, unifyValues } from '../conversion.ts'
import { compareValues } from '../equality.ts'
import { MAX_ITEMS } from '../limits.ts'
import { countOf } from '../number.ts'
import { distinctPieces, piecesOf, spliced } from '../pieces.ts'
import { compareText, plainText } from '../text.ts'
import type { TypeConstraint } from '../type-constraint.ts'
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
import { charactersOf } from './graphemes.ts'

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
  reverse: structural(1, 1, reverse),
  sort: total(1, 1, ([list], call) => listOf(list, { kind: 'string' }, call, (items) => sorted(items))),
  chunklist: structural(2, 2, chunklist),
  coalescelist: structural(1, Infinity, coalescelist),
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
  if (text !== undefined) return countOf(charactersOf(text).length, call.spans)
  return value?.kind === 'text' ? derived('call length', 'length(…)', [value], call.span) : undefined
}

/** Lists of one type make a list, anything else a tuple; sets have no order and are refused. */
function concat(lists: readonly Value[], call: FunctionCall): Value | undefined {
  if (lists.some((list) => list.kind === 'list' && list.collection === 'set')) return undefined
  const pieces = lists.map((list) => piecesOf(list, call.span))
  if (!pieces.every((each) => each !== undefined)) {
    return lists.every((list) => list.kind === 'unknown' || list.kind === 'list')
      ? derived('call concat', 'concat(…)', lists, call.span)
      : undefined
  }
  const joined = withPlaces(spliced(pieces.flat(), 'concat(…)', lists, call.span), call)
  const isList = lists.every((list) => list.kind === 'list' && list.collection === 'list')
  return (isList ? convert(joined, LIST) : undefined) ?? joined
}

const LIST: TypeConstraint = { kind: 'list', of: { kind: 'any' } }

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
  const texts = list?.kind === 'list' ? convert(list, { kind: 'list', of: { kind: 'string' } }) : list
  return onPieces(texts, call, (pieces) =>
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

/** A list of one type again; undefined where the items are of none. */
function onPieces(
  list: Value | undefined,
  call: FunctionCall,
  change: (pieces: readonly SplicedItem[]) => readonly SplicedItem[],
): Value | undefined {
  const pieces = list === undefined ? undefined : piecesOf(list, call.span)
  if (list === undefined || pieces === undefined) {
    return list?.kind === 'unknown' ? derived(`call ${call.name}`, `${call.name}(…)`, [list], call.span) : undefined
  }
  const items = convertToOneType(pieces.map((piece) => piece.value))
  if (items === undefined) return undefined
  const unified = pieces.map((piece, at) => ({ ...piece, value: items[at] ?? piece.value }))
  const changed = withPlaces(spliced(change(unified), `${call.name}(…)`, [list], call.span), call)
  return changed.kind === 'list' ? { ...changed, collection: 'list' } : changed
}

function withPlaces(value: Value, call: FunctionCall): Value {
  const spans = joinSpans(value.spans, call.spans)
  return { ...value, spans }
}

function contains([list, wanted]: readonly Value[], call: FunctionCall): Value | undefined {
  if (list === undefined || wanted === undefined || wanted.kind === 'null') return undefined
  const pieces = piecesOf(list, call.span)
  if (pieces === undefined && list.kind !== 'unknown') return undefined
  const results = (pieces ?? []).map((piece) => (piece.many ? undefined : compareValues(piece.value, wanted)))
  if (results.includes(true)) return booleanResult(true, call)
  if (pieces !== undefined && !results.includes(undefined)) return booleanResult(false, call)
  return derived('call contains', 'contains(…)', [list, wanted], call.span)
}

/** The index wraps around; newer versions of Terraform take negative ones too, from the end. */
function element([list, at]: readonly Value[]): Value | undefined {
  const items = listArgument(list)?.collection === 'set' ? undefined : listArgument(list)?.items
  const position = integerArgument(at)
  if (items === undefined || position === undefined || items.length === 0) return undefined
  const item = items[((position % items.length) + items.length) % items.length]
  return item === undefined ? undefined : through(item, at === undefined || at.spans.length < 2 ? [] : at.spans)
}

function index([list, wanted]: readonly Value[], call: FunctionCall): Value | undefined {
  const found = listArgument(list)
  if (wanted === undefined || found === undefined || found.collection === 'set') return undefined
  const position = found.items.findIndex((item) => compareValues(item, wanted) === true)
  return position === -1 ? undefined : countOf(position, call.spans)
}

function slice([list, from, to]: readonly Value[], call: FunctionCall): Value | undefined {
  const given = listArgument(list)
  const [start, end] = [integerArgument(from), integerArgument(to)]
  if (given === undefined || given.collection === 'set' || start === undefined || end === undefined) return undefined
  if (start < 0 || end > given.items.length || start > end) return undefined
  return listResult(given.items.slice(start, end), call, given.collection)
}

/** A tuple stays one; a set becomes a list. */
function reverse([list]: readonly Value[], call: FunctionCall): Value | undefined {
  const given = listArgument(list)
  if (given === undefined) return undefined
  return listResult(given.items.toReversed(), call, given.collection === 'tuple' ? 'tuple' : 'list')
}

/** A function over a list whose items are all of type `of`. */
function listOf(
  list: Value | undefined,
  of: TypeConstraint,
  call: FunctionCall,
  change: (items: readonly Value[]) => readonly Value[] | undefined,
): Value | undefined {
  const converted = list?.kind === 'list' ? convert(list, { kind: 'list', of }) : undefined
  const items = converted?.kind === 'list' ? change(converted.items) : undefined
  return items === undefined ? undefined : listResult(items, call)
}

/** Duplicates are kept; null is refused. */
function sorted(items: readonly Value[]): readonly Value[] | undefined {
  if (items.some((item) => item.kind === 'null')) return undefined
  return items.toSorted((left, right) => compareText(plainText(left) ?? '', plainText(right) ?? ''))
}

function chunklist([list, size]: readonly Value[], call: FunctionCall): Value | undefined {
  const length = integerArgument(size)
  if (length === undefined || length < 0) return undefined
  return listOf(list, { kind: 'any' }, call, (items) => {
    const step = length === 0 ? Math.max(items.length, 1) : length
    const chunks: Value[] = []
    for (let at = 0; at < items.length; at += step) chunks.push(listResult(items.slice(at, at + step), call))
    return chunks
  })
}

/** The first that has items; null among those before it is refused. */
function coalescelist(args: readonly Value[]): Value | undefined {
  for (const arg of args) {
    if (arg.kind !== 'list' || arg.collection === 'set') return undefined
    if (arg.items.length > 0) return arg
  }
  return undefined
}

/** The first argument that is neither null nor empty text; an unknown one before it may be either. */
function coalesce(args: readonly Value[], call: FunctionCall): Value | undefined {
  for (const arg of unifyValues(args) ?? []) {
    if (arg.kind === 'null') continue
    if (arg.kind === 'text' && arg.parts.length === 0) continue
    if (arg.kind === 'text' && isCertainlyThere(arg)) return arg
    if (arg.kind === 'unknown' || arg.kind === 'text') return derived('call coalesce', 'coalesce(…)', args, call.span)
    return arg
  }
  return undefined
}

/** Neither null nor empty, whatever its unknown parts are: it has a literal part, or it encodes something. */
function isCertainlyThere(text: TextValue): boolean {
  return text.encoded !== undefined || text.parts.some((part) => part.kind === 'literal' || part.encoded !== undefined)
}

/** The only item of a list, or null. Of a list of unknown length with one kind of item it is that item, or null. */
function one([list]: readonly Value[], call: FunctionCall): Value | undefined {
  if (list?.kind === 'unknown') {
    const pieces = list.partial?.kind === 'spliced' ? list.partial.items : []
    const [only] = pieces
    if (only === undefined || pieces.length > 1) return derived('call one', 'one(…)', [list], call.span)
    if (!only.many) return only.value
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

/** `alltrue` fails on the first item that is not true, `anytrue` stops at the first that is; null is not true. */
function every(list: Value | undefined, call: FunctionCall, wanted: boolean): Value | undefined {
  const converted = list?.kind === 'list' ? convert(list, { kind: 'list', of: { kind: 'bool' } }) : undefined
  if (converted?.kind !== 'list') return undefined
  const values = converted.items.map((item) => booleanArgument(item) ?? false)
  return booleanResult(wanted ? !values.includes(false) : values.includes(true), call)
}
