import type { PgBoss } from 'pg-boss'
import { z } from 'zod'
import type { GroupHandlers, GroupJobs, MergeGroupKey } from '../../ports/merge-queue.ts'
import { orFault } from './database-fault.ts'
import { ABANDONED_GROUP_QUEUE, GROUP_QUEUE } from './open-queue.ts'
import { orPutOff } from './or-put-off.ts'
import { eachOf, type Job, reasonOf, startWorker, type WorkerMeans } from './workers.ts'

/** One job a group: by its repository and the commit that it would land. */
export function storedGroupJobs(boss: PgBoss): GroupJobs {
  return {
    requestGroupExamination: (key) =>
      orFault('the examination of a merge group was not queued', () => request(boss, key, 0)),
  }
}

/** Starts the workers of this process; they run until the queue stops. */
export async function startGroupWorkers(means: WorkerMeans, handlers: GroupHandlers): Promise<void> {
  const run = (_: WorkerMeans, job: Job) => examine(means, handlers, job)
  for (let worker = 0; worker < GROUP_WORKERS; worker++) {
    await startWorker(means, GROUP_QUEUE, 1, eachOf(means, run))
  }
  const abandon = async (_: WorkerMeans, job: Job) => handlers.abandoned(keySchema.parse(job.data), reasonOf(job))
  await startWorker(means, ABANDONED_GROUP_QUEUE, 1, eachOf(means, abandon))
}

/** Whoever queues a pull request waits for it, and queues are few. */
const GROUP_WORKERS = 2

const keySchema = z.object({
  installationId: z.number(),
  owner: z.string(),
  repo: z.string(),
  headSha: z.string(),
}) satisfies z.ZodType<MergeGroupKey>

/** Asked for while one waits, the one that waits comes first; while one runs, it runs once more afterwards. */
async function request(boss: PgBoss, key: MergeGroupKey, delaySeconds: number): Promise<void> {
  const { installationId, owner, repo, headSha } = key
  const data: MergeGroupKey = { installationId, owner, repo, headSha }
  await boss.upsert(GROUP_QUEUE, data, { singletonKey: singletonKey(key), startAfter: delaySeconds })
}

function singletonKey({ owner, repo, headSha }: MergeGroupKey): string {
  return `${owner}/${repo}@${headSha}`.toLowerCase()
}

/** Where GitHub says how long to wait, the examination waits exactly that, and it costs no retry. */
async function examine({ boss, log }: WorkerMeans, handlers: GroupHandlers, job: Job): Promise<void> {
  const key = keySchema.parse(job.data)
  await orPutOff(
    () => handlers.examine(key, job.signal),
    async (err, delaySeconds) => {
      log.warn({ err, group: singletonKey(key) }, 'the examination of a merge group is put off')
      await request(boss, key, delaySeconds)
    },
  )
}
