import { z } from 'zod'
import type { AppDependencies } from '../app-dependencies.ts'
import { accountSchema, pusherOf, repositoryEventSchema, repositoryOf } from './payload.ts'

/** `distinct`: no earlier push brought this commit. */
const commit = z.object({ id: z.string(), distinct: z.boolean() })
const schema = repositoryEventSchema.extend({
  ref: z.string(),
  deleted: z.boolean(),
  sender: accountSchema,
  /** At most 2,048 of them. */
  commits: z.array(commit),
  /** The branch's new tip, also where it is not among the commits listed. */
  head_commit: commit.nullish(),
})

const BRANCH = /^refs\/heads\/(.+)$/s

/**
 * Commits came to a branch. Who brought them is remembered, since a pull request may be opened for them later by
 * somebody else, and their author's e-mail address is whatever the pusher wrote. Open pull requests onto the branch
 * are examined again: what would land is no longer the same.
 */
export async function onPush(payload: unknown, { jobs, records, pullRequests }: AppDependencies): Promise<void> {
  const event = schema.parse(payload)
  const branch = BRANCH.exec(event.ref)?.[1]
  if (branch === undefined || event.deleted) return
  const repository = repositoryOf(event)
  const listed = [...event.commits, ...(event.head_commit ? [event.head_commit] : [])]
  const brought = new Set(listed.filter(({ distinct }) => distinct).map(({ id }) => id))
  await records.addPushedCommits(repository, [...brought], pusherOf(event.sender))
  for (const number of await pullRequests.openOnto(repository, branch)) {
    await jobs.requestExamination({ ...repository, number })
  }
}
