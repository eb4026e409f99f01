import type { GrantedRegion } from '../difference/difference.ts'
import type { Finding } from '../rules/finding.ts'
import { CONCEALED } from '../text/concealed-text.ts'

/** What a review found, as far as a second human has to know of it. */
export interface Found {
  readonly granted: readonly GrantedRegion[]
  /** The findings that ask for a second human. */
  readonly holding: readonly Finding[]
}

/** An address, and the files of the root module that it is in: another one may have the same address. */
export interface Growth {
  readonly address: string
  /** Absent where addresses are unique. */
  readonly read?: ReadonlySet<string>
}

/** What a pull request does where a merge queue would land it. */
export interface FoundInQueue extends Found {
  /** Where what would land allows more than the pull request's own head does, or may; `unknown` where nobody knows. */
  readonly grown: readonly Growth[] | 'unknown'
  /** Files that would land otherwise than they are at the pull request's own head. */
  readonly otherwise: ReadonlySet<string>
}

/**
 * What asks for a second human where a pull request would land, and is not within what was countersigned for it
 * (undefined: nothing was). A finding is within where the very same one was countersigned, or one that says more, and
 * where its words still mean what they meant at the head that was shown: there, what would land allows nothing more.
 */
export function beyondCountersigned(inQueue: FoundInQueue, countersigned: Found | undefined): readonly Finding[] {
  if (countersigned === undefined) return inQueue.holding
  return inQueue.holding.filter((finding) => !isWithin(finding, inQueue, countersigned))
}

function isWithin(finding: Finding, inQueue: FoundInQueue, countersigned: Found): boolean {
  const isSame = countersigned.holding.some(({ digest }) => digest === finding.digest)
  const isGrant = finding.kind === 'broadened' || finding.kind === 'guardrail-removed'
  if (!isGrant && finding.kind !== 'undecided') return isSame && !inQueue.otherwise.has(finding.file)
  const regions = isGrant ? regionsOf(finding, inQueue.granted) : []
  const addresses = [finding.resource, ...regions.map(({ address }) => address)]
  const { grown, otherwise } = inQueue
  if (grown === 'unknown' || grown.some((growth) => isOf(growth, finding, addresses))) return false
  // What cannot be read or decided is not known to be the same in another file.
  if (!isGrant) return isSame && !otherwise.has(finding.file)
  const shown = shownRegions(countersigned)
  return isSame || (regions.length > 0 && regions.every((region) => shown.some((each) => isPart(region, each))))
}

/** A place in base's files may be in none of those that are read now. */
function isOf({ address, read }: Growth, { file, side }: Finding, addresses: readonly string[]): boolean {
  return addresses.includes(address) && (read === undefined || side === 'base' || read.has(file))
}

/** A finding names one address and may speak for others as well, of which it then says the very same. */
function regionsOf({ resource }: Finding, granted: readonly GrantedRegion[]): readonly GrantedRegion[] {
  const own = new Set(granted.filter(({ address }) => address === resource).map(contentOf))
  return granted.filter((region) => own.has(contentOf(region)))
}

function contentOf({ policyKind, origin, ...region }: GrantedRegion): string {
  const lists = [region.principals, region.actions, region.resources, region.conditions]
  return JSON.stringify([policyKind, origin, ...lists.map((list) => [...list].sort())])
}

/** The regions that somebody was shown: those of a finding that was held. */
function shownRegions({ granted, holding }: Found): readonly GrantedRegion[] {
  const addresses = new Set(holding.map(({ resource }) => resource))
  return granted.filter(({ address }) => addresses.has(address))
}

/**
 * Whether what one region says is part of what another one says. Principals, actions and resources are unions of their
 * texts (what is negated is one text), so fewer of them are less; conditions all have to hold, so more of them are less.
 */
function isPart(region: GrantedRegion, shown: GrantedRegion): boolean {
  const isAlike = region.policyKind === shown.policyKind && region.origin === shown.origin && region.note === shown.note
  if (region.address !== shown.address || !isAlike || isConcealed(region)) return false
  return (
    isPartOf(region.principals, shown.principals) &&
    isPartOf(region.actions, shown.actions) &&
    isPartOf(region.resources, shown.resources) &&
    shown.conditions.every((condition) => region.conditions.includes(condition))
  )
}

/** A dimension without texts is no part of the statement: that is not less, it is something else. */
function isPartOf(texts: readonly string[], shown: readonly string[]): boolean {
  return (texts.length === 0) === (shown.length === 0) && texts.every((text) => shown.includes(text))
}

/** Two sensitive texts look the same once they are concealed: only the digest, which knows them, tells them apart. */
function isConcealed({ principals, actions, resources, conditions }: GrantedRegion): boolean {
  return [...principals, ...actions, ...resources, ...conditions].some((text) => text.includes(CONCEALED))
}
