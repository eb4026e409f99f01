import type { Diagnostic } from '../text/diagnostic.ts'
import type { Span } from '../text/span.ts'
import type { PolicyDocument } from './aws/policy.ts'

/** What a front end makes of one side of a change: everything in it that grants, limits or may grant access. */
export interface ConfiguredAccess {
  readonly policies: readonly ConfiguredPolicy[]
  readonly opaque: readonly OpaqueAccess[]
  readonly diagnostics: readonly Diagnostic[]
}

/** How a document combines with others and what it leaves out. */
export type PolicyKind = 'identity' | 'resource' | 'trust' | 'boundary' | 'session' | 'scp' | 'rcp'

/** One policy document and whom or what it belongs to. */
export interface ConfiguredPolicy {
  /**
   * What pairs base with head: policies with the same holder and kind act together, wherever they are written.
   * `role:…`, `user:…`, `group:…`, `policy:…` (named by AWS), `address:<module>/<address>` (named by nothing but
   * its Terraform address), `data:<module>/<address>` (a data document on its own), `file:<path>` (a raw document).
   */
  readonly holder: string
  readonly kind: PolicyKind
  /** What people call it: `aws_iam_role_policy.reader`, or the file of a raw document. */
  readonly address: string
  readonly document: PolicyDocument
  /** The block or file that declares it. */
  readonly span: Span
  /** The module calls that lead to it, the nearest first; absent where there are none. */
  readonly calls?: readonly Span[]
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
