import type { PgBoss } from 'pg-boss'
import { z } from 'zod'
import type { BackgroundJobs, Jobs } from '../../ports/jobs.ts'
import type { PullRequestKey } from '../../ports/pull-requests.ts'
import { orFault } from './database-fault.ts'
import { EXAMINATION_QUEUE } from './open-queue.ts'

export const pullRequestKeySchema = z.object({
  installationId: z.number(),
  owner: z.string(),
  repo: z.string(),
  number: z.number(),
})

/** Of a queue's jobs those of a higher number run first. */
export const EVENT_PRIORITY = 0
const BACKGROUND_PRIORITY = -10

export function storedJobs(boss: PgBoss): Jobs & BackgroundJobs {
  return {
    requestExamination: (key) => orFault('an examination was not queued', () => request(boss, key, 0)),
    requestInBackground: (key) =>
      orFault('an examination was not queued', async () => {
        if (await isUnderWay(boss, key)) return false
        return requestBehind(boss, key, 0)
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

/** Queues an examination behind all others; false where one waits already. */
export async function requestBehind(boss: PgBoss, key: PullRequestKey, delaySeconds: number): Promise<boolean> {
  const id = await boss.send(EXAMINATION_QUEUE, dataOf(key), {
    singletonKey: singletonKey(key),
    startAfter: delaySeconds,
    priority: BACKGROUND_PRIORITY,
  })
  return id !== null
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
