import type { PgBoss } from 'pg-boss'
import { z } from 'zod'
import type { WatchHandlers, WatchJob, WatchJobs } from '../../ports/watch-jobs.ts'
import { orFault } from './database-fault.ts'
import { ABANDONED_WATCH_QUEUE, WATCH_QUEUE } from './open-queue.ts'
import { orPutOff } from './or-put-off.ts'
import { eachOf, type Job, reasonOf, startWorker, type WorkerMeans } from './workers.ts'

/** The queue of what is watched beside pull requests. */
export function storedWatchJobs(boss: PgBoss): WatchJobs {
  return { request: (job) => orFault('a job of the watch was not queued', () => request(boss, job, 0)) }
}

/** Starts the workers of this process; they run until the queue stops. */
export async function startWatchWorkers(means: WorkerMeans, handlers: WatchHandlers): Promise<void> {
  const run = async (_: WorkerMeans, job: Job) => watch(means, handlers, job)
  for (let worker = 0; worker < WATCH_WORKERS; worker++) {
    await startWorker(means, WATCH_QUEUE, 1, eachOf(means, run))
  }
  const abandon = async (_: WorkerMeans, job: Job) => handlers.abandoned(jobSchema.parse(job.data), reasonOf(job))
  await startWorker(means, ABANDONED_WATCH_QUEUE, 1, eachOf(means, abandon))
}

const WATCH_WORKERS = 2

const repository = { installationId: z.number(), owner: z.string(), repo: z.string() }
const jobSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('push'),
    push: z.object({
      ...repository,
      branch: z.string(),
      isDefault: z.boolean(),
      before: z.string(),
      after: z.string(),
      pusher: z.string().exactOptional(),
    }),
  }),
  z.object({
    kind: z.literal('deployment'),
    request: z.object({
      ...repository,
      runId: z.number(),
      environment: z.string(),
      sha: z.string(),
      defaultBranch: z.string(),
    }),
  }),
]) satisfies z.ZodType<WatchJob>

/** Asked for while one waits, the one that waits comes first; while one runs, it runs once more afterwards. */
async function request(boss: PgBoss, job: WatchJob, delaySeconds: number): Promise<void> {
  await boss.upsert(WATCH_QUEUE, job, { singletonKey: singletonKey(job), startAfter: delaySeconds })
}

function singletonKey(job: WatchJob): string {
  const { owner, repo } = job.kind === 'push' ? job.push : job.request
  const name = `${owner}/${repo}`.toLowerCase()
  switch (job.kind) {
    case 'push':
      return `push ${name} ${job.push.before}..${job.push.after} ${job.push.branch}`
    case 'deployment':
      return `deployment ${name} ${job.request.runId} ${job.request.environment}`
  }
}

/** Where GitHub says how long to wait, the job waits exactly that, and it costs no retry. */
async function watch({ boss, log }: WorkerMeans, handlers: WatchHandlers, job: Job): Promise<void> {
  const parsed = jobSchema.parse(job.data)
  await orPutOff(
    () => handlers.watch(parsed, job.signal),
    async (err, delaySeconds) => {
      log.warn({ err, job: singletonKey(parsed) }, 'a job of the watch is put off')
      await request(boss, parsed, delaySeconds)
    },
  )
}
