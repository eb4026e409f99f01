import { findAction } from '../authorization/aws/catalogue/catalogue.ts'
import type { GrantedRegion } from '../difference/difference.ts'
import { accessLevelsOf } from './access-levels.ts'
import { droppedConditions } from './dropped-conditions.ts'
import type { AccessFact, AuthorshipFact, Fact, GrantedFact } from './fact.ts'
import { type PortRange, portsOpenToInternet } from './opened-ports.ts'
import { type Platform, platformOf } from './platform-of.ts'
import { isAnyone, isUnrestricted } from './principal-breadth.ts'
import { type PrincipalKind, principalKindOf } from './principal-kind.ts'
import { reachKindOf } from './reach-text.ts'
import { regionsOf } from './regions-of.ts'
import { trustReachOf } from './trust-reach.ts'

/**
 * What a rule's `when` sees of a fact, as the variable `change`. Every field is always there; what a kind of
 * fact does not have is empty text, an empty list, 0 or false.
 */
export interface Change {
  /** `granted`, `undecided`, `malformed`, `governance`, `authorship` or `commits`. */
  readonly kind: string
  readonly file: string
  readonly address: string
  readonly platform: Platform
  /** Granted: `allowed` or `no-longer-denied`. */
  readonly origin: string
  /** Granted: `identity`, `resource`, `trust`, `boundary`, `scp`, or beside policies `network`, `exposure` or `guardrail`. */
  readonly policyKind: string
  /** Granted, and authorship where it opens access: everything that the regions name, without repetition. */
  readonly actions: readonly string[]
  readonly accessLevels: readonly string[]
  readonly resources: readonly string[]
  readonly principals: readonly string[]
  readonly principalKinds: readonly PrincipalKind[]
  readonly conditions: readonly string[]
  /** Keys of conditions, in lower case, that base asked for and head does not. */
  readonly droppedConditions: readonly string[]
  /** Network rules: what they come to let in from the whole internet. */
  readonly internetPorts: readonly PortRange[]
  readonly regions: readonly ChangeRegion[]
  /** Undecided: why; malformed: the problem's summary. */
  readonly reason: string
  /** Undecided: what was decided at base no longer is. */
  readonly decidedAtBase: boolean
  /** Governance and commits: what happened, e.g. `settings-changed`, `unattributed`; malformed: the problem's code. */
  readonly what: string
  readonly detail: string
  /** Authorship: the AI tools, the commits' verdicts without repetition; commits, too: how many commits. */
  readonly tools: readonly string[]
  readonly verdicts: readonly string[]
  readonly commits: bigint
  /** Authorship: what the tools' lines open, of `broadened`, `guardrail-removed` and `undecided`. */
  readonly opens: readonly string[]
  /** Authorship that opens access: `history`, `note`, `only-author`, `file`, `commits` or `pull-request`. */
  readonly known: string
}

/** One set of requests that become possible: any of its actions on any of its resources by any of its principals. */
export interface ChangeRegion {
  readonly actions: readonly string[]
  /** Of `ACCESS_LEVELS`: `list`, `read`, `write`, `permissions management`, `tagging` as AWS's service authorization reference has them, or `unknown`. */
  readonly accessLevels: readonly string[]
  readonly resources: readonly string[]
  readonly principals: readonly string[]
  readonly principalKinds: readonly PrincipalKind[]
  readonly conditions: readonly string[]
  readonly droppedConditions: readonly string[]
  /** `new`: none of its actions was possible before; `widened`: one was, for less. */
  readonly extent: string
  /** True where every resource is meant, and one of the actions could be limited to some. */
  readonly anyResource: boolean
  /** True where anyone at all is a principal and no condition narrows who that is. */
  readonly public: boolean
  /** Of a resource or trust policy: `another-account`, `any-deputy`, `any-subject`, `many-subjects`; see trust-reach.ts. */
  readonly reaches: readonly string[]
  /** Ways of raising one's own permissions that it completes, for people. */
  readonly escalations: readonly string[]
  /** The policy that AWS manages and that it comes with, by its name; empty where there is none. */
  readonly managed: string
  /** Of network rules and routes: the lists of addresses by which they say for whom. */
  readonly prefixLists: readonly string[]
  /** A new principal's, on nothing but what is new with it, and no power over permissions. */
  readonly everyday: boolean
}

/** Lays a fact out for rules. */
export function changeOf(fact: Fact): Change {
  const { file } = fact.location
  const common = { ...NOTHING, kind: fact.kind, file, address: fact.address, platform: platformOf(fact) }
  switch (fact.kind) {
    case 'granted':
      return { ...common, ...grantedFields(fact) }
    case 'undecided':
      return { ...common, reason: fact.region.reason, decidedAtBase: fact.region.decidedAtBase }
    case 'malformed':
      return { ...common, reason: fact.diagnostic.summary, what: fact.diagnostic.code, detail: fact.diagnostic.detail }
    case 'governance':
      return { ...common, what: fact.what, detail: fact.detail }
    case 'authorship':
      return { ...common, ...authorshipFields(fact) }
    case 'commits':
      return { ...common, what: fact.what, commits: BigInt(fact.commits.length) }
  }
}

const NOTHING: Change = {
  kind: '',
  file: '',
  address: '',
  platform: '',
  origin: '',
  policyKind: '',
  actions: [],
  accessLevels: [],
  resources: [],
  principals: [],
  principalKinds: [],
  conditions: [],
  droppedConditions: [],
  internetPorts: [],
  regions: [],
  reason: '',
  decidedAtBase: false,
  what: '',
  detail: '',
  tools: [],
  verdicts: [],
  commits: 0n,
  opens: [],
  known: '',
}

function grantedFields(fact: GrantedFact): Partial<Change> {
  const { origin, policyKind } = fact.regions[0]
  return { origin, policyKind, ...regionFields(fact.regions) }
}

function authorshipFields(fact: AuthorshipFact): Partial<Change> {
  const { tools, commits, opened } = fact
  const verdicts = unique(commits.map((commit) => commit.verdict))
  const common = { tools, verdicts, commits: BigInt(commits.length) }
  if (opened === undefined) return common
  const opens = unique(opened.facts.map(openedKind))
  return { ...common, opens, known: opened.known, ...regionFields(regionsOf(fact)) }
}

/** The kind of the finding that a fact makes by itself. */
function openedKind(fact: AccessFact): string {
  if (fact.kind !== 'granted') return 'undecided'
  return fact.regions[0].origin === 'allowed' ? 'broadened' : 'guardrail-removed'
}

function regionFields(granted: readonly GrantedRegion[]): Partial<Change> {
  const regions = granted.map(regionOf)
  return {
    actions: unique(regions.flatMap((region) => region.actions)),
    accessLevels: unique(regions.flatMap((region) => region.accessLevels)),
    resources: unique(regions.flatMap((region) => region.resources)),
    principals: unique(regions.flatMap((region) => region.principals)),
    principalKinds: unique(regions.flatMap((region) => region.principalKinds)),
    conditions: unique(regions.flatMap((region) => region.conditions)),
    droppedConditions: unique(regions.flatMap((region) => region.droppedConditions)),
    internetPorts: granted.flatMap(portsOpenToInternet),
    regions,
  }
}

function regionOf(region: GrantedRegion): ChangeRegion {
  const { actions, resources, principals, conditions, extent } = region
  const isPolicy = reachKindOf(region) === undefined
  return {
    actions,
    accessLevels: isPolicy ? accessLevelsOf(actions) : [],
    resources,
    principals,
    principalKinds: unique(principals.map(principalKindOf)),
    conditions,
    droppedConditions: droppedConditions(region),
    extent,
    anyResource: isPolicy && resources.some(isEveryResource) && actions.some(canBeLimited),
    public: principals.some(isAnyone) && isUnrestricted(conditions),
    reaches: trustReachOf(region),
    escalations: region.escalations ?? [],
    managed: region.managed ?? '',
    prefixLists: region.lists ?? [],
    everyday: region.onlyNew === true && isHarmless(region),
  }
}

/** Neither a way to permissions, nor anybody let in whom the account does not know. */
function isHarmless(region: GrantedRegion): boolean {
  const { actions, escalations, policyKind } = region
  if (escalations !== undefined || trustReachOf(region).length > 0) return false
  const levels = policyKind === 'identity' || policyKind === 'resource' ? accessLevelsOf(actions) : []
  return !levels.some((level) => level === 'permissions management' || level === 'unknown')
}

/** `*`, or everything but some. */
function isEveryResource(resource: string): boolean {
  return resource === '*' || resource.startsWith('everything except')
}

/** Whether AWS knows types of resources of an action; what is no known name may have some. */
function canBeLimited(action: string): boolean {
  return (findAction(action)?.formats.length ?? 1) > 0
}

function unique<Text extends string>(texts: readonly Text[]): readonly Text[] {
  return [...new Set(texts)]
}
