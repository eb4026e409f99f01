import type { QueueCommit, QueueEntry } from '../core/gate/queued-pulls.ts'
import type { RepositoryKey } from './pull-requests.ts'

/** A group of pull requests that a merge queue has built, by the commit that it would land. */
export interface MergeGroupKey extends RepositoryKey {
  readonly headSha: string
}

/** As the event `merge_group` tells it. */
export interface MergeGroup extends MergeGroupKey {
  /** The commit that the group was built on: the base branch's tip, or another group's commit. */
  readonly baseSha: string
  /** The branch that it would land on, `main`. */
  readonly baseRef: string
  /** The queue's own branch, `gh-readonly-queue/main/pr-7-…`. */
  readonly headRef: string
}

/** What a branch's merge queue holds, and how it lands groups. */
export interface QueueState {
  /** False where a group may land together with groups before it that have failed. */
  readonly landsEachOnItsOwn: boolean
  readonly entries: readonly QueueEntry[]
}

/** Where a group stands in its repository. */
export type GroupPlace =
  /** The queue's branch is gone or holds another commit: the group has landed, or was dropped. */
  | { readonly kind: 'gone' }
  /** The base branch's tip is not among the commits that the group is built on. */
  | { readonly kind: 'diverged'; readonly baseTipSha: string }
  | {
      readonly kind: 'standing'
      readonly baseTipSha: string
      /** From the base branch's tip, which is left out, to the group's head: first parents only, oldest first. */
      readonly commits: readonly QueueCommit[]
    }

/** What is read of merge queues. Every method throws `Fault`. */
export interface MergeQueue {
  /** Throws `Fault` of kind `unavailable` where GitHub does not tell. A branch without a queue has no entries. */
  state(repository: RepositoryKey, branch: string): Promise<QueueState>
  place(group: MergeGroup): Promise<GroupPlace>
}

/** Which commits are groups of merge queues, for as long as their branches stand. Every method throws `Fault`. */
export interface MergeGroups {
  remember(group: MergeGroup): Promise<void>
  /** With whether its check has concluded. */
  of(key: MergeGroupKey): Promise<{ readonly group: MergeGroup; readonly isConcluded: boolean } | undefined>
  conclude(key: MergeGroupKey): Promise<void>
  forget(key: MergeGroupKey): Promise<void>
}

/** One job a group, by repository and head commit: asking again while one waits is asking once. Throws `Fault`. */
export interface GroupJobs {
  requestGroupExamination(key: MergeGroupKey): Promise<void>
}

/** What runs them, with the promises of `JobHandlers`. */
export interface GroupHandlers {
  readonly examine: (key: MergeGroupKey, signal: AbortSignal) => Promise<void>
  /** Called when a job has failed for the last time. */
  readonly abandoned: (key: MergeGroupKey, reason: string) => Promise<void>
}
