import type { Account } from './account.ts'

/** A job of a workflow that waits for the app before it deploys. */
export interface Deployment {
  readonly id: number
  readonly runId: number
  readonly environment: string
  readonly sha: string
  readonly ref: string
  readonly creator: Account
  readonly createdAt: string
  state: 'waiting' | 'approved' | 'rejected'
  /** What the app has said, oldest first. */
  readonly comments: string[]
}
