import type { IssueCommentCreatedEvent, IssueCommentEditedEvent } from '@octokit/webhooks-types'
import { issueCommentShape, issueShape } from '../shapes/issue-shape.ts'
import { emit } from '../webhooks/emit.ts'
import type { Account } from '../world/account.ts'
import type { App } from '../world/app.ts'
import type { Pull } from '../world/pull.ts'
import type { Edit, Issue, IssueComment, Reaction, ReactionContent, Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'

/** Comments on an issue or a pull request. */
export function addComment(
  world: World,
  repository: Repository,
  number: number,
  by: Account,
  body: string,
  writtenVia: App | null = null,
) {
  const issue = repository.issues.get(number)
  if (issue === undefined) throw new Error(`There is no issue ${number}`)
  const written = { id: world.nextId(), user: by, body, createdAt: world.clock.iso(), writtenVia }
  const comment: IssueComment = { ...written, edits: [], reactions: [] }
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

/** Edits somebody's latest comment on a pull request; what it said before stays in its history. */
export function editComment(world: World, pull: Pull, user: Account, by: Account, body: string): void {
  rewriteComment(world, pull.base, latestComment(pull, user), by, body)
}

/** Gives any comment another text; returns it as it is then. */
export function rewriteComment(
  world: World,
  repository: Repository,
  { issue, comment }: { readonly issue: Issue; readonly comment: IssueComment },
  by: Account,
  body: string,
): IssueComment {
  const edited = { ...comment, body, edits: withEdit(comment, comment.createdAt, { body, by, at: world.clock.iso() }) }
  issue.comments = issue.comments.map((each) => (each === comment ? edited : each))
  emit(
    world,
    repository,
    'issue_comment',
    by,
    (common): IssueCommentEditedEvent => ({
      action: 'edited',
      changes: { body: { from: comment.body } },
      issue: issueShape(world, repository, issue),
      comment: issueCommentShape(world, repository, issue, edited),
      ...common,
    }),
  )
  world.changed.notify()
  return edited
}

/** Reacts to a comment; who has done so already has done it. GitHub sends no event. */
export function reactTo(
  world: World,
  { issue, comment }: { readonly issue: Issue; readonly comment: IssueComment },
  user: Account,
  content: ReactionContent,
): { readonly reaction: Reaction; readonly isNew: boolean } {
  const known = comment.reactions.find((each) => each.user === user && each.content === content)
  if (known !== undefined) return { reaction: known, isNew: false }
  const reaction = { id: world.nextId(), user, content, at: world.clock.iso() }
  const reacted = { ...comment, reactions: [...comment.reactions, reaction] }
  issue.comments = issue.comments.map((each) => (each === comment ? reacted : each))
  world.changed.notify()
  return { reaction, isNew: true }
}

/** The history of a text with one more edit; it begins with what was written first. */
export function withEdit(
  text: { readonly user: Account; readonly body: string; readonly edits: readonly Edit[] },
  writtenAt: string,
  edit: Edit,
): readonly Edit[] {
  const before = text.edits.length > 0 ? text.edits : [{ body: text.body, by: text.user, at: writtenAt }]
  return [...before, edit]
}

/** What GitHub's pages do to a version in a comment's history: who wrote what, and when, remains. */
export function deleteVersion(world: World, pull: Pull, user: Account, index: number): void {
  const { issue, comment } = latestComment(pull, user)
  const edits = comment.edits.map((each, at) => (at === index ? { ...each, body: null } : each))
  issue.comments = issue.comments.map((each) => (each === comment ? { ...comment, edits } : each))
  world.changed.notify()
}

function latestComment(pull: Pull, user: Account): { readonly issue: Issue; readonly comment: IssueComment } {
  const issue = pull.base.issues.get(pull.number)
  const comment = issue?.comments.findLast((each) => each.user === user)
  if (issue === undefined || comment === undefined)
    throw new Error(`${user.login} has not commented on #${pull.number}`)
  return { issue, comment }
}

/** Deletes somebody's latest comment on a pull request. */
export function deleteComment(world: World, pull: Pull, user: Account, by: Account): void {
  const { issue, comment } = latestComment(pull, user)
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
