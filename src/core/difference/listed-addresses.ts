import type { ConfiguredReach } from '../authorization/access.ts'
import type { ReachEntry } from '../authorization/reach.ts'

interface Sides {
  readonly base: readonly ConfiguredReach[]
  readonly head: readonly ConfiguredReach[]
}

/**
 * Rules and routes with the addresses of a list in place of its name, where it is known on both sides what is on it:
 * a list that grows widens all that use it, and one that says what a rule said widens nothing. A list of elsewhere,
 * and one of AWS, stays a name. What is on a list that is new is told by what uses it.
 * Source: "Consolidate and manage network CIDR blocks with managed prefix lists", Amazon VPC User Guide.
 */
export function withListedAddresses({ base, head }: Sides): Sides {
  const sides = { base: sideOf(base), head: sideOf(head) }
  const { used, known, declared } = sides.head
  const isKnown = (list: string) =>
    [sides.base, sides.head].every((side) => !side.used.has(list) || side.known.has(list))
  const resolved = new Set([...sides.base.used, ...used].filter(isKnown))
  if (resolved.size === 0) return { base, head }
  const told = new Set(
    [...resolved].filter((list) => declared.has(list) && used.has(list) && !sides.base.declared.has(list)),
  )
  const both = {
    base: base.map((reach) => resolve(reach, sides.base.known, resolved)),
    head: head.map((reach) => (told.has(reach.holder) ? withEntries(reach, []) : resolve(reach, known, resolved))),
  }
  return isTooMuch(both.base) || isTooMuch(both.head) ? { base, head } : both
}

interface Side {
  /** Lists that rules and routes are for. */
  readonly used: ReadonlySet<string>
  /** What is on lists that are declared with something on them. */
  readonly known: ReadonlyMap<string, readonly ReachEntry[]>
  readonly declared: ReadonlySet<string>
}

function sideOf(reaches: readonly ConfiguredReach[]): Side {
  const used = new Set(reaches.flatMap(({ reach }) => reach.entries.flatMap(({ list }) => list?.holder ?? [])))
  const lists = Map.groupBy(
    used.size === 0 ? [] : reaches.filter(({ holder }) => used.has(holder)),
    ({ holder }) => holder,
  )
  const declared = [...lists].filter(([, parts]) => parts.some(({ reach }) => reach.isSubject))
  const contents = declared.map(([list, parts]) => [list, parts.flatMap(({ reach }) => reach.entries)] as const)
  return {
    used,
    known: new Map(contents.filter(([, entries]) => entries.length > 0)),
    declared: new Set(declared.map(([list]) => list)),
  }
}

function resolve(configured: ConfiguredReach, known: Side['known'], resolved: ReadonlySet<string>): ConfiguredReach {
  const { entries } = configured.reach
  if (!entries.some(({ list }) => list !== undefined && resolved.has(list.holder))) return configured
  return withEntries(
    configured,
    entries.flatMap((entry) => {
      const listed =
        entry.list === undefined || !resolved.has(entry.list.holder) ? undefined : known.get(entry.list.holder)
      return listed === undefined ? [entry] : listed.map((each) => inPlaceOfList(entry, each))
    }),
  )
}

function withEntries(configured: ConfiguredReach, entries: readonly ReachEntry[]): ConfiguredReach {
  return { ...configured, reach: { ...configured.reach, entries } }
}

/** An entry of a list says of what it is in its second facet. */
function inPlaceOfList(entry: ReachEntry, { facets: [, address], presence, spans }: ReachEntry): ReachEntry {
  return {
    ...entry,
    facets: [...entry.facets.slice(0, -1), ...(address === undefined ? [] : [address])],
    presence: [...entry.presence, ...presence],
    spans: [...spans, ...entry.spans],
  }
}

/** Rules times what is on their lists: of more, the names are compared, and the lists by themselves. */
const MAX_ENTRIES = 20_000

function isTooMuch(reaches: readonly ConfiguredReach[]): boolean {
  return reaches.reduce((count, { reach }) => count + reach.entries.length, 0) > MAX_ENTRIES
}
