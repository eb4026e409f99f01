import { knownText, type MapValue, type Value } from '../../value/value.ts'

/** The member of a JSON object; undefined where there is none, or the value is no object. */
export function memberOf(value: Value | undefined, name: string): Value | undefined {
  return value?.kind === 'map' ? value.entries.get(name)?.value : undefined
}

/** The members of a JSON object; none where the value is no object. */
export function entriesOf(value: Value | undefined): readonly (readonly [string, Value])[] {
  return value?.kind === 'map' ? [...value.entries].map(([name, entry]) => [name, entry.value] as const) : []
}

/** The items of a JSON array; none where the value is no array. */
export function itemsIn(value: Value | undefined): readonly Value[] {
  return value?.kind === 'list' ? value.items : []
}

/** A JSON string; undefined where the value is none. */
export function wordOf(value: Value | undefined): string | undefined {
  return value?.kind === 'text' ? knownText(value) : undefined
}

/** A JSON boolean; undefined where the value is none. */
export function flagOf(value: Value | undefined): boolean | undefined {
  return value?.kind === 'boolean' ? value.value : undefined
}

/** A JSON object; undefined where the value is none. */
export function objectOf(value: Value | undefined): MapValue | undefined {
  return value?.kind === 'map' ? value : undefined
}
