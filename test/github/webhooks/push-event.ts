import type { PushEvent, Commit as PushedCommit } from '@octokit/webhooks-types'
import type { CommitObject } from '../git/commit-object.ts'
import { repositoryHtmlUrl } from '../shapes/repository-shape.ts'
import { type Account, accountOfEmail } from '../world/account.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { emit } from './emit.ts'

const NOTHING = '0'.repeat(40)
/** A push event lists no more commits than this. */
const MAX_COMMITS = 2_048

/** `before` is null where the ref is new, `after` where it was deleted. */
export async function emitPushEvent(
  world: World,
  repository: Repository,
  sender: Account,
  ref: string,
  before: string | null,
  after: string | null,
): Promise<void> {
  const { git } = repository
  const shas = before === null || after === null ? [] : await git.commitsBetween(before, after)
  const commits = await Promise.all(
    shas.slice(-MAX_COMMITS).map(async (sha) => pushedCommit(world, repository, await git.commit(sha))),
  )
  const head = after === null ? null : await pushedCommit(world, repository, await git.commit(after))
  const forced = before !== null && after !== null && !(await git.isAncestor(before, after))
  const html = repositoryHtmlUrl(world, repository)
  emit(
    world,
    repository,
    'push',
    sender,
    (common): PushEvent => ({
      ref,
      before: before ?? NOTHING,
      after: after ?? NOTHING,
      created: before === null,
      deleted: after === null,
      forced,
      base_ref: null,
      compare: `${html}/compare/${(before ?? NOTHING).slice(0, 12)}...${(after ?? NOTHING).slice(0, 12)}`,
      commits,
      head_commit: head,
      pusher: { name: sender.login, email: [...sender.emails][0] ?? null },
      ...common,
    }),
  )
}

async function pushedCommit(
  world: World,
  repository: Repository,
  commit: CommitObject | undefined,
): Promise<PushedCommit> {
  if (commit === undefined) throw new Error('A pushed commit is missing')
  const [parent] = commit.parents
  const files = parent === undefined ? [] : await repository.git.changedFiles(parent, commit.sha)
  const paths = (...statuses: readonly string[]) =>
    files.filter(({ status }) => statuses.includes(status)).map(({ path }) => path)
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: `${repositoryHtmlUrl(world, repository)}/commit/${commit.sha}`,
    author: committer(world, commit.author),
    committer: committer(world, commit.committer),
    added: paths('added', 'renamed'),
    modified: paths('modified', 'changed'),
    removed: paths('removed'),
  }
}

function committer(world: World, person: CommitObject['author']) {
  const username = accountOfEmail(world, person.email)?.login
  return { name: person.name, email: person.email, ...(username === undefined ? {} : { username }) }
}
