import { Refusal } from '../http/refusal.ts'
import { webFlow } from '../shapes/commit-shape.ts'
import { emitPullEvent } from '../webhooks/pull-events.ts'
import type { Account } from '../world/account.ts'
import type { App } from '../world/app.ts'
import type { Pull } from '../world/pull.ts'
import { baseTipOf, mergeBaseOf } from '../world/pull-content.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { person } from './commit-options.ts'
import { announcePush, publishHead } from './push.ts'

export interface NewPull {
  readonly author: Account
  readonly head: Repository
  readonly headRef: string
  readonly baseRef: string
  readonly title: string
  readonly body: string | null
  readonly draft: boolean
  readonly openedVia: App | null
}

export async function openPull(world: World, base: Repository, options: NewPull): Promise<Pull> {
  const headSha = await tip(options.head, options.headRef)
  const now = world.clock.iso()
  const number = base.nextNumber++
  const pull: Pull = {
    ...options,
    id: world.nextId(),
    number,
    base,
    headSha,
    baseSha: await tip(base, options.baseRef),
    state: 'open',
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    mergedAt: null,
    mergedBy: null,
    mergeCommitSha: null,
    mergedOnto: null,
    reviews: [],
    lineComments: [],
    happenings: [],
    requestedReviewers: new Map(),
    requestedTeams: new Map(),
    testMerge: null,
  }
  base.pulls.set(number, pull)
  const { id, author: user, title, body } = pull
  base.issues.set(number, { id, number, user, title, body, createdAt: now, comments: [] })
  await publishHead(pull)
  await emitPullEvent(world, pull, options.author, { action: 'opened' })
  world.changed.notify()
  return pull
}

export interface PullEdit {
  readonly title?: string
  readonly body?: string
  /** The new base branch. */
  readonly base?: string
}

export async function editPull(world: World, pull: Pull, by: Account, edit: PullEdit): Promise<void> {
  const changes = {
    ...(edit.title === undefined ? {} : { title: { from: pull.title } }),
    ...(edit.body === undefined ? {} : { body: { from: pull.body ?? '' } }),
    ...(edit.base === undefined ? {} : { base: { ref: { from: pull.baseRef }, sha: { from: pull.baseSha } } }),
  }
  pull.title = edit.title ?? pull.title
  pull.body = edit.body ?? pull.body
  if (edit.base !== undefined) {
    pull.baseSha = await tip(pull.base, edit.base)
    pull.baseRef = edit.base
  }
  pull.updatedAt = world.clock.iso()
  await emitPullEvent(world, pull, by, { action: 'edited', changes })
  world.changed.notify()
}

export async function setPullState(world: World, pull: Pull, by: Account, state: 'open' | 'closed'): Promise<void> {
  if (pull.state === state) return
  pull.state = state
  pull.updatedAt = world.clock.iso()
  pull.closedAt = state === 'closed' ? pull.updatedAt : null
  await emitPullEvent(world, pull, by, { action: state === 'closed' ? 'closed' : 'reopened' })
  world.changed.notify()
}

export async function setDraft(world: World, pull: Pull, by: Account, draft: boolean): Promise<void> {
  pull.draft = draft
  pull.updatedAt = world.clock.iso()
  await emitPullEvent(world, pull, by, { action: draft ? 'converted_to_draft' : 'ready_for_review' })
  world.changed.notify()
}

export async function assign(world: World, pull: Pull, assignee: Account, by: Account): Promise<void> {
  pull.happenings.push({ what: 'assigned', id: world.nextId(), by, assignee, at: world.clock.iso() })
  await emitPullEvent(world, pull, by, { action: 'assigned', assignee })
  world.changed.notify()
}

/** Somebody sets an agent of GitHub's to work, as an app; no app is told where GitHub does not say which. */
export function startAgent(world: World, pull: Pull, by: Account, app: App | null): void {
  pull.happenings.push({ what: 'copilot_work_started', id: world.nextId(), by, app, at: world.clock.iso() })
  world.changed.notify()
}

/** Merges as the button does, whoever presses it: no rule is asked. Throws where it conflicts. */
export async function mergePull(world: World, pull: Pull, by: Account, method: 'merge' | 'squash'): Promise<string> {
  const { git } = pull.base
  const onto = await baseTipOf(pull)
  const tree = await git.mergeTree(onto, pull.headSha)
  if (tree === undefined) throw new Refusal(405, 'Pull Request is not mergeable')
  const date = world.clock.iso()
  const author = person(world, by.login, date)
  const title =
    method === 'squash'
      ? `${pull.title} (#${pull.number})`
      : `Merge pull request #${pull.number} from ${pull.head.owner.login}/${pull.headRef}\n\n${pull.title}`
  const parents = method === 'squash' ? [onto] : [onto, pull.headSha]
  const sha = await git.commitTree(tree, parents, title, author, { ...webFlow, date })
  pull.mergedOnto = onto
  pull.mergeCommitSha = sha
  pull.mergedAt = date
  pull.mergedBy = by
  pull.state = 'closed'
  pull.closedAt = date
  pull.updatedAt = date
  // Whoever sees where the branch stands is told which pull request brought that.
  await git.setRef(`refs/heads/${pull.baseRef}`, sha)
  await emitPullEvent(world, pull, by, { action: 'closed' })
  await announcePush(world, pull.base, by, pull.baseRef, onto, sha)
  return sha
}

/** The "Update branch" button: a merge of the base branch into head, committed by GitHub. */
export async function updateBranch(world: World, pull: Pull, by: Account): Promise<string> {
  const { git } = pull.head
  const onto = await baseTipOf(pull)
  if ((await mergeBaseOf(pull)) === onto) throw new Refusal(422, 'There are no new commits on the base branch.')
  if (pull.head !== pull.base) await git.fetch(pull.base.git.directory, `refs/heads/${pull.baseRef}`, 'refs/upstream')
  const tree = await git.mergeTree(pull.headSha, onto)
  if (tree === undefined) throw new Refusal(422, 'merge conflict between base and head')
  const date = world.clock.iso()
  const message = `Merge branch '${pull.baseRef}' into ${pull.headRef}`
  const before = pull.headSha
  const author = person(world, by.login, date)
  const sha = await git.commitTree(tree, [before, onto], message, author, { ...webFlow, date })
  await git.setRef(`refs/heads/${pull.headRef}`, sha)
  await announcePush(world, pull.head, by, pull.headRef, before, sha)
  return sha
}

async function tip(repository: Repository, branch: string): Promise<string> {
  const sha = await repository.git.resolve(`refs/heads/${branch}`)
  if (sha === undefined) throw new Error(`${repository.owner.login}/${repository.name} has no branch ${branch}`)
  return sha
}
