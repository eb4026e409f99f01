import { fingerprintOf } from '../../../value/fingerprint.ts'
import type { Value } from '../../../value/value.ts'
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
  if (pieces.every((each) => each !== undefined)) {
    return setFrom(pieces.flat(), 'setunion(…)', sets, call.spans)
  }
  return sets.some((set) => set.kind === 'unknown')
    ? derived('call setunion', 'setunion(…)', sets, call.span)
    : undefined
}

function setintersection(sets: readonly Value[], call: FunctionCall): Value | undefined {
  const [first, ...others] = sets.map((set) => listArgument(set)?.items)
  if (first === undefined || others.includes(undefined)) return undefined
  const keys = others.map((items) => new Set(items?.map(fingerprintOf)))
  return setOf(
    first.filter((item) => keys.every((set) => set.has(fingerprintOf(item)))),
    call.spans,
  )
}

function setsubtract([left, right]: readonly Value[], call: FunctionCall): Value | undefined {
  const [from, gone] = [listArgument(left)?.items, listArgument(right)?.items]
  if (from === undefined || gone === undefined) return undefined
  const keys = new Set(gone.map(fingerprintOf))
  return setOf(
    from.filter((item) => !keys.has(fingerprintOf(item))),
    call.spans,
  )
}

/** Every combination of one item of each, the last list running fastest; a set where one argument is a set. */
function setproduct(lists: readonly Value[], call: FunctionCall): Value | undefined {
  const items = lists.map(listArgument)
  if (!items.every((list) => list !== undefined)) return undefined
  if (items.reduce((product, list) => product * Math.max(1, list.items.length), 1) > MAX_ITEMS) {
    return derived('call setproduct', 'setproduct(…)', lists, call.span)
  }
  let rows: readonly (readonly Value[])[] = [[]]
  for (const list of items) rows = rows.flatMap((row) => list.items.map((item) => [...row, item]))
  const tuples = rows.map((row) => listResult(row, call, 'tuple'))
  return items.some((list) => list.collection === 'set')
    ? { kind: 'list', collection: 'set', items: tuples, spans: call.spans }
    : listResult(tuples, call)
}
