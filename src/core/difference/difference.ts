import type { AccessKind, AccessRequest } from '../authorization/access.ts'
import type { ReachedTags } from '../authorization/tagged.ts'
import type { Span } from '../text/span.ts'

/** What one change does to access. */
export interface AccessDifference {
  readonly granted: readonly GrantedRegion[]
  readonly revoked: readonly RevokedRegion[]
  readonly undecided: readonly UndecidedRegion[]
  /** Where nothing is granted and that hangs on how wildcards are read: a sentence without its full stop. */
  readonly note?: string
}

/** A set of requests that head allows and base denies, with one of them as proof. */
export interface GrantedRegion {
  readonly address: string
  readonly policyKind: AccessKind
  /** `allowed`: an Allow grew or came; `no-longer-denied`: a Deny went or shrank. */
  readonly origin: 'allowed' | 'no-longer-denied'
  /** `new`: base allows none of its actions; `widened`: base allows one, but not for the witness. */
  readonly extent: 'new' | 'widened'
  /** Patterns, for people: unknown parts as `${address}`, negated clauses as `everything except …`. */
  readonly principals: readonly string[]
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  readonly conditions: readonly string[]
  readonly witness: AccessRequest
  /** Elements of head (an action, a resource, …) that let the witness through, most telling first. */
  readonly headCauses: readonly Cause[]
  /** Elements of base (a deny, a condition, an exclusion) that kept the witness out, most telling first. */
  readonly baseCauses: readonly Cause[]
  /** Conditions of base's nearest Allow, for people, that alone kept the witness out; never empty. */
  readonly unmet?: readonly string[]
  /** Where wildcards crossing colons would change the answer. */
  readonly note?: string
  /** Of a Deny that went: none of these policies allows what it kept out, and others may. */
  readonly isUnmet?: true
  /** Ways of raising one's own permissions that it completes, for people; never empty. */
  readonly escalations?: readonly string[]
  /** Of network rules and routes: the lists of addresses by which they say for whom, by their names. */
  readonly lists?: readonly string[]
  /** Nobody gains it but principals that are new, on nothing but resources that are new: see only-new.ts. */
  readonly onlyNew?: true
  /** The policy that AWS manages and that it comes with, by its name. */
  readonly managed?: string
  /** Tags of what it reaches, at base or at head; absent where there are none, and where nobody has looked for them. */
  readonly tags?: ReachedTags
}

export interface Cause {
  readonly role: 'action' | 'resource' | 'principal' | 'condition' | 'statement' | 'document'
  readonly spans: readonly Span[]
}

export interface RevokedRegion {
  readonly address: string
  /** `gone`: head allows none of its actions; `narrowed`: head still allows one, for less. */
  readonly extent: 'gone' | 'narrowed'
  readonly policyKind: AccessKind
  readonly principals: readonly string[]
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  readonly conditions: readonly string[]
}

/** Where the answer depends on something unknown, or a limit was hit. */
export interface UndecidedRegion {
  readonly address: string
  readonly reason: string
  /** True where base was decided and head no longer is: ranked above plain undecided. */
  readonly decidedAtBase: boolean
  readonly headCauses: readonly Cause[]
  readonly baseCauses: readonly Cause[]
}
