import type { PgBoss } from 'pg-boss'
import { z } from 'zod'
import type { FanOut, FanOutHandlers, FanOuts } from '../../ports/fan-outs.ts'
import { orFault } from './database-fault.ts'
import { ABANDONED_FAN_OUT_QUEUE, FAN_OUT_QUEUE } from './open-queue.ts'
import { orPutOff } from './or-put-off.ts'
import { eachOf, type Job, reasonOf, startWorker, type WorkerMeans } from './workers.ts'

/** The queue of what concerns many pull requests: apart from deliveries, which it would hold up. */
export function storedFanOuts(boss: PgBoss): FanOuts {
  return { request: (fanOut) => orFault('many examinations were not queued', () => request(boss, fanOut, 0)) }
}

/** Starts the workers of this process; they run until the queue stops. */
export async function startFanOutWorkers(means: WorkerMeans, handlers: FanOutHandlers): Promise<void> {
  const run = (_: WorkerMeans, job: Job) => spread(means, handlers, job)
  for (let worker = 0; worker < FAN_OUT_WORKERS; worker++) {
    await startWorker(means, FAN_OUT_QUEUE, 1, eachOf(means, run))
  }
  const abandon = async (_: WorkerMeans, job: Job) => handlers.abandoned(jobSchema.parse(job.data), reasonOf(job))
  await startWorker(means, ABANDONED_FAN_OUT_QUEUE, 1, eachOf(means, abandon))
}

const FAN_OUT_WORKERS = 2

const repository = z.object({ installationId: z.number(), owner: z.string(), repo: z.string() })
const jobSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('installation'), installationId: z.number(), page: z.number() }),
  z.object({ kind: z.literal('repository'), repository }),
  z.object({ kind: z.literal('base'), repository, branch: z.string() }),
]) satisfies z.ZodType<FanOut>

/** Asked for while one waits, the one that waits comes first; while one runs, it runs once more afterwards. */
async function request(boss: PgBoss, fanOut: FanOut, delaySeconds: number): Promise<void> {
  await boss.upsert(FAN_OUT_QUEUE, fanOut, { singletonKey: singletonKey(fanOut), startAfter: delaySeconds })
}

function singletonKey(fanOut: FanOut): string {
  if (fanOut.kind === 'installation') return `installation ${fanOut.installationId} ${fanOut.page}`
  const { owner, repo } = fanOut.repository
  const name = `${owner}/${repo}`.toLowerCase()
  return fanOut.kind === 'repository' ? name : `${name} ${fanOut.branch}`
}

/** Where GitHub says how long to wait, the job waits exactly that, and it costs no retry. */
async function spread({ boss, log }: WorkerMeans, handlers: FanOutHandlers, job: Job): Promise<void> {
  const fanOut = jobSchema.parse(job.data)
  await orPutOff(
    () => handlers.spread(fanOut, job.signal),
    async (err, delaySeconds) => {
      log.warn({ err, job: singletonKey(fanOut) }, 'what concerns many pull requests is put off')
      await request(boss, fanOut, delaySeconds)
    },
  )
}
