import { z } from 'zod'
import type { AppDependencies } from '../app-dependencies.ts'
import { accountSchema, pusherOf, repositoryEventSchema, repositoryOf } from './payload.ts'

const schema = repositoryEventSchema.extend({
  ref: z.string(),
  deleted: z.boolean(),
  sender: accountSchema,
  /** At most 2,048 of them. `distinct`: no earlier push brought this commit. */
  commits: z.array(z.object({ id: z.string(), distinct: z.boolean() })),
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
  const brought = event.commits.filter((commit) => commit.distinct).map((commit) => commit.id)
  await records.addPushedCommits(repository, brought, pusherOf(event.sender))
  for (const number of await pullRequests.openOnto(repository, branch)) {
    await jobs.requestExamination({ ...repository, number })
  }
}
