import type { PolicyKind } from '../authorization/access.ts'
import type { PolicyDocument, PrincipalClause } from '../authorization/aws/policy.ts'
import { NOWHERE } from '../text/span.ts'
import { textOf } from '../value/value.ts'
import { statementId } from './aws/statement-id.ts'
import { FULL_ACCESS } from './ceiling.ts'
import { compareGrants } from './compare-access.ts'
import type { AccessDifference, GrantedRegion, UndecidedRegion } from './difference.ts'
import type { PolicySet } from './policy-set.ts'
import { spanKey, statementSpans } from './region-owner.ts'

/** Kinds whose denies also hold back what policies elsewhere allow. A role's trust policy is the only one of its role. */
const HOLDS_OTHERS_BACK: ReadonlySet<PolicyKind> = new Set<PolicyKind>(['identity', 'resource'])

/**
 * What no longer is denied, or may be denied no longer, whether or not a policy of this repository allows it: others
 * may. Without what `difference` tells already.
 * Source: "Policy evaluation logic", IAM User Guide: an explicit deny in any of the policies overrides every allow.
 */
export function lostDenies(
  base: PolicySet,
  head: PolicySet,
  difference: AccessDifference,
): Pick<AccessDifference, 'granted' | 'undecided'> {
  if (!HOLDS_OTHERS_BACK.has(head.kind) || !hasLostDeny(base, head)) return { granted: [], undecided: [] }
  const told = new Set(difference.granted.flatMap(denyPlaces))
  const lifted = compareGrants(amidAllows(base), amidAllows(head))
  const granted = lifted.granted
    .filter((region) => region.origin === 'no-longer-denied' && !denyPlaces(region).some((place) => told.has(place)))
    .map((region) => ({ ...region, isUnmet: true as const, headCauses: region.headCauses.filter(isSomewhere) }))
  // A Deny that may be gone is told once: where something of the holder is undecided anyway, that holds it.
  return { granted, undecided: difference.undecided.length > 0 ? [] : lifted.undecided.map(withoutAllows) }
}

/** Nobody wrote what was assumed to be allowed. */
function withoutAllows(region: UndecidedRegion): UndecidedRegion {
  const { headCauses, baseCauses } = region
  return { ...region, headCauses: headCauses.filter(isSomewhere), baseCauses: baseCauses.filter(isSomewhere) }
}

function denyPlaces({ origin, baseCauses }: GrantedRegion): readonly string[] {
  return origin === 'no-longer-denied' ? statementSpans(baseCauses).map(spanKey) : []
}

function isSomewhere({ spans }: GrantedRegion['headCauses'][number]): boolean {
  return spans.some(({ file }) => file !== NOWHERE.file)
}

/** Whether a Deny of base is written on head's side no more. */
function hasLostDeny(base: PolicySet, head: PolicySet): boolean {
  const kept = denyIds(head)
  return [...denyIds(base)].some((id) => !kept.has(id))
}

function denyIds({ documents }: PolicySet): ReadonlySet<string> {
  return new Set(
    documents.flatMap(({ statements, version }) =>
      statements.flatMap((each) =>
        each.kind === 'statement' && each.effect === 'Deny' ? [statementId(each, version)] : [],
      ),
    ),
  )
}

const ANYONE: PrincipalClause = {
  negated: false,
  members: [{ type: 'AWS', id: textOf('*', [NOWHERE]) }],
  span: NOWHERE,
}

/** The policies where some other one allows everything. */
function amidAllows(set: PolicySet): PolicySet {
  return { ...set, documents: [...set.documents, set.kind === 'resource' ? ALLOWED_TO_ANYONE : FULL_ACCESS] }
}

const ALLOWED_TO_ANYONE: PolicyDocument = {
  ...FULL_ACCESS,
  statements: FULL_ACCESS.statements.map((each) => (each.kind === 'statement' ? { ...each, principal: ANYONE } : each)),
}
