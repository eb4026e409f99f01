import type { AccessDifference, GrantedRegion } from '../difference.ts'
import type { PolicySet } from '../policy-set.ts'
import { Budget, type Limits } from './budget.ts'
import type { Comparison, Region } from './comparison.ts'
import { compileSide } from './compiled-policy.ts'
import { Lexicon } from './lexicon.ts'
import { liftedDenies } from './lifted-denies.ts'
import { newGrants } from './new-grants.ts'
import { RuleIndex } from './rule-index.ts'

/**
 * What head allows and base does not. Either an Allow of head lets it through that no Allow of base does, or a Deny
 * of base kept out what no Deny of head does: each is asked for on its own.
 */
export function findGrants(
  base: PolicySet,
  head: PolicySet,
  limits: Limits,
): Pick<AccessDifference, 'granted' | 'undecided'> {
  const lexicon = new Lexicon()
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
  }
  const regions = bounded([...newGrants(comparison), ...liftedDenies(comparison)], limits.regions)
  return {
    granted: regions.flatMap((each) => (each.kind === 'granted' ? [each.region] : [])),
    undecided: regions.flatMap((each) => (each.kind === 'undecided' ? [each.region] : [])),
  }
}

/** What is beyond the limit is summed up in the last region kept: it names every action left out. */
function bounded(regions: readonly Region[], limit: number): readonly Region[] {
  if (regions.length <= limit) return regions
  const granted = regions.filter((each) => each.kind === 'granted')
  const [first, ...others] = granted.slice(limit - 1)
  const undecided = regions.filter((each) => each.kind === 'undecided').slice(0, limit)
  if (first === undefined) return [...granted, ...undecided]
  const all = [first, ...others].map((each) => each.region)
  const union = (values: readonly (readonly string[])[]) => [...new Set(values.flat())]
  const summary: GrantedRegion = {
    ...first.region,
    actions: union(all.map((region) => region.actions)),
    resources: union(all.map((region) => region.resources)),
    principals: union(all.map((region) => region.principals)),
    conditions: [],
    note: `${all.length} more regions are summed up here`,
  }
  return [...granted.slice(0, limit - 1), { kind: 'granted', region: summary }, ...undecided]
}
