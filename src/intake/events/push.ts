import { z } from 'zod'
import type { AppDependencies } from '../app-dependencies.ts'
import { floorChanged } from '../floor-changed.ts'
import { accountSchema, pusherOf, repositoryEventSchema, repositoryOf } from './payload.ts'

/** `distinct`: no earlier push brought this commit. */
const commit = z.object({ id: z.string(), distinct: z.boolean() })
const schema = repositoryEventSchema.extend({
  ref: z.string(),
  deleted: z.boolean(),
  before: z.string(),
  after: z.string(),
  repository: repositoryEventSchema.shape.repository.extend({ default_branch: z.string() }),
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
 * are examined again: what would land is no longer the same. What landed is looked at by the watch.
 */
export async function onPush(payload: unknown, dependencies: AppDependencies): Promise<void> {
  const { fanOuts, records } = dependencies
  const event = schema.parse(payload)
  const branch = BRANCH.exec(event.ref)?.[1]
  if (branch === undefined || event.deleted) return
  const repository = repositoryOf(event)
  const listed = [...event.commits, ...(event.head_commit ? [event.head_commit] : [])]
  const brought = new Set(listed.filter(({ distinct }) => distinct).map(({ id }) => id))
  await records.addPushedCommits(repository, [...brought], pusherOf(event.sender))
  await watch(branch, event, dependencies)
  if (event.repository.default_branch === branch) await floorChanged(repository, dependencies)
  await fanOuts.request({ kind: 'base', repository, branch })
}

/** Noted before it is looked at: a deployment of the commit has to wait for it. */
async function watch(
  branch: string,
  event: z.infer<typeof schema>,
  { landings, watchJobs }: Pick<AppDependencies, 'landings' | 'watchJobs'>,
): Promise<void> {
  const { before, after, sender } = event
  const repository = repositoryOf(event)
  const isDefault = event.repository.default_branch === branch
  for (const { isHeard, ...move } of await landings.begin(repository, { branch, before, sha: after })) {
    const push = { ...repository, branch, isDefault, before: move.before, after: move.sha }
    await watchJobs.request({ kind: 'push', push: isHeard ? { ...push, pusher: sender.login } : push })
  }
}
