import type { UnknownSymbol } from '../../../../value/value.ts'
import type { HeldAccess, ResourceAdapter } from '../adapter.ts'
import { heldReach, holderName } from '../held-reach.ts'
import type { ListItem } from '../list-items.ts'
import { LIST_NOUN } from '../listed-peer.ts'
import type { ConfiguredResource } from '../resource.ts'
import { itemsAt } from '../settings-at.ts'
import type { Relation } from './relation.ts'
import { relationEntries } from './relation-entries.ts'

/** What a relation's holder is: where it is there no longer, nothing of it is missed. */
export interface Subject {
  readonly type: string
  readonly noun: string
  /** The attribute that names it. */
  readonly holder: string
  /** Arguments that are read with it: they say nothing of access. */
  readonly whole?: readonly string[]
  readonly isGlobal?: true
}

/** An adapter for the rows of one type that speak of one holder in one way. */
export function relationAdapters(
  table: readonly Relation[],
  subjects: readonly Subject[] = [],
): readonly ResourceAdapter[] {
  const groups = Map.groupBy(table, ({ type, effect, noun, holder, own, apart, isGlobal }) =>
    JSON.stringify([type, effect, noun, holder, own, apart, isGlobal]),
  )
  return [...[...groups.values()].flatMap(relationAdapter), ...subjects.map(subjectAdapter)]
}

function relationAdapter(rows: readonly Relation[]): readonly ResourceAdapter[] {
  const [first] = rows
  if (first === undefined) return []
  const { type, noun, effect, own } = first
  const reads = [...new Set(rows.flatMap(readsOf))]
  const isListing = rows.some(({ isList }) => isList === true)
  const held = (resource: ConfiguredResource): readonly HeldAccess[] =>
    holdersOf(resource, first).map(({ name, presence }) => {
      const entries = () => rows.flatMap((row) => relationEntries(resource, row, presence))
      const lists = () => entries().flatMap(({ list }) => list?.holder ?? [])
      return heldReach(resource, name, effect, entries, own === true, isListing ? lists : undefined)
    })
  return [{ type, nouns: isListing ? [noun, LIST_NOUN] : [noun], reads, documents: [], held }]
}

function readsOf({ own, holder, aspects, scope, bounds, when, within, whole }: Relation): readonly string[] {
  const inner = [...optional(aspects), ...(scope ?? []), ...(bounds ?? []), ...optional(when?.argument)]
  const given = inner.map((name) => (within === undefined ? name : `${within}.${name}`))
  const isWithin = (path: string) => whole?.some((each) => path.startsWith(`${each}.`)) === true
  const reads = [...(own === true ? [] : holder), ...given, ...(whole ?? [])].filter((path) => !isWithin(path))
  return reads.length === 0 ? holder : reads
}

function optional(name: string | undefined): readonly string[] {
  return name === undefined ? [] : [name]
}

function subjectAdapter(row: Subject): ResourceAdapter {
  const { type, noun, holder } = row
  const held = (resource: ConfiguredResource): readonly HeldAccess[] => {
    const name = `${noun}:${placeOf(resource, row)}${holderName(resource.attribute(holder))}`
    return [heldReach(resource, name, 'guardrail', () => [], true)]
  }
  return { type, nouns: [noun], reads: [holder, ...(row.whole ?? [])], documents: [], held }
}

interface Holder {
  readonly name: string
  readonly presence: readonly UnknownSymbol[]
}

function placeOf({ account, place }: ConfiguredResource, { isGlobal }: Pick<Relation, 'isGlobal'>): string {
  return isGlobal === true ? account : place
}

function holdersOf(resource: ConfiguredResource, row: Relation): readonly Holder[] {
  const start = `${row.noun}:${placeOf(resource, row)}`
  if (row.holder.length === 0 && row.own === true) {
    return [{ name: `${row.apart === true ? row.noun : 'address'}:${resource.identity}`, presence: [] }]
  }
  if (row.holder.length === 0) return [{ name: start, presence: [] }]
  const parts = row.holder.map((path): readonly ListItem[] =>
    row.own === true ? [{ value: resource.attribute(path), presence: [] }] : itemsAt(resource, path),
  )
  const [first = [], ...others] = parts
  if (others.some((each) => each.length === 0)) return []
  const rest = others.map((each) => each.map(({ value }) => holderName(value)).join(','))
  const conditions = others.flatMap((each) => each.flatMap(({ presence }) => presence))
  return first.map(({ value, presence }) => ({
    name: start + [holderName(value), ...rest].join(' '),
    presence: [...presence, ...conditions],
  }))
}
