import { dequeue, enqueue, land } from '../acts/merge-queue.ts'
import { emitCheckRunEvent } from '../webhooks/check-events.ts'
import { account } from '../world/account.ts'
import type { CheckRun } from '../world/check-run.ts'
import type { MergeQueue, QueueEntry } from '../world/merge-queue.ts'
import type { Pull } from '../world/pull.ts'
import { fullName, type Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { act } from './act.ts'
import { until } from './until.ts'

/** The check run that this project is about. */
const CHECK_NAME = 'countersign'

export type MergeQueueOptions = Partial<Pick<MergeQueue, 'branch' | 'method' | 'strategy'>>

interface QueuedPull {
  readonly number: number
}

/** A branch's merge queue in a test's hands. It asks no rule whether a pull request may be queued, and lands nothing by itself. */
export type MergeQueueHandle = ReturnType<typeof mergeQueueHandle>

export function mergeQueueHandle(world: World, repository: Repository, options: MergeQueueOptions = {}) {
  const { branch = repository.defaultBranch, method = 'merge', strategy = 'ALLGREEN' } = options
  const queue = repository.mergeQueues.get(branch) ?? { branch, method, strategy, entries: [] }
  repository.mergeQueues.set(branch, queue)
  const pullOf = ({ number }: QueuedPull): Pull => {
    const pull = repository.pulls.get(number)
    if (pull === undefined) throw new Error(`${fullName(repository)} has no #${number}`)
    return pull
  }
  const checkRuns = (sha: string): readonly Readonly<CheckRun>[] =>
    repository.checkRuns
      .filter((run) => run.name === CHECK_NAME && run.headSha === sha && run.app.receivesWebhooks)
      .map((run) => ({ ...run, annotations: [...run.annotations] }))
  return {
    /** What is queued, for what the handle has no act for. */
    queue,
    /** Adds a pull request at the end and returns the group that was built for it. */
    enqueue: (pull: QueuedPull): Promise<QueueEntry> =>
      act(world, () => enqueue(world, repository, queue, pullOf(pull))),
    dequeue: (pull: QueuedPull) => act(world, () => dequeue(world, repository, queue, pullOf(pull))),
    /** Lands a group and those before it, whatever their checks say. */
    land: (pull: QueuedPull) => act(world, () => land(world, repository, queue, pullOf(pull))),
    /** What the app under test says of a group's commit, oldest first. */
    checkRuns,
    /** Somebody presses "Re-run" on the newest of these. */
    rerequest: (sha: string, by: string) =>
      act(world, () => {
        const run = checkRuns(sha).at(-1)
        if (run === undefined) throw new Error(`There is no check run on ${sha}`)
        emitCheckRunEvent(world, repository, run, account(world, by), { action: 'rerequested' })
      }),
    /** Waits until the newest of these is completed and `where` holds of it. */
    concluded: (sha: string, where: (run: Readonly<CheckRun>) => boolean = () => true, timeoutMs?: number) =>
      until(
        world,
        () => {
          const run = checkRuns(sha).at(-1)
          return run?.status === 'completed' && where(run) ? run : undefined
        },
        () =>
          `The checks of the group ${sha}: ${checkRuns(sha)
            .map((run) => `${run.status} ${run.conclusion}`)
            .join()}`,
        timeoutMs,
      ),
  }
}
