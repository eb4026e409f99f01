import { NO_TAGS, type ResourceTags } from '../../../authorization/tagged.ts'
import type { Value } from '../../../value/value.ts'
import { plainText } from '../text.ts'

const OPEN: ResourceTags = { known: new Map(), isOpen: true }

/** The tags that a value says: a map of them, or a list of `Key` and `Value`. What is not known may be any. */
export function resourceTags(value: Value | undefined): ResourceTags {
  switch (value?.kind) {
    case undefined:
    case 'null':
      return NO_TAGS
    case 'map':
      return { known: new Map([...value.entries].flatMap(([key, entry]) => tagOf(key, entry.value))), isOpen: false }
    case 'list':
      return listedTags(value.items)
    default:
      return OPEN
  }
}

/** A null value leaves a tag out. */
function tagOf(key: string, value: Value): readonly (readonly [string, string | undefined])[] {
  return value.kind === 'null' ? [] : [[key, plainText(value)]]
}

function listedTags(items: readonly Value[]): ResourceTags {
  const known = new Map<string, string | undefined>()
  let isOpen = false
  for (const item of items) {
    const key = item.kind === 'map' ? item.entries.get('Key')?.value : undefined
    const name = key === undefined ? undefined : plainText(key)
    const value = item.kind === 'map' ? item.entries.get('Value')?.value : undefined
    if (name === undefined) isOpen ||= item.kind !== 'null'
    else known.set(name, value === undefined ? undefined : plainText(value))
  }
  return { known, isOpen }
}
