import type { AccessRequest } from '../../authorization/access.ts'
import type { PolicyDocument } from '../../authorization/aws/policy.ts'
import type { AccessDifference, GrantedRegion, UndecidedRegion } from '../difference.ts'
import type { PolicySet } from '../policy-set.ts'
import { Atoms } from './atoms.ts'
import { Budget, type Limits } from './budget.ts'
import type { Comparison, Region } from './comparison.ts'
import { compileSide } from './compiled-policy.ts'
import { conditionKey, isSingleValued } from './condition-key.ts'
import { Lexicon, type ResourceReading } from './lexicon.ts'
import { liftedDenies } from './lifted-denies.ts'
import { newGrants } from './new-grants.ts'
import type { Rule } from './rule.ts'
import { RuleIndex } from './rule-index.ts'
import { Replay } from './witness.ts'

/** Every region of what head allows and base does not, described. */
export function findGrants(
  base: PolicySet,
  head: PolicySet,
  limits: Limits,
): Pick<AccessDifference, 'granted' | 'undecided'> {
  const granted: GrantedRegion[] = []
  const undecided: UndecidedRegion[] = []
  for (const region of regionsOf(base, head, limits)) {
    if (region.kind === 'granted') granted.push(region.describe())
    else if (undecided.length < limits.regions) undecided.push(region.describe())
  }
  return { granted: bounded(granted, limits.regions), undecided }
}

/** The first region that can be shown, else the first that is open; none where head allows nothing that base does not. */
export function firstGrant(base: PolicySet, head: PolicySet, limits: Limits): Region | undefined {
  let open: Region | undefined
  for (const region of regionsOf(base, head, limits)) {
    if (region.kind === 'granted') return region
    open ??= region
  }
  return open
}

/**
 * A request that head would newly allow if wildcards crossed the segments of an ARN: asked where segment by segment it
 * allows nothing new.
 */
export function grantAcrossSegments(base: PolicySet, head: PolicySet, limits: Limits): AccessRequest | undefined {
  if (!changedRules(base, head).some(hasWildcardInSegment)) return undefined
  for (const region of regionsOf(base, head, limits, 'glob')) if (region.kind === 'granted') return region.witness
  return undefined
}

/** The statements that stand on one side only. */
function changedRules(base: PolicySet, head: PolicySet): readonly Rule[] {
  const lexicon = new Lexicon()
  const [atBase, atHead] = [base, head].map(({ documents, kind }) => {
    const { allows, denies } = compileSide(documents, kind, lexicon)
    return new Map([...allows, ...denies].map((rule) => [rule.id, rule]))
  })
  if (atBase === undefined || atHead === undefined) return []
  const isOnOneSide = ({ id }: Rule) => !atBase.has(id) || !atHead.has(id)
  return [...atBase.values(), ...atHead.values()].filter(isOnOneSide)
}

function hasWildcardInSegment(rule: Rule): boolean {
  if (rule.kind === 'opaque') return false
  const tokens = rule.resource?.elements.flatMap(({ lexeme }) => lexeme.pattern.tokens) ?? []
  return tokens.some((token) => token.kind === 'wildcard' && token.inSegment)
}

/**
 * What head allows and base does not. Either an Allow of head lets it through that no Allow of base does, or a Deny
 * of base kept out what no Deny of head does: each is asked for on its own.
 */
function* regionsOf(
  base: PolicySet,
  head: PolicySet,
  limits: Limits,
  resources: ResourceReading = 'arn',
): Generator<Region> {
  const lexicon = new Lexicon(resources)
  const baseRules = compileSide(base.documents, base.kind, lexicon)
  const headRules = compileSide(head.documents, head.kind, lexicon)
  const comparison: Comparison = {
    base,
    head,
    baseRules,
    headRules,
    restraints: new RuleIndex([...headRules.denies, ...baseRules.allows]),
    baseAllows: new RuleIndex(baseRules.allows),
    headDenies: new RuleIndex(headRules.denies),
    lexicon,
    budget: new Budget(limits),
    atoms: new Atoms(),
    multivalued: multivaluedKeys([...base.documents, ...head.documents]),
    replay: new Replay(base, head, lexicon),
  }
  yield* newGrants(comparison)
  yield* liftedDenies(comparison)
}

function multivaluedKeys(documents: readonly PolicyDocument[]): ReadonlySet<string> {
  const keys = new Set<string>()
  for (const { statements } of documents) {
    for (const statement of statements) {
      if (statement.kind === 'opaque') continue
      for (const condition of statement.conditions) {
        if (condition.kind === 'opaque' || condition.quantifier === undefined) continue
        const key = conditionKey(condition.key)
        if (!isSingleValued(key)) keys.add(key)
      }
    }
  }
  return keys
}

/** What is beyond the limit is summed up in the last region kept: it names every action left out. */
function bounded(granted: readonly GrantedRegion[], limit: number): readonly GrantedRegion[] {
  const [first, ...others] = granted.slice(limit - 1)
  if (first === undefined || others.length === 0) return granted
  const all = [first, ...others]
  const union = (values: readonly (readonly string[])[]) => [...new Set(values.flat())]
  const summary: GrantedRegion = {
    ...first,
    actions: union(all.map((region) => region.actions)),
    resources: union(all.map((region) => region.resources)),
    principals: union(all.map((region) => region.principals)),
    conditions: [],
    note: `${all.length} more regions are summed up here`,
  }
  return [...granted.slice(0, limit - 1), summary]
}
