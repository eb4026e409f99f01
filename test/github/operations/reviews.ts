import { z } from 'zod'
import { submitReview } from '../acts/reviews.ts'
import { actingAccount, type Call, type Operation, parseBody } from '../http/operation.ts'
import { listAnswer } from '../http/paginate.ts'
import { Refusal } from '../http/refusal.ts'
import { lineCommentShape } from '../shapes/line-comment-shape.ts'
import { pullUrls, reviewShape } from '../shapes/pull-shape.ts'
import { pullInPath } from './pulls.ts'

const reviewRequest = z.strictObject({
  commit_id: z.string().optional(),
  body: z.string().optional(),
  event: z.enum(['APPROVE', 'REQUEST_CHANGES', 'COMMENT']),
})

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
  { id: 'pulls/create-review', as: 'token', needs: ['pull_requests', 'write'], handle: createReview },
]

async function createReview(call: Call) {
  const pull = pullInPath(call)
  const request = parseBody(reviewRequest, call)
  const { body, commit_id: commit } = request
  if (request.event !== 'APPROVE' && (body ?? '') === '') {
    throw new Refusal(422, 'Unprocessable Entity', { errors: ['Body can not be blank'], violation: true })
  }
  if (commit !== undefined && (await pull.base.git.commit(commit)) === undefined) {
    throw new Refusal(422, 'Unprocessable Entity', { errors: ['The commit is not part of the pull request'] })
  }
  const review = submitReview(call.world, pull, actingAccount(call), {
    state: STATES[request.event],
    ...(body === undefined ? {} : { body }),
    ...(commit === undefined ? {} : { commit }),
  })
  return { status: 200, body: reviewShape(call.world, pull, review) }
}
