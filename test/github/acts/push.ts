import { emitCheckSuiteEvent } from '../webhooks/check-events.ts'
import { emitPullEvent } from '../webhooks/pull-events.ts'
import { emitPushEvent } from '../webhooks/push-event.ts'
import type { Account } from '../world/account.ts'
import type { Pull } from '../world/pull.ts'
import { baseTipOf } from '../world/pull-content.ts'
import type { Activity, Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { suiteFor } from './check-runs.ts'
import { type CommitOptions, newCommit } from './commit-options.ts'

export interface Push {
  readonly by: Account
  readonly branch: string
  /** Where the first commit stands: by default the branch's tip; null for a history of its own. */
  readonly onto?: string | null
  readonly commits: readonly CommitOptions[]
}

/** Adds commits to a branch (or replaces what it had, with `onto`), and tells of it. Returns the new tip. */
export async function push(world: World, repository: Repository, { by, branch, onto, commits }: Push): Promise<string> {
  const ref = `refs/heads/${branch}`
  const before = (await repository.git.resolve(ref)) ?? null
  const start = onto === undefined ? before : onto
  const made = await repository.git.import(
    ref,
    start,
    commits.map((commit) => newCommit(world, by, commit)),
  )
  const after = made.at(-1) ?? start
  if (after === null) throw new Error('A push needs a commit')
  await announcePush(world, repository, by, branch, before, after)
  return after
}

/** Tells the world that a branch moved: push, check suites, and the pull requests whose head it is. */
export async function announcePush(
  world: World,
  repository: Repository,
  by: Account,
  branch: string,
  before: string | null,
  after: string | null,
): Promise<void> {
  repository.pushedAt = world.clock.iso()
  const ref = `refs/heads/${branch}`
  const kind = await kindOfMove(repository, before, after)
  repository.activities.push({ id: world.nextId(), ref, before, after, kind, actor: by, at: repository.pushedAt })
  await emitPushEvent(world, repository, by, ref, before, after)
  if (after !== null) await requestSuites(world, repository, by, branch, after)
  for (const pull of pullsFrom(world, repository, branch)) {
    if (after === null) await closeForDeletedBranch(world, pull, by)
    else await synchronize(world, pull, by, after)
  }
  world.changed.notify()
}

async function kindOfMove({ git }: Repository, before: string | null, after: string | null): Promise<Activity['kind']> {
  if (before === null) return 'branch_creation'
  if (after === null) return 'branch_deletion'
  return (await git.isAncestor(before, after)) ? 'push' : 'force_push'
}

/** GitHub makes a suite on every push for every app that may write checks. */
async function requestSuites(world: World, repository: Repository, by: Account, branch: string, sha: string) {
  for (const app of world.apps.values()) {
    if (!app.receivesWebhooks || app.permissions['checks'] !== 'write') continue
    await emitCheckSuiteEvent(world, repository, suiteFor(world, repository, app, sha, branch), by, 'requested')
  }
}

function pullsFrom(world: World, repository: Repository, branch: string): readonly Pull[] {
  return [...world.repositories.values()]
    .flatMap((one) => [...one.pulls.values()])
    .filter((pull) => pull.state === 'open' && pull.head === repository && pull.headRef === branch)
}

async function synchronize(world: World, pull: Pull, by: Account, after: string): Promise<void> {
  const before = pull.headSha
  if (before === after) return
  pull.headSha = after
  await publishHead(pull)
  pull.baseSha = await baseTipOf(pull)
  pull.updatedAt = world.clock.iso()
  await emitPullEvent(world, pull, by, { action: 'synchronize', before, after })
}

/** `refs/pull/N/head` in the base repository, which is how a fork's commits can be read there. */
export async function publishHead(pull: Pull): Promise<void> {
  const ref = `refs/pull/${pull.number}/head`
  if (pull.head === pull.base) await pull.base.git.setRef(ref, pull.headSha)
  else await pull.base.git.fetch(pull.head.git.directory, `refs/heads/${pull.headRef}`, ref)
}

async function closeForDeletedBranch(world: World, pull: Pull, by: Account): Promise<void> {
  pull.state = 'closed'
  pull.closedAt = world.clock.iso()
  pull.updatedAt = pull.closedAt
  await emitPullEvent(world, pull, by, { action: 'closed' })
}
