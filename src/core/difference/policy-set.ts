import type { PolicyKind } from '../authorization/access.ts'
import type { PolicyDocument } from '../authorization/aws/policy.ts'

/** The policies of one side that act together on one holder. An absent side has no documents. */
export interface PolicySet {
  readonly kind: PolicyKind
  /** What people call it. */
  readonly address: string
  readonly documents: readonly PolicyDocument[]
}
