import { z } from 'zod'
import type { AppDependencies } from '../app-dependencies.ts'
import { accountSchema, pullRequestEventSchema, pullRequestOf, pusherOf } from './payload.ts'

const schema = pullRequestEventSchema.extend({
  action: z.string(),
  sender: accountSchema,
  pull_request: pullRequestEventSchema.shape.pull_request.extend({ head: z.object({ sha: z.string() }) }),
  /** The head until this push. */
  before: z.string().optional(),
  /** What was edited: the base branch is what a change is judged against, the body may tell who wrote it. */
  changes: z.object({ base: z.unknown().optional(), body: z.unknown().optional() }).optional(),
})

/** After these nobody has seen a check of the head yet, as a rule. */
const HAS_NEW_HEAD: ReadonlySet<string> = new Set(['opened', 'reopened', 'synchronize'])

/**
 * A pull request was opened, got commits, changed what it is judged by, or was closed. Who pushed is remembered first.
 * A commit has one check for all the pull requests whose head it is: those that it leaves behind are examined too.
 */
export async function onPullRequest(payload: unknown, dependencies: AppDependencies): Promise<void> {
  const { jobs, records, pullRequests, announcedChecks } = dependencies
  const event = schema.parse(payload)
  const { action, changes, sender } = event
  const key = pullRequestOf(event)
  if (action === 'edited' && changes?.base === undefined && changes?.body === undefined) return
  if (action === 'opened' || action === 'synchronize') await records.addPusher(key, pusherOf(sender))
  if (action !== 'closed') await jobs.requestExamination(key)
  if (HAS_NEW_HEAD.has(action)) announcedChecks?.announce(key, event.pull_request.head.sha)
  const left = action === 'closed' ? event.pull_request.head.sha : event.before
  // To ask GitHub takes a request or more, and hardly any commit is the head of two.
  if (left === undefined || !(await records.isShared(key, left))) return
  for (const number of await pullRequests.withHead(key, left)) {
    if (number !== key.number) await jobs.requestExamination({ ...key, number })
  }
}
