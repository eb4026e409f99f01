import type { Actor } from '../http/operation.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { permit } from './permit.ts'
import type { Field, GraphObject } from './run-query.ts'

/** `Repository.mergeQueue`: null where the branch has none. It takes the permission `merge_queues: read`. */
export function mergeQueueField(world: World, actor: Actor, repository: Repository): Field {
  return {
    takes: { branch: 'String' },
    answer: ({ branch = repository.defaultBranch }) => {
      permit(world, actor, repository, ['merge_queues', 'read'])
      return mergeQueue(repository, branch)
    },
  }
}

function mergeQueue(repository: Repository, branch: string): GraphObject | null {
  const queue = repository.mergeQueues.get(branch)
  if (queue === undefined) return null
  const { method, strategy } = queue
  return {
    type: 'MergeQueue',
    fields: {
      configuration: {
        answer: () => ({
          type: 'MergeQueueConfiguration',
          fields: {
            mergeMethod: { answer: () => method.toUpperCase() },
            mergingStrategy: { answer: () => strategy },
          },
        }),
      },
      entries: {
        takes: { first: 'Int' },
        answer: ({ first = '0' }) => ({
          type: 'MergeQueueEntryConnection',
          fields: {
            totalCount: { answer: () => queue.entries.length },
            nodes: { answer: () => queue.entries.slice(0, Number(first)).map(entryObject) },
          },
        }),
      },
    },
  }
}

function entryObject({ pull, baseSha, headSha }: { pull: { number: number }; baseSha: string; headSha: string }) {
  const commit = (oid: string): GraphObject => ({ type: 'Commit', fields: { oid: { answer: () => oid } } })
  return {
    type: 'MergeQueueEntry',
    fields: {
      baseCommit: { answer: () => commit(baseSha) },
      headCommit: { answer: () => commit(headSha) },
      pullRequest: { answer: () => ({ type: 'PullRequest', fields: { number: { answer: () => pull.number } } }) },
    },
  }
}
