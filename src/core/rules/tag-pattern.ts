import type { ReachedTags } from '../authorization/tagged.ts'
import { matchesWildcard } from './wildcard.ts'

/** What `tag:data=personal` asks for, in lower case; without a value any is meant. */
export interface TagPattern {
  readonly key: string
  /** `*` and `?` as in policies. */
  readonly value?: string
}

/** Reads a pattern of tags; undefined where it is one of names or ARNs. */
export function readTagPattern(pattern: string): TagPattern | undefined {
  const [, key, value] = /^tag:([^=]+)(?:=([\s\S]*))?$/i.exec(pattern) ?? []
  if (key === undefined) return undefined
  return value === undefined ? { key: key.toLowerCase() } : { key: key.toLowerCase(), value: value.toLowerCase() }
}

/** The reached resource that has what a pattern asks for, or may. One that certainly has goes before the others. */
export function taggedWith(
  { tags, open }: ReachedTags,
  { key, value }: TagPattern,
): { readonly resource: string; readonly isCertain: boolean } | undefined {
  const named = tags.filter((each) => each.key.toLowerCase() === key)
  const meant = named.flatMap(({ resource, isCertain, value: written }) => {
    if (value === undefined) return [{ resource, isCertain }]
    if (written === undefined) return [{ resource, isCertain: false }]
    return matchesWildcard(written.toLowerCase(), value) ? [{ resource, isCertain }] : []
  })
  const found = meant.find(({ isCertain }) => isCertain) ?? meant[0]
  return found ?? (open === undefined ? undefined : { resource: open, isCertain: false })
}
