import type { Pull } from './pull.ts'

/** A branch's merge queue: what waits in it, in the order in which it lands. */
export interface MergeQueue {
  readonly branch: string
  readonly method: MergeMethod
  /** `HEADGREEN` lets a group land on top of groups that have failed, as long as it is green itself. */
  readonly strategy: 'ALLGREEN' | 'HEADGREEN'
  entries: readonly QueueEntry[]
}

export type MergeMethod = 'merge' | 'squash' | 'rebase'

/** A queued pull request and the group that was built for it: everything before it in the queue, and itself. */
export interface QueueEntry {
  readonly pull: Pull
  readonly baseSha: string
  readonly headSha: string
  /** The queue's own branch. */
  readonly headRef: string
}
