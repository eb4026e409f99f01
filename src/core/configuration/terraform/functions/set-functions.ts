import { fingerprintOf } from '../../../value/fingerprint.ts'
import type { Value } from '../../../value/value.ts'
import { convertToOneType, unifyValues } from '../conversion.ts'
import { MAX_ITEMS } from '../limits.ts'
import { piecesOf } from '../pieces.ts'
import { setOf } from '../set.ts'
import { setFrom } from '../set-from.ts'
import { derived } from '../unknown.ts'
import {
  type FunctionCall,
  type FunctionTable,
  listArgument,
  listResult,
  partial,
  structural,
  total,
} from './function.ts'

/** Source: "setunion" and its like, Terraform language documentation. */
export const SET_FUNCTIONS: FunctionTable = {
  setunion: partial(1, Infinity, setunion),
  setintersection: total(1, Infinity, setintersection),
  setsubtract: total(2, 2, setsubtract),
  setproduct: structural(1, Infinity, setproduct),
}

function setunion(sets: readonly Value[], call: FunctionCall): Value | undefined {
  const pieces = sets.map((set) => piecesOf(set, call.span))
  if (!pieces.every((each) => each !== undefined)) {
    const isSet = sets.every((set) => set.kind === 'unknown' || set.kind === 'list')
    return isSet ? derived('call setunion', 'setunion(…)', sets, call.span) : undefined
  }
  const all = pieces.flat()
  const items = convertToOneType(all.map((piece) => piece.value))
  if (items === undefined) return undefined
  const unified = all.map((piece, at) => ({ ...piece, value: items[at] ?? piece.value }))
  return setFrom(unified, 'setunion(…)', sets, call.spans)
}

function setintersection(sets: readonly Value[], call: FunctionCall): Value | undefined {
  const [first, ...others] = itemsOfOneType(sets) ?? []
  if (first === undefined) return undefined
  const keys = others.map((items) => new Set(items.map(fingerprintOf)))
  return setOf(
    first.filter((item) => keys.every((set) => set.has(fingerprintOf(item)))),
    call.spans,
  )
}

function setsubtract(sets: readonly Value[], call: FunctionCall): Value | undefined {
  const [from, gone] = itemsOfOneType(sets) ?? []
  if (from === undefined || gone === undefined) return undefined
  const keys = new Set(gone.map(fingerprintOf))
  return setOf(
    from.filter((item) => !keys.has(fingerprintOf(item))),
    call.spans,
  )
}

/** The items of each set, all converted to one type; undefined where there is none, or no set. */
function itemsOfOneType(sets: readonly Value[]): readonly (readonly Value[])[] | undefined {
  const lists = sets.map(listArgument)
  if (!lists.every((list) => list !== undefined)) return undefined
  const unified = unifyValues(lists.flatMap((list) => list.items))
  if (unified === undefined) return undefined
  let end = 0
  return lists.map((list) => {
    end += list.items.length
    return unified.slice(end - list.items.length, end)
  })
}

/** Every combination of one item of each, the last list running fastest; a set where one argument is a set. */
function setproduct(lists: readonly Value[], call: FunctionCall): Value | undefined {
  const given = lists.map(listArgument)
  if (given.length < 2 || !given.every((list) => list !== undefined)) return undefined
  if (given.reduce((product, list) => product * list.items.length, given.length) > MAX_ITEMS) {
    return derived('call setproduct', 'setproduct(…)', lists, call.span)
  }
  const columns = given.map((list) => unifyValues(list.items))
  if (!columns.every((items) => items !== undefined)) return undefined
  let rows: readonly (readonly Value[])[] = [[]]
  for (const items of columns) rows = rows.flatMap((row) => items.map((item) => [...row, item]))
  const tuples = rows.map((row) => listResult(row, call, 'tuple'))
  const isSet = given.some((list) => list.collection === 'set')
  return isSet ? setOf(tuples, call.spans) : listResult(tuples, call)
}
