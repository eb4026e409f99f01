import { z } from 'zod'
import { addComment, openIssue, reactTo, rewriteComment } from '../acts/comments.ts'
import { actingAccount, type Call, type Operation, parseBody, pathParameter, repositoryOf } from '../http/operation.ts'
import { listAnswer } from '../http/paginate.ts'
import { notFound } from '../http/refusal.ts'
import { fullIssueShape, issueCommentShape, issueShape, reactionShape } from '../shapes/issue-shape.ts'
import { repositoryUrl } from '../shapes/repository-shape.ts'
import { timelineShapes } from '../shapes/timeline-shape.ts'
import type { Issue, IssueComment } from '../world/repository.ts'

/** GitHub's limit on the text of issues and comments. */
const MAX_BODY = 65_536

const issueRequest = z.looseObject({ title: z.string().min(1).max(256), body: z.string().max(MAX_BODY).optional() })
const commentRequest = z.strictObject({ body: z.string().min(1).max(MAX_BODY) })
const reactionRequest = z.strictObject({
  content: z.enum(['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes']),
})

export const issueOperations: readonly Operation[] = [
  {
    id: 'issues/create',
    as: 'token',
    needs: ['issues', 'write'],
    handle(call) {
      const { title, body } = parseBody(issueRequest, call)
      const issue = openIssue(call.world, repositoryOf(call), actingAccount(call), title, body ?? null)
      return { status: 201, body: issueShape(call.world, repositoryOf(call), issue) }
    },
  },
  { id: 'issues/list-for-repo', as: 'token', needs: ['issues', 'read'], handle: listIssues },
  {
    id: 'issues/get',
    as: 'token',
    needs: ['issues', 'read'],
    handle: (call) => ({ status: 200, body: fullIssueShape(call.world, repositoryOf(call), issueInPath(call)) }),
  },
  {
    id: 'issues/create-comment',
    as: 'token',
    needs: ['issues', 'write'],
    orNeeds: ['pull_requests', 'write'],
    handle(call) {
      const issue = issueInPath(call)
      const { body } = parseBody(commentRequest, call)
      const comment = addComment(call.world, repositoryOf(call), issue.number, actingAccount(call), body)
      return { status: 201, body: issueCommentShape(call.world, repositoryOf(call), issue, comment) }
    },
  },
  {
    id: 'issues/list-comments',
    as: 'token',
    needs: ['issues', 'read'],
    orNeeds: ['pull_requests', 'read'],
    handle(call) {
      const issue = issueInPath(call)
      const url = `${repositoryUrl(call.world, repositoryOf(call))}/issues/${issue.number}/comments`
      return listAnswer(call, url, issue.comments, (comment) =>
        issueCommentShape(call.world, repositoryOf(call), issue, comment),
      )
    },
  },
  {
    id: 'issues/update-comment',
    as: 'token',
    needs: ['issues', 'write'],
    orNeeds: ['pull_requests', 'write'],
    handle(call) {
      const found = commentInPath(call)
      const { body } = parseBody(commentRequest, call)
      const edited = rewriteComment(call.world, repositoryOf(call), found, actingAccount(call), body)
      return { status: 200, body: issueCommentShape(call.world, repositoryOf(call), found.issue, edited) }
    },
  },
  {
    id: 'reactions/create-for-issue-comment',
    as: 'token',
    needs: ['issues', 'write'],
    orNeeds: ['pull_requests', 'write'],
    handle(call) {
      const { content } = parseBody(reactionRequest, call)
      const { reaction, isNew } = reactTo(call.world, commentInPath(call), actingAccount(call), content)
      return { status: isNew ? 201 : 200, body: reactionShape(call.world, reaction) }
    },
  },
  { id: 'issues/list-events-for-timeline', as: 'token', needs: ['pull_requests', 'read'], handle: listTimeline },
]

/** Newest first; pull requests are among them. */
function listIssues(call: Call) {
  const repository = repositoryOf(call)
  const creator = call.query.get('creator')
  const state = call.query.get('state') ?? 'open'
  const url = `${repositoryUrl(call.world, repository)}/issues`
  const shapes = [...repository.issues.values()]
    .filter(({ user }) => creator === undefined || user.login === creator)
    .map((issue) => issueShape(call.world, repository, issue))
    .filter((shape) => state === 'all' || shape.state === state)
  return listAnswer(call, url, shapes.toReversed(), (shape) => shape)
}

async function listTimeline(call: Call) {
  const repository = repositoryOf(call)
  const issue = issueInPath(call)
  const comments = issue.comments.map((comment) => issueCommentShape(call.world, repository, issue, comment))
  const events = await timelineShapes(call.world, repository.pulls.get(issue.number), comments)
  const url = `${repositoryUrl(call.world, repository)}/issues/${issue.number}/timeline`
  return listAnswer<object>(call, url, events, (shape) => shape)
}

function issueInPath(call: Call): Issue {
  const issue = repositoryOf(call).issues.get(Number(pathParameter(call, 'issue_number')))
  if (issue === undefined) throw notFound()
  return issue
}

function commentInPath(call: Call): { readonly issue: Issue; readonly comment: IssueComment } {
  const id = Number(pathParameter(call, 'comment_id'))
  for (const issue of repositoryOf(call).issues.values()) {
    const comment = issue.comments.find((each) => each.id === id)
    if (comment !== undefined) return { issue, comment }
  }
  throw notFound()
}
