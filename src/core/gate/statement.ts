import type { Account } from './decision.ts'

/** What somebody stated in a comment on a pull request: that they acknowledge what its check shows, or release it in an emergency. */
export interface Statement {
  readonly kind: 'acknowledgement' | 'override'
  readonly by: Account
  readonly commentId: number
  /** GitHub's clock, ISO 8601. */
  readonly statedAt: string
  /** Of an override; one line or more of plain text. */
  readonly reason: string
}
