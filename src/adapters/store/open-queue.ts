import { sql } from 'kysely'
import { PgBoss, type QueueOptions } from 'pg-boss'
import type { DatabaseConnection } from './database-connection.ts'
import { JOBS_SCHEMA } from './schema.ts'
import type { StoreLog } from './store-log.ts'

/** Queue names. What fails for the last time is copied to the queue of the same name with `-abandoned`. */
export const DELIVERY_QUEUE = 'delivery'
export const EXAMINATION_QUEUE = 'examination'
export const ABANDONED_DELIVERY_QUEUE = 'delivery-abandoned'
export const ABANDONED_EXAMINATION_QUEUE = 'examination-abandoned'
export const GROUP_QUEUE = 'merge-group'
export const ABANDONED_GROUP_QUEUE = 'merge-group-abandoned'
export const WATCH_QUEUE = 'watch'
export const ABANDONED_WATCH_QUEUE = 'watch-abandoned'
export const COMMAND_QUEUE = 'command'
export const ABANDONED_COMMAND_QUEUE = 'command-abandoned'
export const FAN_OUT_QUEUE = 'fan-out'
export const ABANDONED_FAN_OUT_QUEUE = 'fan-out-abandoned'

/** When jobs run. A failed one runs again after `retryDelaySeconds`, then twice as long each time, up to the maximum. */
export interface JobTiming {
  readonly retryLimit: number
  readonly retryDelaySeconds: number
  readonly maxRetryDelaySeconds: number
  /** How long after a worker's last sign of life its job is given to another one; 10 at least. */
  readonly heartbeatSeconds: number
  /** How often a worker looks for retries that fell due; 0.5 at least. A new job wakes it at once. */
  readonly pollSeconds: number
}

/**
 * Eleven runs over some 24 minutes: longer than most outages of GitHub, and then a person has to know. An examination
 * computes without pause for seconds at most, and a heartbeat must get through in between.
 */
export const JOB_TIMING: JobTiming = {
  retryLimit: 10,
  retryDelaySeconds: 1,
  maxRetryDelaySeconds: 300,
  heartbeatSeconds: 20,
  pollSeconds: 2,
}

/**
 * Starts the queue and returns jobs that a killed process left half-way. With an exclusive database these are known
 * at once; otherwise the heartbeat that stopped tells, after `heartbeatSeconds` and one round of supervision.
 */
export async function openQueue(connection: DatabaseConnection, log: StoreLog, timing: JobTiming): Promise<PgBoss> {
  const supervisionSeconds = connection.exclusive ? ALONE_SUPERVISION_SECONDS : SUPERVISION_SECONDS
  const boss = new PgBoss({
    ...connection.queue,
    schema: JOBS_SCHEMA,
    application_name: 'countersign-jobs',
    useListenNotify: true,
    superviseIntervalSeconds: supervisionSeconds,
    monitorIntervalSeconds: supervisionSeconds,
  })
  boss.on('error', (error) => log.error({ err: error }, 'the job queue reports an error'))
  boss.on('warning', (warning) => log.warn({ data: warning.data }, warning.message))
  await boss.start()
  await createQueues(boss, timing, connection.exclusive)
  if (connection.exclusive) await returnInterruptedJobs(connection, boss, log)
  return boss
}

/** How often the queue looks for workers of other processes that died; alone, there are none, and looking is dear. */
const SUPERVISION_SECONDS = 5
const ALONE_SUPERVISION_SECONDS = 60
const DELIVERY_TIMEOUT_SECONDS = 120
const EXAMINATION_TIMEOUT_SECONDS = 600
/** How long finished jobs are kept to look at. Duplicate deliveries are known by their row, not by their job. */
const KEEP_FINISHED_SECONDS = 86_400
/** Jobs that nobody could run in this time are dropped: by then GitHub redelivers no more. */
const KEEP_WAITING_SECONDS = 14 * 86_400

async function createQueues(boss: PgBoss, timing: JobTiming, exclusive: boolean): Promise<void> {
  const options: QueueOptions & { readonly notify: true } = {
    notify: true,
    // Alone there is nobody to give a job to: a heartbeat could only be missed by a process that is busy.
    ...(exclusive ? {} : { heartbeatSeconds: timing.heartbeatSeconds }),
    retryLimit: timing.retryLimit,
    retryDelay: timing.retryDelaySeconds,
    retryDelayMax: timing.maxRetryDelaySeconds,
    retryBackoff: true,
    deleteAfterSeconds: KEEP_FINISHED_SECONDS,
    retentionSeconds: KEEP_WAITING_SECONDS,
    expireInSeconds: DELIVERY_TIMEOUT_SECONDS,
  }
  await createQueue(boss, ABANDONED_DELIVERY_QUEUE, 'standard', options)
  await createQueue(boss, ABANDONED_EXAMINATION_QUEUE, 'standard', options)
  await createQueue(boss, ABANDONED_WATCH_QUEUE, 'standard', options)
  await createQueue(boss, ABANDONED_GROUP_QUEUE, 'standard', options)
  await createQueue(boss, ABANDONED_COMMAND_QUEUE, 'standard', options)
  await createQueue(boss, ABANDONED_FAN_OUT_QUEUE, 'standard', options)
  await createQueue(boss, DELIVERY_QUEUE, 'standard', { ...options, deadLetter: ABANDONED_DELIVERY_QUEUE })
  // `stately` with a key allows one waiting and one running job a pull request: runs never overlap, any number of
  // requests before a run make one run, and a request during a run makes one more.
  await createQueue(boss, EXAMINATION_QUEUE, 'stately', {
    ...options,
    expireInSeconds: EXAMINATION_TIMEOUT_SECONDS,
    deadLetter: ABANDONED_EXAMINATION_QUEUE,
  })
  await createQueue(boss, GROUP_QUEUE, 'stately', {
    ...options,
    expireInSeconds: EXAMINATION_TIMEOUT_SECONDS,
    deadLetter: ABANDONED_GROUP_QUEUE,
  })
  await createQueue(boss, WATCH_QUEUE, 'stately', {
    ...options,
    expireInSeconds: EXAMINATION_TIMEOUT_SECONDS,
    deadLetter: ABANDONED_WATCH_QUEUE,
  })
  await createQueue(boss, COMMAND_QUEUE, 'stately', {
    ...options,
    expireInSeconds: EXAMINATION_TIMEOUT_SECONDS,
    deadLetter: ABANDONED_COMMAND_QUEUE,
  })
  await createQueue(boss, FAN_OUT_QUEUE, 'stately', {
    ...options,
    expireInSeconds: EXAMINATION_TIMEOUT_SECONDS,
    deadLetter: ABANDONED_FAN_OUT_QUEUE,
  })
}

/** Creating leaves an existing queue as it is, so its options are written again: this version's count. */
async function createQueue(
  boss: PgBoss,
  name: string,
  policy: 'standard' | 'stately',
  options: QueueOptions & { readonly notify: boolean; readonly deadLetter?: string },
): Promise<void> {
  await boss.createQueue(name, { ...options, policy })
  await boss.updateQueue(name, options)
}

async function returnInterruptedJobs(connection: DatabaseConnection, boss: PgBoss, log: StoreLog): Promise<void> {
  const jobs = sql.table(`${JOBS_SCHEMA}.job`)
  const active = await sql<{ name: string; id: string }>`select name, id from ${jobs} where state = 'active'`.execute(
    connection.database,
  )
  const byQueue = Map.groupBy(active.rows, (job) => job.name)
  for (const [name, rows] of byQueue) {
    const ids = rows.map((job) => job.id)
    await boss.fail(name, ids, { message: 'the process that ran this job ended' })
    // That was hardly the job's own fault: it runs again at once, though not for ever.
    const again = sql`update ${jobs} set start_after = now() where state = 'retry' and id in (${sql.join(ids)})`
    await again.execute(connection.database)
    log.warn({ queue: name, jobs: ids.length }, 'jobs were interrupted and run again')
  }
}
