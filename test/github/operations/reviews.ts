import { z } from 'zod'
import { addLineComment, submitReview } from '../acts/reviews.ts'
import { actingAccount, type Call, type Operation, parseBody, pathParameter, repositoryOf } from '../http/operation.ts'
import { listAnswer } from '../http/paginate.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import { lineCommentShape } from '../shapes/line-comment-shape.ts'
import { pullUrls, reviewShape } from '../shapes/pull-shape.ts'
import { commentablePlaces } from '../world/commentable-places.ts'
import { pullInPath } from './pulls.ts'

/** GitHub's limit on the text of a comment. */
const MAX_BODY = 65_536

const side = z.enum(['LEFT', 'RIGHT'])
const newComment = z.strictObject({
  path: z.string(),
  body: z.string().min(1).max(MAX_BODY),
  line: z.int().min(1),
  side: side.optional(),
  start_line: z.int().min(1).optional(),
  start_side: side.optional(),
})
const reviewRequest = z.strictObject({
  commit_id: z.string().optional(),
  body: z.string().max(MAX_BODY).optional(),
  event: z.enum(['APPROVE', 'REQUEST_CHANGES', 'COMMENT']),
  comments: z.array(newComment).optional(),
})
const commentRequest = z.strictObject({ body: z.string().min(1).max(MAX_BODY) })

const STATES = { APPROVE: 'APPROVED', REQUEST_CHANGES: 'CHANGES_REQUESTED', COMMENT: 'COMMENTED' } as const

export const reviewOperations: readonly Operation[] = [
  {
    id: 'pulls/list-reviews',
    as: 'token',
    needs: ['pull_requests', 'read'],
    handle(call) {
      const pull = pullInPath(call)
      return listAnswer(call, `${pullUrls(call.world, pull).url}/reviews`, pull.reviews, (review) =>
        reviewShape(call.world, pull, review),
      )
    },
  },
  {
    id: 'pulls/list-review-comments',
    as: 'token',
    needs: ['pull_requests', 'read'],
    handle(call) {
      const pull = pullInPath(call)
      return listAnswer(call, `${pullUrls(call.world, pull).url}/comments`, pull.lineComments, (comment) =>
        lineCommentShape(call.world, pull, comment),
      )
    },
  },
  { id: 'pulls/update-review-comment', as: 'token', needs: ['pull_requests', 'write'], handle: updateComment },
  { id: 'pulls/create-review', as: 'token', needs: ['pull_requests', 'write'], handle: createReview },
]

/** Apps may edit their own comments alone. */
function updateComment(call: Call) {
  const id = Number(pathParameter(call, 'comment_id'))
  const { body } = parseBody(commentRequest, call)
  for (const pull of repositoryOf(call).pulls.values()) {
    const comment = pull.lineComments.find((each) => each.id === id)
    if (comment === undefined) continue
    if (comment.review.user !== actingAccount(call)) throw new Refusal(403, 'Resource not accessible by integration')
    comment.body = body
    call.world.changed.notify()
    return { status: 200, body: lineCommentShape(call.world, pull, comment) }
  }
  throw notFound()
}

async function createReview(call: Call) {
  const pull = pullInPath(call)
  const request = parseBody(reviewRequest, call)
  const { body, commit_id: commit, comments = [] } = request
  if (request.event !== 'APPROVE' && (body ?? '') === '') {
    throw new Refusal(422, 'Unprocessable Entity', { errors: ['Body can not be blank'], violation: true })
  }
  if (commit !== undefined && (await pull.base.git.commit(commit)) === undefined) {
    throw new Refusal(422, 'Unprocessable Entity', { errors: ['The commit is not part of the pull request'] })
  }
  const places = await commentablePlaces(pull)
  if (!comments.every((comment) => isInChange(comment, places))) {
    const errors = ['Pull request review thread line must be part of the diff']
    throw new Refusal(422, 'Unprocessable Entity', { errors })
  }
  const review = submitReview(call.world, pull, actingAccount(call), {
    state: STATES[request.event],
    ...(body === undefined ? {} : { body }),
    ...(commit === undefined ? {} : { commit }),
  })
  for (const { path, body: said, line, side: at = 'RIGHT', start_line: startLine } of comments) {
    const place = { side: at, line, ...(startLine === undefined ? {} : { startLine }) }
    addLineComment(call.world, pull, review, { path, body: said, place })
  }
  return { status: 200, body: reviewShape(call.world, pull, review) }
}

function isInChange(
  { path, line, side: at = 'RIGHT', start_line: startLine = line }: z.infer<typeof newComment>,
  places: ReadonlySet<string>,
): boolean {
  return startLine <= line && [startLine, line].every((each) => places.has(`${at} ${path}:${each}`))
}
