import { authorAssociation } from '../world/access.ts'
import type { Pull, Review } from '../world/pull.ts'
import { commitsOf, filesOf } from '../world/pull-content.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { accountShape, nodeId } from './account-shape.ts'
import { repositoryHtmlUrl, repositoryShape, repositoryUrl } from './repository-shape.ts'
import { teamShape } from './team-shape.ts'

/** A pull request as it stands in lists and in review events. */
export function simplePullShape(world: World, pull: Pull) {
  return {
    ...pullUrls(world, pull),
    id: pull.id,
    node_id: nodeId('PR', pull.id),
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: accountShape(world, pull.author),
    body: pull.body,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommitSha,
    assignee: null,
    assignees: [],
    requested_reviewers: [...pull.requestedReviewers.values()].map((user) => accountShape(world, user)),
    requested_teams: [...pull.requestedTeams.values()].map((team) => teamShape(world, team)),
    labels: [],
    milestone: null,
    draft: pull.draft,
    head: branchShape(world, pull.head, pull.headRef, pull.headSha),
    base: branchShape(world, pull.base, pull.baseRef, pull.baseSha),
    author_association: authorAssociation(world, pull.base, pull.author),
    auto_merge: null,
    active_lock_reason: null,
  }
}

/** A pull request as pulls/get and pull request events show it; `mergeable` as `mergeability` found it. */
export async function fullPullShape(world: World, pull: Pull, mergeable: boolean | null) {
  const files = await filesOf(pull)
  const total = (key: 'additions' | 'deletions') => files.reduce((sum, file) => sum + file[key], 0)
  return {
    ...simplePullShape(world, pull),
    merged: pull.mergedAt !== null,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: mergeable === null ? 'unknown' : mergeable ? 'clean' : 'dirty',
    merged_by: pull.mergedBy === null ? null : accountShape(world, pull.mergedBy),
    comments: pull.base.issues.get(pull.number)?.comments.length ?? 0,
    review_comments: 0,
    maintainer_can_modify: pull.head !== pull.base,
    commits: (await commitsOf(pull)).length,
    additions: total('additions'),
    deletions: total('deletions'),
    changed_files: files.length,
  }
}

export function reviewShape(world: World, pull: Pull, review: Review) {
  const { url, html_url } = pullUrls(world, pull)
  const html = `${html_url}#pullrequestreview-${review.id}`
  return {
    id: review.id,
    node_id: nodeId('PRR', review.id),
    user: accountShape(world, review.user),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: url,
    author_association: authorAssociation(world, pull.base, review.user),
    _links: { html: { href: html }, pull_request: { href: url } },
    submitted_at: review.submittedAt,
    commit_id: review.commitId,
  }
}

export function pullUrls(world: World, pull: Pull) {
  const api = repositoryUrl(world, pull.base)
  const url = `${api}/pulls/${pull.number}`
  const html = `${repositoryHtmlUrl(world, pull.base)}/pull/${pull.number}`
  const urls = {
    url,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: `${api}/issues/${pull.number}`,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${api}/issues/${pull.number}/comments`,
    statuses_url: `${api}/statuses/${pull.headSha}`,
  }
  return {
    ...urls,
    _links: {
      self: { href: urls.url },
      html: { href: urls.html_url },
      issue: { href: urls.issue_url },
      comments: { href: urls.comments_url },
      review_comments: { href: urls.review_comments_url },
      review_comment: { href: urls.review_comment_url },
      commits: { href: urls.commits_url },
      statuses: { href: urls.statuses_url },
    },
  }
}

function branchShape(world: World, repository: Repository, ref: string, sha: string) {
  return {
    label: `${repository.owner.login}:${ref}`,
    ref,
    sha,
    user: accountShape(world, repository.owner),
    repo: repositoryShape(world, repository),
  }
}
