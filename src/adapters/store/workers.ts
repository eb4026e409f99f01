import { setTimeout as delay } from 'node:timers/promises'
import type { JobResult, JobWithMetadata, PgBoss } from 'pg-boss'
import { z } from 'zod'
import type { DeliveryHandlers, ExaminationHandlers } from '../../ports/jobs.ts'
import type { DeliveryJob, StoredDeliveries } from './deliveries.ts'
import {
  EVENT_PRIORITY,
  isWaiting,
  priorityOf,
  pullRequestKeySchema,
  request,
  requestBehind,
  singletonKey,
} from './jobs.ts'
import {
  ABANDONED_DELIVERY_QUEUE,
  ABANDONED_EXAMINATION_QUEUE,
  DELIVERY_QUEUE,
  EXAMINATION_QUEUE,
} from './open-queue.ts'
import { orPutOff } from './or-put-off.ts'
import { risingUrgency } from './rising-urgency.ts'
import type { StoreLog } from './store-log.ts'

export interface WorkersOptions {
  /** How many examinations run at a time in this process. */
  readonly concurrency: number
}

/** What any worker runs on. */
export interface WorkerMeans {
  readonly boss: PgBoss
  readonly log: StoreLog
  readonly pollSeconds: number
}

interface DeliveryWork extends WorkerMeans {
  readonly deliveries: StoredDeliveries
  readonly handlers: DeliveryHandlers
}

interface ExaminationWork extends WorkerMeans {
  readonly handlers: ExaminationHandlers
}

/** Starts the workers of deliveries in this process; they run until the queue stops. */
export async function startDeliveryWorkers(work: DeliveryWork): Promise<void> {
  for (let worker = 0; worker < DELIVERY_WORKERS; worker++) {
    await startWorker(work, DELIVERY_QUEUE, DELIVERIES_AT_A_TIME, (jobs) => deliverGathered(work, jobs))
  }
  await startWorker(work, ABANDONED_DELIVERY_QUEUE, 1, eachOf(work, abandonDelivery))
}

/** Starts the workers of examinations in this process; they run until the queue stops. */
export async function startExaminationWorkers(work: ExaminationWork, { concurrency }: WorkersOptions): Promise<void> {
  for (let worker = 0; worker < concurrency; worker++) {
    // However many examinations are asked for in the background, one worker is left to those of events.
    const only = worker === 0 && concurrency > 1 ? { minPriority: EVENT_PRIORITY } : {}
    await startWorker(work, EXAMINATION_QUEUE, 1, eachOf(work, examine), only)
  }
  await startWorker(work, ABANDONED_EXAMINATION_QUEUE, 1, eachOf(work, abandonExamination))
}

/** Every new delivery wakes every one of these, so they are few, and each takes several deliveries at a time. */
const DELIVERY_WORKERS = 2
const DELIVERIES_AT_A_TIME = 20
const GATHERING_MS = 50

export type Job = JobWithMetadata<unknown>
type RunJobs = (jobs: readonly Job[]) => Promise<JobResult[]>

/** One worker each, since only a worker's own id can wake it: after a job it looks for the next one at once. */
export async function startWorker(
  { boss, pollSeconds }: WorkerMeans,
  queue: string,
  batchSize: number,
  run: RunJobs,
  only: { readonly minPriority?: number } = {},
): Promise<void> {
  const options = {
    ...only,
    pollingIntervalSeconds: pollSeconds,
    notifyPollingIntervalSeconds: pollSeconds,
    includeMetadata: true,
    perJobResults: true,
    batchSize,
  } as const
  const worker: { id?: string } = {}
  worker.id = await boss.work<unknown, JobResult[], typeof options>(queue, options, async (jobs) => {
    try {
      return await run(jobs)
    } finally {
      if (worker.id !== undefined) boss.notifyWorker(worker.id)
    }
  })
}

export function eachOf<W extends WorkerMeans>(work: W, run: (work: W, job: Job) => Promise<void>): RunJobs {
  return (jobs) => Promise.all(jobs.map((job) => attempt(work, job, () => run(work, job))))
}

/** Runs one job. Only the message of an error is kept: some errors carry a payload, and the queue would store it. */
async function attempt({ log }: WorkerMeans, job: Job, run: () => Promise<void>): Promise<JobResult> {
  try {
    await run()
    return { id: job.id, status: 'completed' }
  } catch (error) {
    log.warn({ err: error, queue: job.name, job: job.id, run: job.retryCount + 1 }, 'a job failed')
    return { id: job.id, status: 'failed', output: { message: messageOf(error) } }
  }
}

const deliveryJobSchema = z.object({ deliveryId: z.string(), event: z.string(), attempt: z.number() })
const failureSchema = z.object({ message: z.string() })

/** Where many come, more of them are gathered before the next look: each look and each batch costs as much as many. */
async function deliverGathered(work: DeliveryWork, jobs: readonly Job[]): Promise<JobResult[]> {
  const results = await deliverAll(work, jobs)
  if (jobs.length > 1) await delay(GATHERING_MS)
  return results
}

async function deliverAll(work: DeliveryWork, jobs: readonly Job[]): Promise<JobResult[]> {
  const { deliveries, handlers } = work
  const parsed = jobs.map((job) => ({ job, delivery: deliveryJobSchema.parse(job.data) }))
  const pending = await deliveries.pending(parsed.map(({ delivery }) => delivery))
  const handled: DeliveryJob[] = []
  const results = parsed.map(({ job, delivery }) =>
    attempt(work, job, async () => {
      const stored = pending.get(delivery.deliveryId)
      if (stored === undefined) return
      await handlers.deliver(stored, job.signal)
      handled.push(delivery)
    }),
  )
  const settled = await Promise.all(results)
  await deliveries.settle(handled, 'handled')
  return settled
}

/** Where GitHub says how long to wait, the examination waits exactly that, and it costs no retry. */
async function examine({ boss, handlers, log, pollSeconds }: ExaminationWork, job: Job): Promise<void> {
  const key = pullRequestKeySchema.parse(job.data)
  const priority = priorityOf(job)
  const rising = risingUrgency(key, priority, { boss, pollSeconds })
  const run = async () => {
    try {
      await handlers.examine(key, job.signal, rising.urgency)
    } finally {
      rising.stop()
    }
  }
  await orPutOff(run, async (err, delaySeconds) => {
    log.warn({ err, pull: singletonKey(key) }, 'an examination is put off')
    await (priority === 'event' ? request(boss, key, delaySeconds) : requestBehind(boss, key, priority, delaySeconds))
  })
}

async function abandonDelivery({ deliveries, handlers }: DeliveryWork, job: Job): Promise<void> {
  const deliveryJob = deliveryJobSchema.parse(job.data)
  await deliveries.settle([deliveryJob], 'failed')
  const { deliveryId, event } = deliveryJob
  await handlers.abandoned({ kind: 'delivery', deliveryId, event, reason: reasonOf(job) })
}

/** Another request may have come in meanwhile: then nothing is lost, and its own run will tell. */
async function abandonExamination({ boss, handlers }: ExaminationWork, job: Job): Promise<void> {
  const key = pullRequestKeySchema.parse(job.data)
  if (await isWaiting(boss, key)) return
  await handlers.abandoned({ kind: 'examination', key, reason: reasonOf(job) })
}

/** Why a job that was given up has failed the last time. */
export function reasonOf(job: Job): string {
  const failure = failureSchema.safeParse(job.sourceOutput)
  return failure.success ? failure.data.message : 'the reason was not recorded'
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
