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

/**
 * The same fact found in several variants of a module is one fact. What is undecided where something was granted for
 * certain, or where the file is malformed, is told by that.
 */
export function distinctFacts(facts: readonly Fact[]): readonly Fact[] {
  const seen = new Map<string, Fact>()
  for (const fact of facts) {
    const key = factKey(fact)
    if (!seen.has(key)) seen.set(key, fact)
  }
  const distinct = [...seen.values()]
  const told = distinct.filter((fact) => fact.kind === 'granted' || fact.kind === 'malformed')
  return distinct.filter((fact) => fact.kind !== 'undecided' || !told.some((other) => tells(other, fact)))
}

function tells(other: Fact, undecided: Fact): boolean {
  const [one, two] = [other.location, undecided.location]
  if (one.file !== two.file || one.side !== two.side) return false
  if (other.kind === 'granted') return other.address === undecided.address && placeOf(one) === placeOf(two)
  return one.startLine <= two.endLine && two.startLine <= one.endLine
}

function factKey(fact: Fact): string {
  const place = `${fact.kind} ${fact.address} ${placeOf(fact.location)} ${fact.location.side ?? ''}`
  switch (fact.kind) {
    case 'granted':
      return `${place} ${fact.regions[0].origin} ${fact.regions.flatMap((region) => region.actions).join(' ')}`
    case 'undecided':
      return `${place} ${fact.region.reason}`
    case 'malformed':
      return `${place} ${fact.diagnostic.code}`
    case 'governance':
      return `${place} ${fact.what}`
    case 'authorship':
      return place
  }
}
