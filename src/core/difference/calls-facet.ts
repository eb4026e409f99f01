import type { CallsFacet } from '../authorization/reach.ts'
import type { Facet } from './boxes.ts'

type Calls = Pick<CallsFacet, 'method' | 'path'>

/**
 * The calls of an API with a method on a path. A point is a call whose path has, for a segment that no path names, `{}`
 * itself, and last `{+}` for more of them than any path names.
 */
export function callsFacet({ method, path }: Calls): CallsOfApi {
  const calls = { method, path }
  return {
    calls,
    contains: (value) => {
      const point = pointOf(value)
      return point !== undefined && hasMethod(method, point.method) && leadsTo(path, point.path)
    },
    samples: (others) => {
      const near = others.flatMap((other) => (isCallsOfApi(other) ? other.calls : []))
      const methods = new Set([method, ...near.flatMap((each) => commonMethod(method, each.method) ?? [])])
      const paths = new Map(
        [path, ...near.flatMap((each) => commonPath(path, each.path).map((common) => [...common]))].map((each) => [
          each.join('/'),
          each,
        ]),
      )
      return [...paths.values()].flatMap((each) => [...methods].map((one) => textOfCall({ method: one, path: each })))
    },
  }
}

interface CallsOfApi extends Facet {
  readonly calls: Calls
}

function isCallsOfApi(facet: Facet): facet is CallsOfApi {
  return 'calls' in facet
}

/** Whether there are calls that both speak of. */
export function haveCallsInCommon(one: Calls, other: Calls): boolean {
  return commonMethod(one.method, other.method) !== undefined && commonPath(one.path, other.path).length > 0
}

/** What a point says for people; undefined where it is no call. */
export function callText(value: string): string | undefined {
  const point = pointOf(value)
  return point && `${point.method === EVERY_METHOD ? 'ANY' : point.method} /${point.path.join('/')}`
}

const CALL = 'call\0'
const EVERY_METHOD = '*'
const ONE = '{}'
const SOME = '{+}'
const ANY = '{*}'

function textOfCall({ method, path }: Calls): string {
  return `${CALL}${[method, ...path].join('\n')}`
}

function pointOf(value: string): Calls | undefined {
  if (!value.startsWith(CALL)) return undefined
  const [method = '', ...path] = value.slice(CALL.length).split('\n')
  return { method, path }
}

function hasMethod(method: string, point: string): boolean {
  return method === EVERY_METHOD || method === point
}

function commonMethod(one: string, other: string): string | undefined {
  if (one === EVERY_METHOD || one === other) return other
  return other === EVERY_METHOD ? one : undefined
}

/** Whether all that a point's path stands for is on a path. */
function leadsTo(path: readonly string[], point: readonly string[]): boolean {
  const [first, ...rest] = path
  if (first === undefined) return point.length === 0
  if (first === ANY) return true
  const [next, ...others] = point
  if (next === undefined || next === ANY) return false
  if (first === SOME) return true
  if (next === SOME) return first === ONE && leadsTo(rest, [ANY])
  return (first === ONE || first === next) && leadsTo(rest, others)
}

/** The paths that are on both: one, or none. */
function commonPath(one: readonly string[], other: readonly string[]): readonly (readonly string[])[] {
  const [first, ...rest] = one
  const [next, ...others] = other
  if (first === undefined && next === undefined) return [[]]
  if (first === ANY) return [other]
  if (next === ANY) return [one]
  if (first === undefined || next === undefined) return []
  if (first === SOME) return [other]
  if (next === SOME) return [one]
  if (first !== ONE && next !== ONE && first !== next) return []
  return commonPath(rest, others).map((common) => [first === ONE ? next : first, ...common])
}
