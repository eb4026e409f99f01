import type { GrantedRegion } from '../core/difference/difference.ts'
import type { Fact, GrantedFact, UndecidedFact } from '../core/rules/fact.ts'
import { joinedTags } from '../core/rules/reached-tags.ts'
import type { NamedComparison } from './compared-root.ts'
import { placeOf } from './facts-of-difference.ts'

/** A fact, and the variant of a root module that it was found in, where it was found in one. */
export interface FoundFact {
  readonly fact: Fact
  readonly variant?: FoundIn
}

interface FoundIn extends Pick<NamedComparison, 'part'> {
  readonly name: string
  readonly root: string
  /** How many variants the root has. */
  readonly of: number
}

/**
 * One fact for what was found several times: in several variants of a root module, or of several instances of the
 * same declaration. What is undecided where something was granted for certain, or where the file is malformed, is
 * told by that.
 */
export function distinctFacts(found: readonly FoundFact[]): readonly Fact[] {
  const groups = [...Map.groupBy(found, ({ fact }) => factKey(fact)).values()]
  const facts = groups.flatMap((group) => acrossInstances(group))
  const tellers = facts.filter((fact) => fact.kind === 'granted' || fact.kind === 'malformed')
  const undecided = facts.filter((fact) => fact.kind === 'undecided')
  const told = Map.groupBy(undecided, (fact) => tellers.find((teller) => tells(teller, fact)))
  const untold = new Set(told.get(undefined))
  return facts.flatMap((fact): readonly Fact[] => {
    if (fact.kind === 'undecided') return untold.has(fact) ? [fact] : []
    const silent = fact.kind === 'granted' ? told.get(fact) : undefined
    return fact.kind === 'granted' && silent !== undefined ? [{ ...fact, told: silent }] : [fact]
  })
}

/** The first fact of a group, with the addresses, the variants and the regions of the others. */
function acrossInstances(group: readonly FoundFact[]): readonly Fact[] {
  const [first] = group
  if (first === undefined) return []
  const { fact } = first
  if (fact.kind !== 'granted' && fact.kind !== 'undecided') return [fact]
  const also = [...new Set(group.map((each) => each.fact.address))].filter((address) => address !== fact.address)
  const variants = variantsOf(group)
  const circumstances = {
    ...(also.length === 0 ? {} : { also }),
    ...(variants.length === 0 ? {} : { variants }),
  }
  if (fact.kind === 'undecided') return [{ ...fact, ...circumstances }]
  const regions = new Map(fact.regions.map((region) => [regionKey(region), region]))
  for (const { fact: other } of group) {
    if (other.kind !== 'granted') continue
    for (const region of other.regions)
      regions.set(regionKey(region), withTagsOf(region, regions.get(regionKey(region))))
  }
  const [head, ...rest] = regions.values()
  return [{ ...fact, ...circumstances, regions: head === undefined ? fact.regions : [head, ...rest] }]
}

/** A region as it was found first, with the tags that it reaches wherever it was found. */
function withTagsOf(region: GrantedRegion, known: GrantedRegion | undefined): GrantedRegion {
  if (known === undefined || known === region || region.tags === undefined) return known ?? region
  return { ...known, tags: joinedTags(known.tags, region.tags) }
}

/** The names of the variants that a fact holds in, where some variant of each of its roots does not have it. */
function variantsOf(group: readonly FoundFact[]): readonly string[] {
  const found = group.flatMap(({ variant }) => variant ?? [])
  const byRoot = Map.groupBy(found, ({ root }) => root)
  const isPartial = found.length === group.length && [...byRoot.values()].every((each) => isInSome(each))
  return isPartial ? [...new Set(found.map(({ name }) => name))] : []
}

/** Whether a root has a variant of which these are not all cases that there are of some of its conditions. */
function isInSome(found: readonly FoundIn[]): boolean {
  const byVariant = Map.groupBy(found, ({ part }) => part.of)
  const whole = [...byVariant.values()].filter((each) => {
    const groups = Map.groupBy(each, ({ part }) => part.group)
    return [...groups.values()].some((cases) => new Set(cases.map(({ name }) => name)).size === cases[0]?.part.cases)
  })
  return whole.length < (found[0]?.of ?? 0)
}

function tells(other: Fact, undecided: Fact): boolean {
  const [one, two] = [other.location, undecided.location]
  if (one.file !== two.file || one.side !== two.side) return false
  if (other.kind === 'granted' && undecided.kind === 'undecided') {
    return placeOf(one) === placeOf(two) && addressesOf(undecided).isSubsetOf(addressesOf(other))
  }
  return one.startLine <= two.endLine && two.startLine <= one.endLine
}

function addressesOf({ address, also = [] }: GrantedFact | UndecidedFact): ReadonlySet<string> {
  return new Set([address, ...also])
}

/** Equal for facts that say the same of the same place. */
function factKey(fact: Fact): string {
  const place = `${fact.kind} ${placeOf(fact.location)} ${fact.location.side ?? ''}`
  switch (fact.kind) {
    case 'granted':
      return `${place} ${fact.regions.map(kindKey).sort().join(' ')}`
    case 'undecided':
      return `${place} ${fact.region.decidedAtBase} ${fact.region.reason}`
    case 'malformed':
      return `${place} ${fact.address} ${fact.diagnostic.code}`
    case 'governance':
      return `${place} ${fact.address} ${fact.what}`
    case 'authorship':
      return `${place} ${fact.address}`
    case 'commits':
      return `${place} ${fact.address} ${fact.what}`
  }
}

/** What a fact is about, wherever its instances are: who gains what kind of access by which actions. */
function kindKey({ policyKind, origin, actions }: GrantedRegion): string {
  return JSON.stringify([policyKind, origin, actions])
}

function regionKey({ policyKind, origin, principals, actions, resources, conditions, onlyNew }: GrantedRegion): string {
  return JSON.stringify([policyKind, origin, principals, actions, resources, conditions, onlyNew])
}
