import { z } from 'zod'
import type { AppDependencies } from '../app-dependencies.ts'
import { accountSchema, pullRequestEventSchema, pullRequestOf, pusherOf } from './payload.ts'

const schema = pullRequestEventSchema.extend({
  action: z.string(),
  sender: accountSchema,
  pull_request: pullRequestEventSchema.shape.pull_request.extend({
    head: z.object({ sha: z.string() }),
    base: z.object({ ref: z.string(), repo: z.object({ default_branch: z.string() }) }),
    merged: z.boolean().nullish(),
  }),
  /** The head until this push. */
  before: z.string().optional(),
  /** What was edited: the base branch is what a change is judged against, the body may tell who wrote it. */
  changes: z.object({ base: z.unknown().optional(), body: z.unknown().optional() }).optional(),
})

type PullRequestDependencies = Pick<
  AppDependencies,
  'jobs' | 'records' | 'pullRequests' | 'announcedChecks' | 'examinedPulls' | 'knownHeads'
>

/** After these nobody has seen a check of the head yet that is about what it is to be merged into now, as a rule. */
const HAS_NEW_HEAD: ReadonlySet<string> = new Set(['opened', 'reopened', 'synchronize'])

/**
 * A pull request was opened, got commits, changed what it is judged by, or was closed. Who pushed is remembered first.
 * A commit has one check for all the pull requests whose head it is: those that it leaves behind are examined too.
 */
export async function onPullRequest(payload: unknown, dependencies: PullRequestDependencies): Promise<void> {
  const { jobs, records, pullRequests, announcedChecks, examinedPulls, knownHeads } = dependencies
  const event = schema.parse(payload)
  const { action, changes, sender } = event
  const key = pullRequestOf(event)
  if (action === 'edited' && changes?.base === undefined && changes?.body === undefined) return
  if (action === 'opened' || action === 'synchronize') await records.addPusher(key, pusherOf(sender))
  const { head, base, merged } = event.pull_request
  knownHeads?.note(key, head.sha)
  if (action === 'closed') {
    // Changed settings are tried on what is open and on what was merged.
    await (merged === true ? examinedPulls?.merged(key) : examinedPulls?.drop(key))
  } else {
    const requested = jobs.requestExamination(key)
    // Before its examination can have its turn, which looks first and opens the check after that.
    if (HAS_NEW_HEAD.has(action) || changes?.base !== undefined) {
      const isOntoDefault = base.ref === base.repo.default_branch
      announcedChecks?.announce(key, { headSha: head.sha, baseRef: base.ref, isOntoDefault }, requested)
    }
    await requested
  }
  const left = action === 'closed' ? event.pull_request.head.sha : event.before
  // To ask GitHub takes a request or more, and hardly any commit is the head of two.
  if (left === undefined || !(await records.isShared(key, left))) return
  for (const number of await pullRequests.withHead(key, left)) {
    if (number !== key.number) await jobs.requestExamination({ ...key, number })
  }
}
