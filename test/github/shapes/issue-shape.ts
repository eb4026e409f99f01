import { authorAssociation } from '../world/access.ts'
import type { Issue, IssueComment, Reaction, Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { accountShape, nodeId } from './account-shape.ts'
import { appShape, briefAppShape } from './app-shape.ts'
import { pullUrls } from './pull-shape.ts'
import { repositoryHtmlUrl, repositoryUrl } from './repository-shape.ts'

/** An issue; where it is a pull request's conversation, it says so. */
export function issueShape(world: World, repository: Repository, issue: Issue) {
  const pull = repository.pulls.get(issue.number)
  const url = `${repositoryUrl(world, repository)}/issues/${issue.number}`
  const kind = pull === undefined ? 'issues' : 'pull'
  return {
    id: issue.id,
    node_id: nodeId('I', issue.id),
    url,
    repository_url: repositoryUrl(world, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${repositoryHtmlUrl(world, repository)}/${kind}/${issue.number}`,
    number: issue.number,
    state: pull?.state ?? ('open' as const),
    state_reason: null,
    title: pull?.title ?? issue.title,
    body: issue.body,
    user: accountShape(world, issue.user),
    labels: [],
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: issue.comments.length,
    created_at: issue.createdAt,
    updated_at: issue.comments.at(-1)?.createdAt ?? issue.createdAt,
    closed_at: pull?.closedAt ?? null,
    author_association: authorAssociation(world, repository, issue.user),
    reactions: reactions(url),
    performed_via_github_app: null,
    ...(pull === undefined ? {} : { pull_request: pullLinks(world, pull) }),
  }
}

/** As issues/get shows it: with the app that opened it in somebody's name. */
export function fullIssueShape(world: World, repository: Repository, issue: Issue) {
  const app = repository.pulls.get(issue.number)?.openedVia ?? null
  const performed_via_github_app = app === null ? null : appShape(world, app)
  return { ...issueShape(world, repository, issue), performed_via_github_app }
}

export function issueCommentShape(world: World, repository: Repository, issue: Issue, comment: IssueComment) {
  const api = repositoryUrl(world, repository)
  const url = `${api}/issues/comments/${comment.id}`
  return {
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    url,
    html_url: `${issueShape(world, repository, issue).html_url}#issuecomment-${comment.id}`,
    issue_url: `${api}/issues/${issue.number}`,
    body: comment.body,
    user: accountShape(world, comment.user),
    created_at: comment.createdAt,
    updated_at: comment.edits.at(-1)?.at ?? comment.createdAt,
    author_association: authorAssociation(world, repository, comment.user),
    reactions: reactions(url, comment.reactions),
    performed_via_github_app: comment.writtenVia === null ? null : briefAppShape(world, comment.writtenVia),
  }
}

export function reactionShape(world: World, { id, user, content, at }: Reaction) {
  return { id, node_id: nodeId('REA', id), user: accountShape(world, user), content, created_at: at }
}

function pullLinks(world: World, pull: Parameters<typeof pullUrls>[1]) {
  const { url, html_url, diff_url, patch_url } = pullUrls(world, pull)
  return { url, html_url, diff_url, patch_url, merged_at: pull.mergedAt }
}

function reactions(url: string, given: readonly Reaction[] = []) {
  const counts = { '+1': 0, '-1': 0, laugh: 0, hooray: 0, confused: 0, heart: 0, rocket: 0, eyes: 0 }
  for (const { content } of given) counts[content] += 1
  return { url: `${url}/reactions`, total_count: given.length, ...counts }
}
