import type { IssueCommentCreatedEvent } from '@octokit/webhooks-types'
import { issueCommentShape, issueShape } from '../shapes/issue-shape.ts'
import { emit } from '../webhooks/emit.ts'
import type { Account } from '../world/account.ts'
import type { Pull } from '../world/pull.ts'
import type { Issue, IssueComment, Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'

/** Comments on an issue or a pull request. */
export function addComment(world: World, repository: Repository, number: number, by: Account, body: string) {
  const issue = repository.issues.get(number)
  if (issue === undefined) throw new Error(`There is no issue ${number}`)
  const comment: IssueComment = { id: world.nextId(), user: by, body, createdAt: world.clock.iso() }
  issue.comments = [...issue.comments, comment]
  emit(
    world,
    repository,
    'issue_comment',
    by,
    (common): IssueCommentCreatedEvent => ({
      action: 'created',
      issue: issueShape(world, repository, issue),
      comment: issueCommentShape(world, repository, issue, comment),
      ...common,
    }),
  )
  world.changed.notify()
  return comment
}

/** Deletes somebody's latest comment on a pull request. */
export function deleteComment(world: World, pull: Pull, user: Account, by: Account): void {
  const issue = pull.base.issues.get(pull.number)
  const comment = issue?.comments.findLast((each) => each.user === user)
  if (issue === undefined || comment === undefined)
    throw new Error(`${user.login} has not commented on #${pull.number}`)
  issue.comments = issue.comments.filter((each) => each !== comment)
  pull.happenings.push({ what: 'comment_deleted', id: world.nextId(), by, at: world.clock.iso() })
  world.changed.notify()
}

export function openIssue(
  world: World,
  repository: Repository,
  by: Account,
  title: string,
  body: string | null,
): Issue {
  const number = repository.nextNumber++
  const issue: Issue = {
    id: world.nextId(),
    number,
    user: by,
    title,
    body,
    createdAt: world.clock.iso(),
    comments: [],
  }
  repository.issues.set(number, issue)
  world.changed.notify()
  return issue
}
