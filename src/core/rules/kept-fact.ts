import type { GrantedRegion } from '../difference/difference.ts'
import type { AccessFact, AuthorshipFact, Fact, GrantedFact, Location, UndecidedFact } from './fact.ts'

/**
 * A fact in as much as rules judge it: what only a report shows of it (the request that proves it, quoted lines, who
 * wrote which commit how) is left out. The digests of findings that can be waived stay what they are.
 */
export function keptFact(fact: Fact): Fact {
  switch (fact.kind) {
    case 'granted':
    case 'undecided':
    case 'malformed':
      return keptAccess(fact)
    case 'governance':
      return { ...fact, location: keptLocation(fact.location) }
    case 'authorship':
      return keptAuthorship(fact)
    case 'commits': {
      const commits = fact.commits.map(({ sha }) => ({ sha, detail: '' }))
      return { ...fact, location: keptLocation(fact.location), commits }
    }
  }
}

function keptAccess(fact: AccessFact): AccessFact {
  switch (fact.kind) {
    case 'granted':
      return keptGranted(fact)
    case 'undecided':
      return keptUndecided(fact)
    case 'malformed':
      return { ...fact, location: keptLocation(fact.location) }
  }
}

function keptGranted(fact: GrantedFact): GrantedFact {
  const [first, ...others] = fact.regions
  return {
    ...fact,
    location: keptLocation(fact.location),
    regions: [keptRegion(first), ...others.map(keptRegion)],
    ...(fact.told === undefined ? {} : { told: fact.told.map(keptUndecided) }),
  }
}

function keptRegion(region: GrantedRegion): GrantedRegion {
  return { ...region, witness: { action: '', resource: '', context: {} }, headCauses: [], baseCauses: [] }
}

function keptUndecided(fact: UndecidedFact): UndecidedFact {
  const region = { ...fact.region, headCauses: [], baseCauses: [] }
  return { ...fact, location: keptLocation(fact.location), region }
}

function keptAuthorship(fact: AuthorshipFact): AuthorshipFact {
  const { opened } = fact
  return {
    ...fact,
    location: keptLocation(fact.location),
    commits: fact.commits.map((commit) => ({ ...commit, evidence: [] })),
    ...(opened === undefined ? {} : { opened: { ...opened, facts: opened.facts.map(keptAccess) } }),
  }
}

function keptLocation({ file, startLine, endLine, side }: Location): Location {
  return { file, startLine, endLine, ...(side === undefined ? {} : { side }) }
}
