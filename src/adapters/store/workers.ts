import type { JobWithMetadata, PgBoss } from 'pg-boss'
import { z } from 'zod'
import { Fault } from '../../ports/fault.ts'
import type { JobHandlers } from '../../ports/jobs.ts'
import type { StoredDeliveries } from './deliveries.ts'
import { pullRequestKeySchema, request, singletonKey } from './jobs.ts'
import {
  ABANDONED_DELIVERY_QUEUE,
  ABANDONED_EXAMINATION_QUEUE,
  DELIVERY_QUEUE,
  EXAMINATION_QUEUE,
} from './open-queue.ts'
import type { StoreLog } from './store-log.ts'

export interface WorkersOptions {
  /** How many examinations, and how many deliveries, run at a time in this process. */
  readonly concurrency: number
}

interface Work {
  readonly boss: PgBoss
  readonly deliveries: StoredDeliveries
  readonly handlers: JobHandlers
  readonly log: StoreLog
  readonly pollSeconds: number
}

/** Starts the workers of this process; they run until the queue stops. */
export async function startWorkers(work: Work, { concurrency }: WorkersOptions): Promise<void> {
  for (let worker = 0; worker < concurrency; worker++) {
    await startWorker(work, DELIVERY_QUEUE, (job) => deliver(work, job))
    await startWorker(work, EXAMINATION_QUEUE, (job) => examine(work, job))
  }
  await startWorker(work, ABANDONED_DELIVERY_QUEUE, (job) => abandonDelivery(work, job))
  await startWorker(work, ABANDONED_EXAMINATION_QUEUE, (job) => abandonExamination(work, job))
}

type Job = JobWithMetadata<unknown>

/** One worker each, since only a worker's own id can wake it: after a job it looks for the next one at once. */
async function startWorker(work: Work, queue: string, run: (job: Job) => Promise<void>): Promise<void> {
  const { boss, log, pollSeconds } = work
  const options = {
    pollingIntervalSeconds: pollSeconds,
    notifyPollingIntervalSeconds: pollSeconds,
    includeMetadata: true,
  } as const
  const worker: { id?: string } = {}
  worker.id = await boss.work<unknown, void, typeof options>(queue, options, async (jobs) => {
    try {
      for (const job of jobs) await run(job)
    } catch (error) {
      const [job] = jobs
      log.warn({ err: error, queue, job: job?.id, run: (job?.retryCount ?? 0) + 1 }, 'a job failed')
      // Only the message: the queue would store every property of an error, and some errors carry a payload.
      throw new Error(messageOf(error))
    } finally {
      if (worker.id !== undefined) boss.notifyWorker(worker.id)
    }
  })
}

const deliveryJobSchema = z.object({ deliveryId: z.string(), event: z.string(), attempt: z.number() })
const failureSchema = z.object({ message: z.string() })

async function deliver({ deliveries, handlers }: Work, job: Job): Promise<void> {
  const deliveryJob = deliveryJobSchema.parse(job.data)
  const delivery = await deliveries.pending(deliveryJob)
  if (delivery === null) return
  await handlers.deliver(delivery, job.signal)
  await deliveries.settle(deliveryJob, 'handled')
}

/** Where GitHub says how long to wait, the examination waits exactly that, and it costs no retry. */
async function examine({ boss, handlers, log }: Work, job: Job): Promise<void> {
  const key = pullRequestKeySchema.parse(job.data)
  try {
    await handlers.examine(key, job.signal)
  } catch (error) {
    if (!(error instanceof Fault) || error.retryAfterMs === undefined) throw error
    log.warn({ err: error, pull: singletonKey(key) }, 'an examination is put off')
    await request(boss, key, Math.ceil(error.retryAfterMs / 1_000))
  }
}

async function abandonDelivery({ deliveries, handlers }: Work, job: Job): Promise<void> {
  const deliveryJob = deliveryJobSchema.parse(job.data)
  await deliveries.settle(deliveryJob, 'failed')
  const { deliveryId, event } = deliveryJob
  await handlers.abandoned({ kind: 'delivery', deliveryId, event, reason: reasonOf(job) })
}

/** Another request may have come in meanwhile: then nothing is lost, and its own run will tell. */
async function abandonExamination({ boss, handlers }: Work, job: Job): Promise<void> {
  const key = pullRequestKeySchema.parse(job.data)
  const waiting = await boss.findJobs(EXAMINATION_QUEUE, { key: singletonKey(key), queued: true, limit: 1 })
  if (waiting.length > 0) return
  await handlers.abandoned({ kind: 'examination', key, reason: reasonOf(job) })
}

function reasonOf(job: Job): string {
  const failure = failureSchema.safeParse(job.sourceOutput)
  return failure.success ? failure.data.message : 'the reason was not recorded'
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
