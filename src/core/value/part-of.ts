import type { ListValue, MapEntry, MapValue, Value } from './value.ts'

/** A list with the part of each item that is asked for; undefined where no item has one. */
export function partOfList(value: ListValue, partOf: (item: Value) => Value | undefined): ListValue | undefined {
  const items = value.items.flatMap((item) => partOf(item) ?? [])
  return items.length === 0 ? undefined : { ...value, items }
}

/** A map with the part of each entry's value that is asked for; undefined where no entry has one. */
export function partOfMap(
  value: MapValue,
  partOf: (name: string, entry: MapEntry) => Value | undefined,
): MapValue | undefined {
  const entries = [...value.entries].flatMap(([name, entry]) => {
    const part = partOf(name, entry)
    return part === undefined ? [] : [[name, { ...entry, value: part }] as const]
  })
  return entries.length === 0 ? undefined : { ...value, entries: new Map(entries) }
}
