import { type ConfiguredGrant, grantsOf } from '../core/authorization/access.ts'
import type { Link } from '../core/authorization/reach.ts'
import { asPolicy, givenAs, givenTo } from '../core/configuration/terraform/access/link-names.ts'
import type { ModuleAccess, ReachedAccess } from '../core/configuration/terraform/module-access.ts'

/**
 * What the change reaches, and whatever else acts together with it on either side: what belongs to the same holders,
 * who else has a policy or a group that it reaches, and everything that those have. What is left out must be left out
 * on both.
 */
export function actingTogether(base: ReachedAccess, head: ReachedAccess): readonly [ModuleAccess, ModuleAccess] {
  const onOneSide = new Set(base.withheld).symmetricDifference(new Set(head.withheld))
  let names: ReadonlySet<string> = new Set()
  const both = () => {
    // What both withhold means the same on both: whose it is need be worked out on one of them only.
    const holding = head.holding(names)
    return [base.including(onOneSide, holding, names), head.including(onOneSide, holding, names)] as const
  }
  let sides = both()
  for (const wanted of STEPS) {
    const further = new Set([...names, ...wanted(sides.flatMap(grantsOf))])
    if (further.size === names.size) continue
    names = further
    sides = both()
  }
  return sides
}

/**
 * From what the change reaches to the principals that have it; to everything that these have; to what of that is
 * written elsewhere: in policies, in groups, and in the policies of groups. Never back from there to others. Likewise
 * from lists of addresses to the rules that use them, to all rules of these groups, and to their lists.
 */
const STEPS: readonly ((grants: readonly ConfiguredGrant[]) => readonly string[])[] = [
  (grants) => grants.flatMap((grant) => [grant.holder, ...ownNames(grant)]),
  (grants) => [
    ...linksIn(grants).flatMap((link) => [link.holder, givenTo(link.holder), ...contentOf(link)]),
    ...usingLists(grants),
  ],
  (grants) => [...linksIn(grants).flatMap(contentOf), ...usingLists(grants)],
  (grants) => linksIn(grants).flatMap(contentOf),
]

/** Who has it, where it is a policy or a group; and what it has, where it is a principal. */
function ownNames(grant: ConfiguredGrant): readonly string[] {
  const { holder } = grant
  if ('reach' in grant) {
    return [...linksIn([grant]).flatMap((link) => [link.holder, givenTo(link.holder)]), ...usingLists([grant])]
  }
  const attached = (grant.names ?? []).map(givenAs)
  return grant.kind === 'identity' ? [givenTo(holder), givenAs(holder), ...attached] : attached
}

function linksIn(grants: readonly ConfiguredGrant[]): readonly Link[] {
  return grants.flatMap((grant) => ('reach' in grant ? grant.reach.entries.flatMap(({ link }) => link ?? []) : []))
}

/** Whose rules are for lists of addresses, and these lists. */
function usingLists(grants: readonly ConfiguredGrant[]): readonly string[] {
  return grants.flatMap((grant) => {
    const lists = 'reach' in grant ? grant.reach.entries.flatMap(({ list }) => list?.holder ?? []) : []
    return lists.length === 0 ? [] : [grant.holder, ...lists]
  })
}

/** What a link gives, and what a group has. */
function contentOf({ to }: Link): readonly string[] {
  return to.startsWith('group:') ? [to, givenTo(to)] : [asPolicy(to)]
}
