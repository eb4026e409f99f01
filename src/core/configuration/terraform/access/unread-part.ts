import { partOfList, partOfMap } from '../../../value/part-of.ts'
import type { Value } from '../../../value/value.ts'

/**
 * What is left of the value of an argument or of blocks without what is read of it, paths within it: `a.b`. Undefined
 * where nothing is.
 */
export function unreadPart(value: Value, read: readonly string[]): Value | undefined {
  if (read.length === 0) return value
  if (value.kind === 'list') return partOfList(value, (item) => unreadPart(item, read))
  if (value.kind !== 'map') return value
  return partOfMap(value, (key, entry) => {
    const name = key.replace(BLOCK, '')
    return read.includes(name) ? undefined : unreadPart(entry.value, pathsWithin(name, read))
  })
}

/** Behind the name of a nested block in the value of a body. */
export const BLOCK = / \{\}$/

/** Of paths, what follows a first name. */
export function pathsWithin(name: string, paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => (path.startsWith(`${name}.`) ? [path.slice(name.length + 1)] : []))
}
