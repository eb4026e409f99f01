import { sql } from 'kysely'
import type { PgBoss } from 'pg-boss'
import { z } from 'zod'
import type { BackgroundJobs, FanOutJobs, Jobs } from '../../ports/jobs.ts'
import type { PullRequestKey } from '../../ports/pull-requests.ts'
import type { RequestPriority } from '../../ports/request-priority.ts'
import { orFault } from './database-fault.ts'
import { EXAMINATION_QUEUE } from './open-queue.ts'
import { type Database, JOBS_SCHEMA } from './schema.ts'

export const pullRequestKeySchema = z.object({
  installationId: z.number(),
  owner: z.string(),
  repo: z.string(),
  number: z.number(),
})

/** Of a queue's jobs those of a higher number run first. */
export const EVENT_PRIORITY = 0
const FAN_OUT_PRIORITY = -5
const BACKGROUND_PRIORITY = -10

/** For what a job of this priority is run. */
export function priorityOf(job: { readonly priority: number }): RequestPriority {
  if (job.priority >= EVENT_PRIORITY) return 'event'
  return job.priority >= FAN_OUT_PRIORITY ? 'fan-out' : 'background'
}

export function storedJobs(boss: PgBoss, database: Database): Jobs & FanOutJobs & BackgroundJobs {
  return {
    requestExamination: (key) => orFault('an examination was not queued', () => request(boss, key, 0)),
    requestInFanOut: (key) =>
      orFault('an examination was not queued', async () => {
        if (!(await requestBehind(boss, key, 'fan-out', 0))) await raise(database, key, FAN_OUT_PRIORITY)
      }),
    requestInBackground: (key) =>
      orFault('an examination was not queued', async () => {
        if (await isUnderWay(boss, key)) return false
        return requestBehind(boss, key, 'background', 0)
      }),
  }
}

/** Queues an examination to start in `delaySeconds`, or puts the one that waits already at that time and first. */
export async function request(boss: PgBoss, key: PullRequestKey, delaySeconds: number): Promise<void> {
  await boss.upsert(EXAMINATION_QUEUE, dataOf(key), {
    singletonKey: singletonKey(key),
    startAfter: delaySeconds,
    priority: EVENT_PRIORITY,
  })
}

/** Queues an examination behind those of events; false where one waits already. */
export async function requestBehind(
  boss: PgBoss,
  key: PullRequestKey,
  priority: Exclude<RequestPriority, 'event'>,
  delaySeconds: number,
): Promise<boolean> {
  const id = await boss.send(EXAMINATION_QUEUE, dataOf(key), {
    singletonKey: singletonKey(key),
    startAfter: delaySeconds,
    priority: priority === 'fan-out' ? FAN_OUT_PRIORITY : BACKGROUND_PRIORITY,
  })
  return id !== null
}

/** Puts the examination that waits before others of a lower priority; never behind where it is. */
async function raise(database: Database, key: PullRequestKey, priority: number): Promise<void> {
  await sql`
    update ${sql.table(`${JOBS_SCHEMA}.job`)} set priority = ${priority}, start_after = now()
    where name = ${EXAMINATION_QUEUE} and singleton_key = ${singletonKey(key)} and state = 'created'
      and priority < ${priority}`.execute(database)
}

/** The priority of the examination that waits, if one does. */
export async function waitingPriority(boss: PgBoss, key: PullRequestKey): Promise<RequestPriority | undefined> {
  const [waiting] = await boss.findJobs(EXAMINATION_QUEUE, { key: singletonKey(key), queued: true, limit: 1 })
  return waiting && priorityOf(waiting)
}

/** Whether an examination has been asked for that has not begun. */
export async function isWaiting(boss: PgBoss, key: PullRequestKey): Promise<boolean> {
  return (await boss.findJobs(EXAMINATION_QUEUE, { key: singletonKey(key), queued: true, limit: 1 })).length > 0
}

const UNDER_WAY: ReadonlySet<string> = new Set(['created', 'retry', 'active'])

async function isUnderWay(boss: PgBoss, key: PullRequestKey): Promise<boolean> {
  return (await boss.findJobs(EXAMINATION_QUEUE, { key: singletonKey(key) })).some(({ state }) => UNDER_WAY.has(state))
}

export function singletonKey(key: PullRequestKey): string {
  return `${key.owner}/${key.repo}#${key.number}`.toLowerCase()
}

function dataOf({ installationId, owner, repo, number }: PullRequestKey): PullRequestKey {
  return { installationId, owner, repo, number }
}
