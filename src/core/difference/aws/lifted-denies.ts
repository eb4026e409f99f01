import type { GrantedRegion } from '../difference.ts'
import { ask } from './ask.ts'
import { denyCauses, plainCauses } from './causes.ts'
import type { Comparison, Region } from './comparison.ts'
import { covers } from './cover.ts'
import { describeStatement } from './describe.ts'
import { extentOf } from './extent.ts'
import { restricted } from './lazy-statement.ts'
import { actionsOf, sourceOf, splitClause, splitPrincipal } from './new-grants.ts'
import { type CompiledStatement, mayMeetRule, type Rule } from './rule.ts'
import { undecidedRegion } from './undecided.ts'

/** What a Deny of base kept out, an Allow of head lets through, and no Deny of head keeps out. */
export function* liftedDenies(comparison: Comparison): Generator<Region> {
  const { baseRules, headRules } = comparison
  const kept = new Set(headRules.denies.map((rule) => rule.id))
  for (const deny of baseRules.denies) {
    if (kept.has(deny.id)) continue
    if (deny.kind === 'opaque') yield* askAllows(comparison, deny)
    else if (!isKept(comparison, deny)) {
      for (const action of actionsOf(deny)) {
        const lifted = liftedPart(comparison, action)
        if (lifted !== undefined) yield* askAllows(comparison, lifted)
      }
    }
  }
}

function isKept(comparison: Comparison, deny: CompiledStatement): boolean {
  return comparison.headDenies.near(deny).some((other) => covers(other, deny, comparison))
}

/** Without the resources and principals that head denies all the same, so that what is told is what went. */
function liftedPart(comparison: Comparison, deny: CompiledStatement): CompiledStatement | undefined {
  const isLifted = (part: Parameters<typeof restricted>[1]) => !isKept(comparison, restricted(deny, part))
  const { resource, principal } = deny
  const elements = resource && splitClause(resource).filter((each) => isLifted({ resource: each }))
  const members = principal && splitPrincipal(principal).filter((each) => isLifted({ principal: each }))
  if (elements?.length === 0 || members?.length === 0) return undefined
  return restricted(deny, {
    ...(resource && elements ? { resource: { ...resource, elements: elements.flatMap((each) => each.elements) } } : {}),
    ...(principal && members ? { principal: { ...principal, members: members.flatMap((each) => each.members) } } : {}),
  })
}

/** One region a Deny, for the first Allow that reaches through; one that can be shown before one that may. */
function* askAllows(comparison: Comparison, deny: Rule): Generator<Region> {
  const { headRules } = comparison
  let open: Region | undefined
  for (const allow of headRules.allows) {
    if (!comparison.budget.spendPair()) break
    if (!mayMeetRule(allow, deny)) continue
    const answer = ask(comparison, [allow, deny], comparison.headDenies.near(deny))
    if (answer.kind === 'undecided') {
      open ??= undecidedRegion(comparison, [allow, deny], answer, () => causesOf(allow, deny))
    }
    if (answer.kind !== 'shown' || deny.kind === 'opaque' || allow.kind === 'opaque') continue
    yield shownRegion(comparison, allow, deny, answer)
    return
  }
  if (open !== undefined) yield open
  else if (comparison.budget.exceeded !== undefined) yield givenUp(comparison, deny, comparison.budget.exceeded)
}

function givenUp(comparison: Comparison, deny: Rule, limit: string): Region {
  return undecidedRegion(comparison, [deny], { kind: 'undecided', limit }, () => plainCauses(deny))
}

function causesOf(allow: Rule, deny: Rule) {
  return { causes: plainCauses(allow).causes, baseCauses: plainCauses(deny).causes }
}

function shownRegion(
  comparison: Comparison,
  allow: CompiledStatement,
  deny: CompiledStatement,
  answer: Extract<ReturnType<typeof ask>, { kind: 'shown' }>,
): Region {
  const describe = (): GrantedRegion => {
    const { causes, baseCauses } = denyCauses(comparison, allow, deny, answer.found)
    return {
      address: comparison.head.address,
      policyKind: comparison.head.kind,
      origin: 'no-longer-denied',
      extent: extentOf(comparison, deny, answer.witness),
      ...describeStatement(sourceOf(deny)),
      witness: answer.witness,
      headCauses: causes,
      baseCauses,
    }
  }
  return { kind: 'granted', witness: answer.witness, describe }
}
