import type { Span } from '../../../text/span.ts'
import { partOfList } from '../../../value/part-of.ts'
import type { MapEntry, Value } from '../../../value/value.ts'
import { overWays } from '../../terraform/distribute.ts'
import { derived } from '../../terraform/unknown.ts'

/**
 * The value at a path of properties, `A.B`; `*` is every item of a list, whose values are a list again. Undefined where
 * nothing is written there. Of something unknown, every member is unknown.
 */
export function valueAt(value: Value, path: string): Value | undefined {
  if (path === '') return value
  return path
    .split('.')
    .reduce<Value | undefined>((at, name) => (at === undefined ? undefined : memberAt(at, name)), value)
}

function memberAt(value: Value, name: string): Value | undefined {
  const [span] = value.spans
  if (value.kind === 'unknown' && span !== undefined) return memberOfUnknown(value, name, span)
  if (name === '*') {
    const items = value.kind === 'list' ? value.items : [value]
    return { kind: 'list', collection: 'tuple', items, spans: value.spans }
  }
  if (value.kind === 'list') return partOfList(value, (item) => memberAt(item, name))
  const member = value.kind === 'map' ? value.entries.get(name)?.value : undefined
  return member?.kind === 'null' ? undefined : member
}

function memberOfUnknown(value: Value, name: string, span: Span): Value {
  return overWays([value], span, ([way]) => {
    if (way === undefined || way.kind === 'unknown') return derived('member', name, [value], span)
    return memberAt(way, name) ?? { kind: 'null', spans: way.spans }
  })
}

/** A value without what stands at some paths: what nobody has read of it. Undefined where nothing is left. */
export function withoutPaths(value: Value, paths: readonly string[]): Value | undefined {
  if (paths.length === 0) return value
  if (paths.includes('')) return undefined
  if (value.kind === 'list') {
    const inner = paths.map((path) => path.replace(/^\*\.?/, ''))
    return partOfList(value, (item) => withoutPaths(item, inner))
  }
  if (value.kind === 'unknown' && value.partial?.kind === 'either') {
    const ways = [value.partial.then, value.partial.otherwise]
    return ways.every((way) => withoutPaths(way, paths) === undefined) ? undefined : value
  }
  // Something unknown that was read as a whole is read.
  if (value.kind !== 'map') return value.kind === 'unknown' ? undefined : value
  const entries = [...value.entries].flatMap(([name, entry]): (readonly [string, MapEntry])[] => {
    const below = paths.filter((path) => path === name || path.startsWith(`${name}.`))
    const left = withoutPaths(
      entry.value,
      below.map((path) => path.slice(name.length + 1)),
    )
    return left === undefined ? [] : [[name, { ...entry, value: left }]]
  })
  return entries.length === 0 ? undefined : { ...value, entries: new Map(entries) }
}
