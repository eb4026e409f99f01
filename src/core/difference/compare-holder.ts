import type { PolicyKind } from '../authorization/access.ts'
import type { PolicyDocument } from '../authorization/aws/policy.ts'
import { compareAccess, compareGrants, revokedGrants } from './compare-access.ts'
import type { ComposedPolicy } from './composed-policy.ts'
import type { AccessDifference, GrantedRegion, UndecidedRegion } from './difference.ts'
import { distinct } from './distinct.ts'
import { spanKey, statementSpans } from './region-owner.ts'

/** All policies of one kind that act on one holder, on both sides. */
export interface HolderPair {
  readonly kind: PolicyKind
  readonly address: string
  readonly base: readonly ComposedPolicy[]
  readonly head: readonly ComposedPolicy[]
}

/**
 * What a holder gains and loses. Of a policy that AWS manages only bounds are known: what head grants at least beyond
 * what base grants at most is certain, and what it grants at most beyond what base grants at least may be. The same
 * policy on both sides is the same, whatever it is.
 */
export function compareHolder(pair: HolderPair): AccessDifference {
  const { kind, address, base, head } = pair
  const set = (policies: readonly ComposedPolicy[], bound: Bound) => {
    return { kind, address, documents: policies.map((policy) => bound(policy)) }
  }
  const isOpen = ({ via }: ComposedPolicy) => via?.most !== undefined
  if (!base.some(isOpen) && !head.some(isOpen)) return compareAccess(set(base, least), set(head, least))
  const shared = sharedKeys(base, head)
  const certain = compareGrants(set(base, most), set(head, least))
  const told = new Set(certain.granted.flatMap(regionKeys))
  const isTold = ({ document }: ComposedPolicy) =>
    document.statements.some(({ span }) => told.has(`allowed ${spanKey(span)}`))
  const upTo =
    (ofShared: Bound, other: Bound): Bound =>
    (policy) =>
      (shared.has(managedKey(policy)) ? ofShared : isTold(policy) ? least : other)(policy)
  const possible = [least, ...(base.some(hasDeny) ? [most] : [])].map((ofShared) =>
    compareGrants(set(base, upTo(ofShared, least)), set(head, upTo(ofShared, most))),
  )
  const open = possible
    .flatMap(({ granted }) => granted)
    .filter((region) => !regionKeys(region).some((key) => told.has(key)))
  const undecided = possible.flatMap((each) => each.undecided)
  return {
    granted: certain.granted,
    revoked: revokedGrants(set(base, least), set(head, most)),
    undecided: distinct([...undecided, ...open.map((region) => openRegion(region, pair))]),
  }
}

type Bound = (policy: ComposedPolicy) => PolicyDocument

function least({ document }: ComposedPolicy): PolicyDocument {
  return document
}

function most({ document, via }: ComposedPolicy): PolicyDocument {
  return via?.most ?? document
}

function hasDeny({ document }: ComposedPolicy): boolean {
  return document.statements.some((statement) => statement.kind === 'opaque' || statement.effect === 'Deny')
}

/** Managed policies that are there on both sides for certain, or under the same conditions. */
function sharedKeys(base: readonly ComposedPolicy[], head: readonly ComposedPolicy[]): ReadonlySet<string> {
  return new Set(base.map(managedKey)).intersection(new Set(head.map(managedKey)))
}

function managedKey({ via, document }: ComposedPolicy): string {
  if (via?.most === undefined) return ''
  const conditions = [document, via.most].flatMap(({ statements }) =>
    statements.flatMap((each) => (each.kind === 'opaque' ? [] : each.conditions.map(conditionName))),
  )
  return JSON.stringify([via.link.to, [...new Set(conditions)].sort()])
}

function conditionName(condition: {
  readonly kind: string
  readonly symbol?: { readonly fingerprint: string }
}): string {
  return condition.symbol?.fingerprint ?? condition.kind
}

/** The statements that a region comes from, or whatever else caused it. */
function regionKeys(region: GrantedRegion): readonly string[] {
  const spans = region.origin === 'allowed' ? statementSpans(region.headCauses) : statementSpans(region.baseCauses)
  return spans.map((span) => `${region.origin} ${spanKey(span)}`)
}

function openRegion({ headCauses, baseCauses }: GrantedRegion, { address, base, head }: HolderPair): UndecidedRegion {
  const names = [...head, ...base].flatMap(({ via }) =>
    via?.most === undefined ? [] : [via.link.to.slice('aws:'.length)],
  )
  const listed = [...new Set(names)].sort().join(', ')
  const reason = `what AWS lets its managed policies (${listed}) allow is known only within bounds`
  return { address, reason, decidedAtBase: false, headCauses, baseCauses }
}
