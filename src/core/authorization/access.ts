import type { Diagnostic } from '../text/diagnostic.ts'
import type { Span } from '../text/span.ts'
import type { PolicyDocument } from './aws/policy.ts'
import type { Inventory } from './inventory.ts'
import type { Reach, ReachKind } from './reach.ts'

/** What a front end makes of one side of a change: everything in it that grants, limits or may grant access. */
export interface ConfiguredAccess {
  readonly policies: readonly ConfiguredPolicy[]
  readonly reaches: readonly ConfiguredReach[]
  readonly opaque: readonly OpaqueAccess[]
  readonly diagnostics: readonly Diagnostic[]
  /** What else is declared. Absent where that is not known: nothing is known to be new then. */
  readonly inventory?: () => Inventory
}

/** How a document combines with others and what it leaves out. */
export type PolicyKind = 'identity' | 'resource' | 'trust' | 'boundary' | 'session' | 'scp' | 'rcp'

/** What access there is of: policies, and what they do not say. */
export type AccessKind = PolicyKind | ReachKind

/** One thing that grants or limits access, and whom or what it belongs to. */
export type ConfiguredGrant = ConfiguredPolicy | ConfiguredReach

interface Held {
  /**
   * What pairs base with head: what has the same holder and kind acts together, wherever it is written.
   * `role:…`, `user:…`, `group:…`, `policy:…` (named by AWS), `address:<module>/<address>` (named by nothing but
   * its Terraform address), `data:<module>/<address>` (a data document on its own), `file:<path>` (a raw document).
   */
  readonly holder: string
  /** What people call it: `aws_iam_role_policy.reader`, or the file of a raw document. */
  readonly address: string
  /** The block or file that declares it. */
  readonly span: Span
  /** The module calls that lead to it, the nearest first; absent where there are none. */
  readonly calls?: readonly Span[]
}

/** One policy document. */
export interface ConfiguredPolicy extends Held {
  readonly kind: PolicyKind
  readonly document: PolicyDocument
  /** Of a policy that is attached to others: what they know it by (`Link.to`). */
  readonly names?: readonly string[]
}

/** Rules of a network, switches and lists that open something or protect it. */
export interface ConfiguredReach extends Held {
  readonly kind: ReachKind
  readonly reach: Reach
}

/** All of it, whatever it is. */
export function grantsOf({
  policies,
  reaches,
}: Pick<ConfiguredAccess, 'policies' | 'reaches'>): readonly ConfiguredGrant[] {
  return [...policies, ...reaches]
}

/** The other way round. */
export function byKind(grants: readonly ConfiguredGrant[]): Pick<ConfiguredAccess, 'policies' | 'reaches'> {
  return {
    policies: grants.filter((grant) => 'document' in grant),
    reaches: grants.filter((grant) => 'reach' in grant),
  }
}

/**
 * Something that looks like access and cannot be decided (an unsupported resource type, an unreadable module):
 * equal on both sides when the fingerprints are equal, undecided otherwise.
 */
export interface OpaqueAccess {
  readonly key: string
  readonly address: string
  readonly fingerprint: string
  readonly reason: string
  readonly span: Span
  /** As of a policy. */
  readonly calls?: readonly Span[]
  /**
   * Once its resource is gone, so is whatever this gave: only what it comes to say, or no longer says while the resource
   * is there, counts. `empty` is a resource that is there and says nothing of the kind.
   */
  readonly withResource?: 'telling' | 'empty'
  /**
   * It says something only where it is on both sides: by what limits it at base and no longer at head, and by what it
   * has at head and had not at base. The fingerprint does not count then.
   */
  readonly kept?: { readonly limits: readonly string[]; readonly means: readonly string[] }
}

/**
 * One concrete request. `context` maps condition keys to their value or values; keys that are absent are not
 * in the request. `resource` is empty for trust policies.
 */
export interface AccessRequest {
  readonly principal?: { readonly type: string; readonly id: string }
  readonly action: string
  readonly resource: string
  readonly context: Readonly<Record<string, string | readonly string[]>>
}
