import type { PgBoss } from 'pg-boss'
import { z } from 'zod'
import type { Jobs } from '../../ports/jobs.ts'
import type { PullRequestKey } from '../../ports/pull-requests.ts'
import { orFault } from './database-fault.ts'
import { EXAMINATION_QUEUE } from './open-queue.ts'

export const pullRequestKeySchema = z.object({
  installationId: z.number(),
  owner: z.string(),
  repo: z.string(),
  number: z.number(),
})

export function storedJobs(boss: PgBoss): Jobs {
  return { requestExamination: (key) => orFault('an examination was not queued', () => request(boss, key, 0)) }
}

/** Queues an examination to start in `delaySeconds`, or puts the one that waits already at that time. */
export async function request(boss: PgBoss, key: PullRequestKey, delaySeconds: number): Promise<void> {
  const { installationId, owner, repo, number } = key
  await boss.upsert(
    EXAMINATION_QUEUE,
    { installationId, owner, repo, number },
    { singletonKey: singletonKey(key), startAfter: delaySeconds },
  )
}

export function singletonKey(key: PullRequestKey): string {
  return `${key.owner}/${key.repo}#${key.number}`.toLowerCase()
}
