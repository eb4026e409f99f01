import type { Value } from '../../../value/value.ts'

/**
 * What is left of the value of an argument or of blocks without what is read of it, paths within it: `a.b`. Undefined
 * where nothing is.
 */
export function unreadPart(value: Value, read: readonly string[]): Value | undefined {
  if (read.length === 0) return value
  if (value.kind === 'list') {
    const items = value.items.flatMap((item) => unreadPart(item, read) ?? [])
    return items.length === 0 ? undefined : { ...value, items }
  }
  if (value.kind !== 'map') return value
  const left = [...value.entries].flatMap(([key, entry]) => {
    const name = key.replace(BLOCK, '')
    const part = read.includes(name) ? undefined : unreadPart(entry.value, pathsWithin(name, read))
    return part === undefined ? [] : [[key, { ...entry, value: part }] as const]
  })
  return left.length === 0 ? undefined : { ...value, entries: new Map(left) }
}

/** Behind the name of a nested block in the value of a body. */
export const BLOCK = / \{\}$/

/** Of paths, what follows a first name. */
export function pathsWithin(name: string, paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => (path.startsWith(`${name}.`) ? [path.slice(name.length + 1)] : []))
}
