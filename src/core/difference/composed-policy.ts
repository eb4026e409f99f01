import type { ConfiguredPolicy } from '../authorization/access.ts'
import type { PolicyDocument } from '../authorization/aws/policy.ts'
import type { Link, ReachEntry } from '../authorization/reach.ts'
import type { Span } from '../text/span.ts'

/** A policy as it acts on a holder: its own, or one that is attached to it or to a group of its. */
export interface ComposedPolicy extends ConfiguredPolicy {
  readonly via?: Attachment
}

/** What makes a policy act on a holder that it does not belong to. */
interface Attachment {
  readonly link: Link
  /** The address of what attaches it, or makes a member of its holder. */
  readonly by: string
  readonly spans: readonly Span[]
  /** Of a policy that AWS manages: the document is what it allows at least, this is what it allows at most. */
  readonly most?: PolicyDocument
}

/** What one entry stands for; undefined where that is not known. */
export interface ResolvedLink {
  readonly link: Link
  readonly entry: ReachEntry
  readonly given: readonly ComposedPolicy[] | undefined
}
