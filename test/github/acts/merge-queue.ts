import { mergeInIndex } from '../git/merge-tree.ts'
import { webFlow } from '../shapes/commit-shape.ts'
import { emitMergeGroupEvent } from '../webhooks/merge-group-event.ts'
import { emitPullEvent } from '../webhooks/pull-events.ts'
import { type Account, account } from '../world/account.ts'
import type { MergeQueue, QueueEntry } from '../world/merge-queue.ts'
import type { Pull } from '../world/pull.ts'
import { commitsOf } from '../world/pull-content.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { person } from './commit-options.ts'
import { announcePush } from './push.ts'

/** Who builds groups and lands them. */
const QUEUE_BOT = 'github-merge-queue[bot]'

/** Puts a pull request at the end of the queue, whatever its checks say, builds its group, and asks for its checks. */
export async function enqueue(
  world: World,
  repository: Repository,
  queue: MergeQueue,
  pull: Pull,
): Promise<QueueEntry> {
  const entry = await build(
    world,
    repository,
    queue,
    pull,
    queue.entries.at(-1)?.headSha ?? (await tipOf(repository, queue)),
  )
  queue.entries = [...queue.entries, entry]
  await announceGroup(world, repository, queue, entry)
  world.changed.notify()
  return entry
}

/** Takes a pull request out. What was built on its group is built anew without it. */
export async function dequeue(world: World, repository: Repository, queue: MergeQueue, pull: Pull): Promise<void> {
  const at = queue.entries.findIndex((entry) => entry.pull === pull)
  if (at < 0) throw new Error(`#${pull.number} is not in the queue`)
  const [gone, ...later] = queue.entries.slice(at)
  queue.entries = queue.entries.slice(0, at)
  if (gone !== undefined) await destroy(world, repository, queue, gone, 'dequeued')
  for (const entry of later) await destroy(world, repository, queue, entry, 'invalidated')
  for (const entry of later) await enqueue(world, repository, queue, entry.pull)
}

/** Lands everything up to and including a pull request, whatever the checks say. */
export async function land(world: World, repository: Repository, queue: MergeQueue, pull: Pull): Promise<void> {
  const at = queue.entries.findIndex((entry) => entry.pull === pull)
  const landing = queue.entries.slice(0, at + 1)
  const last = landing.at(-1)
  if (last === undefined) throw new Error(`#${pull.number} is not in the queue`)
  const before = await tipOf(repository, queue)
  await repository.git.setRef(`refs/heads/${queue.branch}`, last.headSha)
  queue.entries = queue.entries.slice(at + 1)
  for (const entry of landing) {
    merged(world, entry)
    await destroy(world, repository, queue, entry, 'merged')
    await emitPullEvent(world, entry.pull, bot(world), { action: 'closed' })
  }
  await announcePush(world, repository, bot(world), queue.branch, before, last.headSha)
}

function merged(world: World, { pull, baseSha, headSha }: QueueEntry): void {
  pull.mergedOnto = baseSha
  pull.mergeCommitSha = headSha
  pull.mergedAt = world.clock.iso()
  pull.mergedBy = bot(world)
  pull.state = 'closed'
  pull.closedAt = pull.mergedAt
  pull.updatedAt = pull.mergedAt
}

function bot(world: World): Account {
  return account(world, QUEUE_BOT)
}

async function tipOf(repository: Repository, { branch }: MergeQueue): Promise<string> {
  const sha = await repository.git.resolve(`refs/heads/${branch}`)
  if (sha === undefined) throw new Error(`There is no branch ${branch}`)
  return sha
}

async function build(
  world: World,
  repository: Repository,
  queue: MergeQueue,
  pull: Pull,
  baseSha: string,
): Promise<QueueEntry> {
  const headSha = await (queue.method === 'rebase'
    ? rebased(world, pull, baseSha)
    : joined(world, queue, pull, baseSha))
  const headRef = `gh-readonly-queue/${queue.branch}/pr-${pull.number}-${baseSha}`
  await repository.git.setRef(`refs/heads/${headRef}`, headSha)
  return { pull, baseSha, headSha, headRef }
}

async function joined(world: World, { method }: MergeQueue, pull: Pull, onto: string): Promise<string> {
  const { git } = pull.base
  const tree = await git.mergeTree(onto, pull.headSha)
  if (tree === undefined) throw new Error(`#${pull.number} conflicts with what is before it`)
  const date = world.clock.iso()
  const title =
    method === 'squash' ? `${pull.title} (#${pull.number})` : `Merge pull request #${pull.number}\n\n${pull.title}`
  const parents = method === 'squash' ? [onto] : [onto, pull.headSha]
  return git.commitTree(tree, parents, title, person(world, pull.author.login, date), { ...webFlow, date })
}

/** Each commit made anew, with its author and its message. */
async function rebased(world: World, pull: Pull, onto: string): Promise<string> {
  const { git } = pull.base
  let tip = onto
  for (const sha of await commitsOf(pull)) {
    const commit = await git.commit(sha)
    const [parent] = commit?.parents ?? []
    if (commit === undefined || parent === undefined) throw new Error(`${sha} cannot be rebased`)
    const tree = await mergeInIndex(git.directory, parent, tip, sha)
    if (tree === undefined) throw new Error(`${sha} conflicts with what is before it`)
    tip = await git.commitTree(tree, [tip], commit.message, commit.author, { ...webFlow, date: world.clock.iso() })
  }
  return tip
}

/** A branch of the queue's own is pushed like any other. */
async function announceGroup(
  world: World,
  repository: Repository,
  queue: MergeQueue,
  entry: QueueEntry,
): Promise<void> {
  await announcePush(world, repository, bot(world), entry.headRef, null, entry.headSha)
  await emitMergeGroupEvent(world, repository, queue, entry, bot(world), { action: 'checks_requested' })
}

async function destroy(
  world: World,
  repository: Repository,
  queue: MergeQueue,
  entry: QueueEntry,
  reason: 'dequeued' | 'invalidated' | 'merged',
): Promise<void> {
  await repository.git.deleteRef(`refs/heads/${entry.headRef}`)
  await emitMergeGroupEvent(world, repository, queue, entry, bot(world), { action: 'destroyed', reason })
}
