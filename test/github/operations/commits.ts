import type { CommitObject } from '../git/commit-object.ts'
import type { GitRepository } from '../git/git-repository.ts'
import { type Call, type Operation, pathParameter, repositoryOf } from '../http/operation.ts'
import { listAnswer, pageOf, paginate } from '../http/paginate.ts'
import { notFound } from '../http/refusal.ts'
import { changedFileShape } from '../shapes/changed-file-shape.ts'
import { commitShape } from '../shapes/commit-shape.ts'
import { simplePullShape } from '../shapes/pull-shape.ts'
import { repositoryHtmlUrl, repositoryUrl } from '../shapes/repository-shape.ts'
import { commitsOf } from '../world/pull-content.ts'
import { findRepository } from '../world/world.ts'
import { commitInPath, findCommit } from './find-commit.ts'

/** The tree of a commit without parents is compared with this one, which git always knows. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'
/** Commits in a comparison that asks for no page. */
const UNPAGED_COMMITS = 250

export const commitOperations: readonly Operation[] = [
  { id: 'repos/get-commit', as: 'token', needs: ['contents', 'read'], handle: getCommit },
  { id: 'repos/list-commits', as: 'token', needs: ['contents', 'read'], handle: listCommits },
  {
    id: 'repos/list-pull-requests-associated-with-commit',
    as: 'token',
    needs: ['pull_requests', 'read'],
    handle: listPulls,
  },
  { id: 'repos/compare-commits-with-basehead', as: 'token', needs: ['contents', 'read'], handle: compare },
]

async function getCommit(call: Call) {
  const { world } = call
  const repository = repositoryOf(call)
  const commit = await commitInPath(call, 'ref')
  const files = await repository.git.changedFiles(commit.parents[0] ?? EMPTY_TREE, commit.sha)
  const total = (key: 'additions' | 'deletions') => files.reduce((sum, file) => sum + file[key], 0)
  const stats = { additions: total('additions'), deletions: total('deletions') }
  const url = `${repositoryUrl(world, repository)}/commits/${commit.sha}`
  const page = paginate(call, url, files)
  return {
    status: 200,
    body: {
      ...commitShape(world, repository, commit),
      stats: { ...stats, total: stats.additions + stats.deletions },
      files: page.items.map((file) => changedFileShape(world, repository, file, commit.sha)),
    },
    headers: page.headers,
  }
}

async function listCommits(call: Call) {
  const repository = repositoryOf(call)
  const start = await findCommit(repository, call.query.get('sha') ?? repository.defaultBranch)
  if (start === undefined) throw notFound()
  const shas = await repository.git.history(start.sha, call.query.get('path'))
  const page = paginate(call, `${repositoryUrl(call.world, repository)}/commits`, shas)
  return { status: 200, body: await shapes(call, repository.git, page.items), headers: page.headers }
}

/** Open pull requests that hold the commit, and the merged one that brought it. */
async function listPulls(call: Call) {
  const repository = repositoryOf(call)
  const sha = pathParameter(call, 'commit_sha')
  const holding = []
  for (const pull of repository.pulls.values()) {
    const holds = pull.mergeCommitSha === sha || (await commitsOf(pull)).includes(sha)
    if (holds && (pull.state === 'open' || pull.mergedAt !== null)) holding.push(pull)
  }
  const url = `${repositoryUrl(call.world, repository)}/commits/${sha}/pulls`
  return listAnswer(call, url, holding, (pull) => simplePullShape(call.world, pull))
}

async function compare(call: Call) {
  const { world } = call
  const repository = repositoryOf(call)
  const basehead = pathParameter(call, 'basehead')
  const [baseName = '', headName = '', ...rest] = basehead.split('...')
  if (rest.length > 0) throw notFound()
  const [{ commit: base }, { commit: head, git }] = await Promise.all([side(call, baseName), side(call, headName)])
  const mergeBase = await git.mergeBase(base.sha, head.sha)
  const mergeBaseCommit = mergeBase === undefined ? undefined : await git.commit(mergeBase)
  if (mergeBase === undefined || mergeBaseCommit === undefined) throw notFound()
  const ahead = await git.commitsBetween(base.sha, head.sha)
  const behind = await git.commitsBetween(head.sha, base.sha)
  const url = `${repositoryUrl(world, repository)}/compare/${basehead}`
  const html = `${repositoryHtmlUrl(world, repository)}/compare`
  const paged = call.query.has('page') || call.query.has('per_page')
  const page = paged ? paginate(call, url, ahead) : { items: ahead.slice(0, UNPAGED_COMMITS), headers: {} }
  const files = pageOf(call).page > 1 ? [] : await git.changedFiles(mergeBase, head.sha)
  return {
    status: 200,
    headers: page.headers,
    body: {
      url,
      html_url: `${html}/${basehead}`,
      permalink_url: `${html}/${base.sha}...${head.sha}`,
      diff_url: `${html}/${basehead}.diff`,
      patch_url: `${html}/${basehead}.patch`,
      base_commit: commitShape(world, repository, base),
      merge_base_commit: commitShape(world, repository, mergeBaseCommit),
      status: relation(ahead.length, behind.length),
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits: await shapes(call, git, page.items),
      files: files
        .slice(0, world.settings.compareFileLimit)
        .map((file) => changedFileShape(world, repository, file, head.sha)),
    },
  }
}

/** `branch`, a sha, or `owner:branch` in the same network. A fork's git has its parent's objects too. */
async function side(call: Call, name: string): Promise<{ readonly commit: CommitObject; readonly git: GitRepository }> {
  const repository = repositoryOf(call)
  const colon = name.indexOf(':')
  const owner = colon < 0 ? undefined : findRepository(call.world, name.slice(0, colon), repository.name)
  if (colon >= 0 && owner === undefined) throw notFound()
  const commit = await findCommit(owner ?? repository, name.slice(colon + 1))
  if (commit === undefined) throw notFound()
  return { commit, git: (owner ?? repository).git }
}

function relation(ahead: number, behind: number) {
  if (ahead === 0 && behind === 0) return 'identical'
  if (behind === 0) return 'ahead'
  return ahead === 0 ? 'behind' : 'diverged'
}

async function shapes(call: Call, git: GitRepository, shas: readonly string[]) {
  const commits = await Promise.all(shas.map((sha) => git.commit(sha)))
  return commits.flatMap((commit) =>
    commit === undefined ? [] : [commitShape(call.world, repositoryOf(call), commit)],
  )
}
