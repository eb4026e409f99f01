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
  const { shas, fresh } = await pushedCommits(repository, ref, before, after)
  const described = async (sha: string) => pushedCommit(world, repository, await git.commit(sha), fresh.has(sha))
  const commits = await Promise.all(shas.slice(-MAX_COMMITS).map(described))
  const head = after === null ? null : await described(after)
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

/** Commits that came to the branch, and which of them no branch had before. A new branch lists only the latter. */
async function pushedCommits({ git }: Repository, ref: string, before: string | null, after: string | null) {
  if (after === null) return { shas: [], fresh: new Set<string>() }
  const others = (await git.refs('refs/heads/')).filter((one) => one.ref !== ref).map(({ sha }) => sha)
  const fresh = await git.commitsWithout(after, before === null ? others : [...others, before])
  return { shas: before === null ? fresh : await git.commitsBetween(before, after), fresh: new Set(fresh) }
}

async function pushedCommit(
  world: World,
  repository: Repository,
  commit: CommitObject | undefined,
  distinct: boolean,
): Promise<PushedCommit> {
  if (commit === undefined) throw new Error('A pushed commit is missing')
  const [parent] = commit.parents
  const files = parent === undefined ? [] : await repository.git.changedFiles(parent, commit.sha)
  const paths = (...statuses: readonly string[]) =>
    files.filter(({ status }) => statuses.includes(status)).map(({ path }) => path)
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct,
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
