import { type ConfiguredGrant, grantsOf } from '../core/authorization/access.ts'
import type { PolicyDocument } from '../core/authorization/aws/policy.ts'
import type { ReachEntry } from '../core/authorization/reach.ts'
import type { PlannedAccess } from '../core/configuration/terraform/plan/planned-access.ts'
import { withoutInstanceKeys } from '../core/configuration/terraform/plan/planned-change.ts'
import type { GrantedRegion } from '../core/difference/difference.ts'
import type { Fact } from '../core/rules/fact.ts'
import type { TextValue } from '../core/value/value.ts'
import type { TreeComparison } from './compare-trees.ts'

/** What of a plan's access the trees have told already. */
export interface PlanEchoes {
  /** The trees grant the same to the same holder. */
  readonly granted: (address: string, region: GrantedRegion) => boolean
  /** The trees leave the same holder undecided. */
  readonly undecided: (address: string) => boolean
  /** The trees know at head what this resource grants, and so have decided it. */
  readonly decided: (address: string) => boolean
}

/** A finding of a plan is told only where it says more than the trees do: by the same name, or of the same holder. */
export function planEchoes({ modules, facts }: TreeComparison, access: PlannedAccess): PlanEchoes {
  const treePolicies = modules.flatMap((each) => [...grantsOf(each.base), ...grantsOf(each.head)])
  const headPolicies = Map.groupBy(
    modules.flatMap((each) => grantsOf(each.head)),
    ({ address }) => nameOf(address),
  )
  const telling = modules.flatMap(({ head }) => head.opaque.filter(({ withResource }) => withResource !== 'empty'))
  const opaque = new Set(telling.map(({ address }) => nameOf(address)))
  const relatives = relativesIn([...grantsOf(access.base), ...grantsOf(access.head)], treePolicies)
  const granted = regionsByName(facts)
  const undecided = new Set(facts.filter((fact) => fact.kind === 'undecided').flatMap(namesOf))
  return {
    granted: (address, region) =>
      relatives(address).some((name) => granted.get(name)?.some((told) => tells(told, region))),
    undecided: (address) => relatives(address).some((name) => undecided.has(name)),
    decided: (address) =>
      namesFor(address).some((name) => {
        const policies = headPolicies.get(name)
        return policies === undefined ? opaque.has(name) : policies.every(isDecided)
      }),
  }
}

function isDecided(grant: ConfiguredGrant): boolean {
  return 'document' in grant ? isSettled(grant.document) : grant.reach.entries.every(isKnown)
}

function isKnown({ facets, presence }: ReachEntry): boolean {
  return presence.length === 0 && facets.every(({ kind }) => kind !== 'symbol')
}

/** Instances of unknown keys have one name together. */
function nameOf(address: string): string {
  return address.includes('[*]') ? `any ${withoutInstanceKeys(address)}` : address
}

/** The names that the trees may have for an address of a plan. */
function namesFor(address: string): readonly string[] {
  return [address, `any ${withoutInstanceKeys(address)}`]
}

function namesOf(fact: Fact): readonly string[] {
  if (fact.kind !== 'granted' && fact.kind !== 'undecided') return []
  return [fact.address, ...(fact.also ?? [])].map(nameOf)
}

function regionsByName(facts: readonly Fact[]): ReadonlyMap<string, readonly GrantedRegion[]> {
  const found = new Map<string, GrantedRegion[]>()
  for (const fact of facts) {
    if (fact.kind !== 'granted') continue
    for (const name of namesOf(fact)) found.set(name, [...(found.get(name) ?? []), ...fact.regions])
  }
  return found
}

/** The trees' names for a plan's address and for every policy that acts together with it. */
function relativesIn(
  planned: readonly ConfiguredGrant[],
  trees: readonly ConfiguredGrant[],
): (address: string) => readonly string[] {
  const plannedHolders = Map.groupBy(planned, holderOf)
  const treeHolders = Map.groupBy(trees, holderOf)
  const plannedByName = Map.groupBy(planned, ({ address }) => address)
  const treesByName = Map.groupBy(trees, ({ address }) => nameOf(address))
  return (address) => {
    const together = (plannedByName.get(address) ?? []).flatMap((each) => plannedHolders.get(holderOf(each)) ?? [])
    const names = [address, ...together.map((each) => each.address)].flatMap(namesFor)
    const inTrees = [...new Set(names)].flatMap((name) => treesByName.get(name) ?? [])
    const related = [...new Set(inTrees.map(holderOf))].flatMap((holder) => treeHolders.get(holder) ?? [])
    return [...new Set([...names, ...related.map((each) => nameOf(each.address))])]
  }
}

function holderOf({ kind, holder }: ConfiguredGrant): string {
  return `${kind} ${holder}`
}

/** Whether `told` covers `region`; where it has unknown parts, whatever is no wildcard may stand there. */
function tells(told: GrantedRegion, region: GrantedRegion): boolean {
  return (
    told.policyKind === region.policyKind &&
    told.origin === region.origin &&
    region.actions.every((text) => covers(told.actions, text)) &&
    region.resources.every((text) => covers(told.resources, text)) &&
    region.principals.every((text) => covers(told.principals, text)) &&
    told.conditions.every((text) => region.conditions.some((other) => fits(text, other)))
  )
}

function covers(told: readonly string[], text: string): boolean {
  return told.some((each) => fits(each, text))
}

function fits(told: string, text: string): boolean {
  if (told === text) return true
  const [first = '', ...rest] = told.split(/\$\{[^}]*\}/)
  const last = rest.pop()
  if (last === undefined || !text.startsWith(first)) return false
  let at = first.length
  for (const [index, literal] of [...rest, last].entries()) {
    const next = index === rest.length ? text.length - literal.length : text.indexOf(literal, at)
    if (next < at || !text.startsWith(literal, next) || /[*?]/.test(text.slice(at, next))) return false
    at = next + literal.length
  }
  return at === text.length
}

/** Whether a document holds nothing unknown but names of single things. */
function isSettled({ statements }: PolicyDocument): boolean {
  return statements.every((statement) => {
    if (statement.kind === 'opaque') return false
    const { principal, action, resource, conditions } = statement
    const texts = [
      ...(principal?.members.map(({ id }) => id) ?? []),
      ...action.patterns,
      ...(resource?.patterns ?? []),
      ...conditions.flatMap((each) => (each.kind === 'condition' ? each.values : [])),
    ]
    return texts.every(namesOneThing) && conditions.every(({ kind }) => kind === 'condition')
  })
}

function namesOneThing({ parts }: TextValue): boolean {
  return parts.every((part) => part.kind === 'literal' || part.symbol.form === 'identifier')
}
