import type { LocatedDifference } from '../core/difference/differ.ts'
import type { GrantedRegion } from '../core/difference/difference.ts'
import { type Declaration, locate, newStatement } from '../core/difference/locate.ts'
import type { Location } from '../core/difference/location.ts'
import type { SourceVersions } from '../core/difference/source-versions.ts'
import type { Fact, GrantedFact, UndecidedFact } from '../core/rules/fact.ts'

/** The facts of one access difference, each at the line that causes it; regions of one cause are one fact. */
export function factsOfDifference(differences: readonly LocatedDifference[], sources: SourceVersions): readonly Fact[] {
  return differences.flatMap(({ difference, declaration }) => [
    ...grantedFacts(difference.granted, declaration, sources),
    ...difference.undecided.map(
      (region): UndecidedFact => ({
        kind: 'undecided',
        address: region.address,
        location: locate(region, sources, declaration),
        region,
      }),
    ),
  ])
}

function grantedFacts(
  granted: readonly GrantedRegion[],
  declaration: Declaration,
  sources: SourceVersions,
): readonly GrantedFact[] {
  const groups = new Map<string, GrantedFact>()
  for (const region of granted) {
    const location = locate(region, sources, declaration)
    const statement = newStatement(region, sources)
    const place = statement ? `${statement.file}:${statement.start}` : placeOf(location)
    const key = `${place} ${region.origin} ${location.side ?? 'head'}`
    const known = groups.get(key)
    groups.set(key, known === undefined ? first(region, location) : add(known, region, location))
  }
  return [...groups.values()]
}

function first(region: GrantedRegion, location: Location): GrantedFact {
  return { kind: 'granted', address: region.address, location, regions: [region] }
}

function add(fact: GrantedFact, region: GrantedRegion, location: Location): GrantedFact {
  return { ...fact, location: span(fact.location, location), regions: [...fact.regions, region] }
}

/** From the first to the last line of both, where they are in one file and on one side. */
function span(one: Location, other: Location): Location {
  if (one.file !== other.file || one.side !== other.side) return one
  return {
    ...one,
    startLine: Math.min(one.startLine, other.startLine),
    endLine: Math.max(one.endLine, other.endLine),
  }
}

/** File and lines as one text, to group by. */
export function placeOf(location: Location): string {
  return `${location.file}:${location.startLine}-${location.endLine}`
}
