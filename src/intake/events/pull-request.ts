import { z } from 'zod'
import type { AppDependencies } from '../app-dependencies.ts'
import { accountSchema, pullRequestEventSchema, pullRequestOf, pusherOf } from './payload.ts'

const schema = pullRequestEventSchema.extend({
  action: z.string(),
  sender: accountSchema,
  /** What was edited: the base branch is what a change is judged against, the body may tell who wrote it. */
  changes: z.object({ base: z.unknown().optional(), body: z.unknown().optional() }).optional(),
})

/** A pull request was opened, got commits, or changed what it is judged by. Who pushed is remembered first. */
export async function onPullRequest(payload: unknown, { jobs, records }: AppDependencies): Promise<void> {
  const event = schema.parse(payload)
  const key = pullRequestOf(event)
  if (event.action === 'edited' && event.changes?.base === undefined && event.changes?.body === undefined) return
  if (event.action === 'opened' || event.action === 'synchronize') await records.addPusher(key, pusherOf(event.sender))
  await jobs.requestExamination(key)
}
