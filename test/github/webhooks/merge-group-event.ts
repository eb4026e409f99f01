import type { MergeGroupChecksRequestedEvent, MergeGroupDestroyedEvent } from '@octokit/webhooks-types'
import type { Account } from '../world/account.ts'
import type { MergeQueue, QueueEntry } from '../world/merge-queue.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { emit } from './emit.ts'

type GroupChange =
  | { readonly action: 'checks_requested' }
  | { readonly action: 'destroyed'; readonly reason: MergeGroupDestroyedEvent['reason'] }

/** No pull request is listed, as on GitHub: the queue's branch names the last one. */
export async function emitMergeGroupEvent(
  world: World,
  repository: Repository,
  { branch }: MergeQueue,
  { headSha, headRef, baseSha }: QueueEntry,
  sender: Account,
  change: GroupChange,
): Promise<void> {
  const commit = await repository.git.commit(headSha)
  if (commit === undefined) throw new Error('The head of a merge group is missing')
  const { tree: tree_id, message, author, committer } = commit
  const merge_group = {
    head_sha: headSha,
    head_ref: `refs/heads/${headRef}`,
    base_sha: baseSha,
    base_ref: `refs/heads/${branch}`,
    head_commit: {
      id: headSha,
      tree_id,
      message,
      timestamp: committer.date,
      author: { name: author.name, email: author.email },
      committer: { name: committer.name, email: committer.email },
    },
  }
  emit(
    world,
    repository,
    'merge_group',
    sender,
    (common): MergeGroupChecksRequestedEvent | MergeGroupDestroyedEvent => ({ ...change, merge_group, ...common }),
  )
}
