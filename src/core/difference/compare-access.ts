import type { AccessRequest } from '../authorization/access.ts'
import { DEFAULT_LIMITS, type Limits } from './aws/budget.ts'
import { findGrants, firstGrant, grantAcrossSegments } from './aws/find-grants.ts'
import { withCeiling } from './ceiling.ts'
import type { AccessDifference, RevokedRegion } from './difference.ts'
import type { PolicySet } from './policy-set.ts'

/**
 * What head allows and base does not, what base allows and head does not, and what cannot be told: exact over
 * principal × action × resource × conditions with Deny. Every granted region has a request as proof, replayed through
 * the evaluator; `revoked` is what the comparison the other way round grants. Throws only on a bug of ours.
 */
export function compareAccess(base: PolicySet, head: PolicySet, limits: Limits = DEFAULT_LIMITS): AccessDifference {
  const forth = findGrants(withCeiling(base), withCeiling(head), limits)
  const note = forth.granted.length + forth.undecided.length === 0 ? noteOf(base, head, limits) : undefined
  return {
    granted: forth.granted,
    revoked: revokedGrants(base, head, limits),
    undecided: forth.undecided,
    ...(note === undefined ? {} : { note }),
  }
}

/** Like `compareAccess`, without what is revoked: half the work. */
export function compareGrants(
  base: PolicySet,
  head: PolicySet,
  limits: Limits = DEFAULT_LIMITS,
): Pick<AccessDifference, 'granted' | 'undecided'> {
  return findGrants(withCeiling(base), withCeiling(head), limits)
}

/** What base allows and head does not, for certain. */
export function revokedGrants(
  base: PolicySet,
  head: PolicySet,
  limits: Limits = DEFAULT_LIMITS,
): AccessDifference['revoked'] {
  return findGrants(withCeiling(head), withCeiling(base), limits).granted.map(asRevoked)
}

/** The verdict alone, with one request as proof. */
export type AccessVerdict =
  | { readonly verdict: 'broadened'; readonly witness: AccessRequest; readonly note?: string }
  /** `note`: where the verdict hangs on how wildcards are read. */
  | { readonly verdict: 'not-broadened'; readonly note?: string }
  | { readonly verdict: 'undecided'; readonly reason: string }

/** Whether head allows anything that base does not: `compareGrants` up to its first answer. */
export function decideAccess(base: PolicySet, head: PolicySet, limits: Limits = DEFAULT_LIMITS): AccessVerdict {
  const region = firstGrant(withCeiling(base), withCeiling(head), limits)
  if (region === undefined) {
    const note = noteOf(base, head, limits)
    return { verdict: 'not-broadened', ...(note === undefined ? {} : { note }) }
  }
  if (region.kind === 'undecided') return { verdict: 'undecided', reason: region.reason }
  const { witness, note } = region
  return { verdict: 'broadened', witness, ...(note === undefined ? {} : { note }) }
}

function noteOf(base: PolicySet, head: PolicySet, limits: Limits): string | undefined {
  const across = grantAcrossSegments(withCeiling(base), withCeiling(head), limits)
  if (across === undefined) return undefined
  const { action, resource } = across
  return `differs only if wildcards cross segments: then ${action} on ${resource} would be new`
}

function asRevoked(region: AccessDifference['granted'][number]): RevokedRegion {
  const { address, policyKind, principals, actions, resources, conditions } = region
  const extent = region.extent === 'new' ? 'gone' : 'narrowed'
  return { address, extent, policyKind, principals, actions, resources, conditions }
}
