import type { CommitObject } from '../git/commit-object.ts'
import { accountOfEmail } from '../world/account.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { accountShape, nodeId } from './account-shape.ts'
import { repositoryHtmlUrl, repositoryUrl } from './repository-shape.ts'

/** GitHub's own committer: what its merge button and its editor leave behind, and the only one it signs for. */
export const webFlow = { name: 'GitHub', email: 'noreply@github.com' }

/** A commit as repos/get-commit, comparisons and pull requests show it. */
export function commitShape(world: World, repository: Repository, commit: CommitObject) {
  const api = repositoryUrl(world, repository)
  return {
    sha: commit.sha,
    node_id: nodeId('C', Number.parseInt(commit.sha.slice(0, 8), 16)),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: verification(commit),
    },
    url: `${api}/commits/${commit.sha}`,
    html_url: `${repositoryHtmlUrl(world, repository)}/commit/${commit.sha}`,
    comments_url: `${api}/commits/${commit.sha}/comments`,
    author: credited(world, commit.author.email),
    committer: credited(world, commit.committer.email),
    parents: parents(world, repository, commit),
  }
}

/** A commit as git/get-commit shows it. */
export function gitCommitShape(world: World, repository: Repository, commit: CommitObject) {
  const api = repositoryUrl(world, repository)
  return {
    sha: commit.sha,
    node_id: nodeId('C', Number.parseInt(commit.sha.slice(0, 8), 16)),
    url: `${api}/git/commits/${commit.sha}`,
    html_url: `${repositoryHtmlUrl(world, repository)}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    parents: parents(world, repository, commit),
    verification: verification(commit),
  }
}

/** A commit as events about it show it. */
export function simpleCommitShape(commit: CommitObject) {
  return {
    id: commit.sha,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: commit.committer.date,
    author: { name: commit.author.name, email: commit.author.email },
    committer: { name: commit.committer.name, email: commit.committer.email },
  }
}

function parents(world: World, repository: Repository, commit: CommitObject) {
  return commit.parents.map((sha) => ({
    sha,
    url: `${repositoryUrl(world, repository)}/commits/${sha}`,
    html_url: `${repositoryHtmlUrl(world, repository)}/commit/${sha}`,
  }))
}

function credited(world: World, email: string) {
  const account = accountOfEmail(world, email)
  return account === null ? null : accountShape(world, account)
}

function verification(commit: CommitObject) {
  const signed = commit.committer.email === webFlow.email && commit.committer.name === webFlow.name
  return signed
    ? {
        verified: true,
        reason: 'valid',
        signature: 'signed by GitHub',
        payload: '',
        verified_at: commit.committer.date,
      }
    : { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null }
}
