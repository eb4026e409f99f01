import type { PgBoss } from 'pg-boss'
import type { PeriodicTask } from '../../ports/jobs.ts'
import type { StoreLog } from './store-log.ts'

export interface PeriodicTaskOptions {
  readonly boss: PgBoss
  readonly log: StoreLog
  /** How often a worker looks for runs that fell due. */
  readonly pollSeconds: number
  /** Aborts when the store closes: a run ends where it is. */
  readonly closing: AbortSignal
  /** After how long without a sign of life a process's run is given up; absent where there is no other process. */
  readonly heartbeatSeconds?: number
}

/**
 * Runs a task now and then at its interval until the queue stops. Each run is a job, of which one at a time is running
 * and one waiting however many processes there are; the next is queued before one begins, so that none is the last.
 */
export async function runPeriodically(task: PeriodicTask, options: PeriodicTaskOptions): Promise<void> {
  const { boss, log, pollSeconds, closing } = options
  const queue = queueOf(task.name)
  const { heartbeatSeconds } = options
  const settings = {
    retryLimit: 0,
    expireInSeconds: RUN_TIMEOUT_SECONDS,
    deleteAfterSeconds: KEEP_FINISHED_SECONDS,
    ...(heartbeatSeconds === undefined ? {} : { heartbeatSeconds }),
  }
  await boss.createQueue(queue, { ...settings, policy: 'stately', notify: true })
  await boss.updateQueue(queue, { ...settings, notify: true })
  const polling = { pollingIntervalSeconds: pollSeconds, notifyPollingIntervalSeconds: pollSeconds }
  await boss.work<object>(queue, { ...polling, batchSize: 1 }, async ([job]) => {
    await queueRun(boss, queue, task.everySeconds)
    const signal = job === undefined ? closing : AbortSignal.any([closing, job.signal])
    try {
      await task.run(signal)
    } catch (err) {
      log.warn({ err, task: task.name }, 'a periodic task failed; it runs again at its time')
    }
  })
  await queueRun(boss, queue, 0)
}

/** Has a task that was started run at its next opportunity; after a run that is under way, once more. */
export async function runSoon(boss: PgBoss, task: string): Promise<void> {
  await queueRun(boss, queueOf(task), 0)
}

function queueOf(task: string): string {
  return `periodic-${task}`
}

const RUN_TIMEOUT_SECONDS = 900
const KEEP_FINISHED_SECONDS = 3_600
/** All runs of a task have one key. */
const KEY = 'run'

/** Puts the run that waits at this time, or queues one. */
async function queueRun(boss: PgBoss, queue: string, delaySeconds: number): Promise<void> {
  await boss.upsert(queue, {}, { singletonKey: KEY, startAfter: delaySeconds })
}
