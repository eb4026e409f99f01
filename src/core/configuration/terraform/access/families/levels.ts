import { NO_END, type ReachEntry, type ReachFacet } from '../../../../authorization/reach.ts'
import { toNumber } from '../../conversion.ts'
import { integerOf } from '../../number.ts'
import type { ResourceAdapter } from '../adapter.ts'
import { heldReach } from '../held-reach.ts'
import { itemsOf } from '../list-items.ts'
import { symbolOf } from '../reach-facets.ts'
import type { ConfiguredResource } from '../resource.ts'
import { settingsAt } from '../settings-at.ts'
import { EVERY, entry, unknownDefault } from './switches.ts'

/** A number of a type of resource of which more protects, or less: a path, as `settingsAt` takes it. */
export interface Level {
  readonly type: string
  readonly argument: string
  readonly protects: 'more' | 'less'
  /** In force where nothing is written; undefined where that is not known. */
  readonly absent: number | undefined
  /** What nobody knows is another default where the block is there that it stands in. */
  readonly otherInBlock?: true
  /** A value that protects nothing, such as 0 days of validity. */
  readonly none?: number
  /** A new resource says nothing by it: most leave it as it is. */
  readonly isOfKept?: true
  /** For people: `characters of a password`. */
  readonly says: string
}

/** Levels as guardrails, an adapter a row. `isProtection`: without the resource, nothing is protected. */
export function levelAdapters(
  table: readonly Level[],
  { isProtection = false }: { readonly isProtection?: boolean } = {},
): readonly ResourceAdapter[] {
  return table.map((row) => ({
    type: row.type,
    nouns: [],
    reads: [row.argument],
    documents: [],
    held: (resource) => [
      heldReach(
        resource,
        `address:${resource.identity}`,
        'guardrail',
        () => levelEntries(resource, row),
        !isProtection,
      ),
    ],
  }))
}

function levelEntries(resource: ConfiguredResource, row: Level): readonly ReachEntry[] {
  if (row.isOfKept === true && resource.isNew) return []
  const aspect: ReachFacet = { kind: 'names', values: [row.says] }
  return settingsAt(resource, row.argument).flatMap(({ value, presence }) => {
    const conditions = [...resource.presence, ...presence]
    if (value === undefined) return absentLevel(resource, row, aspect, conditions)
    return itemsOf(value, conditions).flatMap((item) => {
      const number = toNumber(item.value)
      const level = number?.kind === 'number' ? integerOf(number) : undefined
      const spans = [...item.value.spans, resource.header]
      if (level !== undefined) return levelEntry(aspect, level, row, item.presence, spans)
      return [entry([aspect, EVERY], [...item.presence, symbolOf(item.value)], spans)]
    })
  })
}

function absentLevel(
  resource: ConfiguredResource,
  row: Level,
  aspect: ReachFacet,
  presence: ReachEntry['presence'],
): readonly ReachEntry[] {
  if (row.absent !== undefined) return levelEntry(aspect, row.absent, row, presence, [resource.header])
  return [entry([aspect, EVERY], [...presence, unknownDefault(resource, row)], [resource.header])]
}

function levelEntry(
  aspect: ReachFacet,
  level: number,
  { protects, none }: Level,
  presence: ReachEntry['presence'],
  spans: readonly ReachEntry['spans'][0][],
): readonly ReachEntry[] {
  if (level === none || level < 0 || (protects === 'more' && level < 1)) return []
  const range: ReachFacet =
    protects === 'more' ? { kind: 'range', first: 1, last: level } : { kind: 'range', first: level + 1, last: NO_END }
  return [entry([aspect, range], presence, spans)]
}
