import { Refusal } from '../http/refusal.ts'
import { emitReviewEvent } from '../webhooks/pull-events.ts'
import type { Account } from '../world/account.ts'
import type { LineComment, LinePlace, Pull, Review, ReviewState } from '../world/pull.ts'
import type { World } from '../world/world.ts'
import { withEdit } from './comments.ts'

export interface NewReview {
  readonly state: Exclude<ReviewState, 'DISMISSED'>
  readonly body?: string
  /** The commit that the reviewer looked at; by default the head. */
  readonly commit?: string
}

/** Refuses the author's own approval or objection with 422, unless the double is set to allow it. */
export function submitReview(world: World, pull: Pull, by: Account, options: NewReview): Review {
  const verb = options.state === 'APPROVED' ? 'approve' : 'request changes on'
  if (by === pull.author && options.state !== 'COMMENTED' && !world.settings.allowSelfApproval) {
    throw new Refusal(422, 'Unprocessable Entity', { errors: [`Can not ${verb} your own pull request`] })
  }
  const review: Review = {
    id: world.nextId(),
    user: by,
    state: options.state,
    body: options.body ?? '',
    commitId: options.commit ?? pull.headSha,
    submittedAt: world.clock.iso(),
    edits: [],
    dismissal: null,
  }
  pull.reviews.push(review)
  pull.requestedReviewers.delete(by.login.toLowerCase())
  pull.updatedAt = review.submittedAt
  emitReviewEvent(world, pull, review, by, { action: 'submitted' })
  world.changed.notify()
  return review
}

/** Comments on a line: a review of its own, as GitHub makes of a single comment. */
export function commentOnLine(world: World, pull: Pull, by: Account, path: string, body: string): LineComment {
  const review = submitReview(world, pull, by, { state: 'COMMENTED' })
  return addLineComment(world, pull, review, { path, body, place: { side: 'RIGHT', line: 1 } })
}

/** Adds a comment to a review that was given. */
export function addLineComment(
  world: World,
  pull: Pull,
  review: Review,
  comment: { readonly path: string; readonly body: string; readonly place: LinePlace },
): LineComment {
  const added: LineComment = { id: world.nextId(), review, ...comment }
  pull.lineComments.push(added)
  world.changed.notify()
  return added
}

/** Deletes a comment on a line; its review stays. */
export function deleteLineComment(world: World, pull: Pull, comment: LineComment, by: Account): void {
  pull.lineComments.splice(pull.lineComments.indexOf(comment), 1)
  pull.happenings.push({ what: 'comment_deleted', id: world.nextId(), by, at: world.clock.iso() })
  world.changed.notify()
}

export function dismissReview(world: World, pull: Pull, review: Review, by: Account): void {
  if (review.state === 'COMMENTED') throw new Refusal(422, 'Can not dismiss a commented pull request review')
  if (review.state === 'DISMISSED') throw new Refusal(422, 'Can not dismiss a dismissed pull request review')
  review.dismissal = { id: world.nextId(), by, from: review.state, at: world.clock.iso() }
  review.state = 'DISMISSED'
  pull.updatedAt = review.dismissal.at
  emitReviewEvent(world, pull, review, by, { action: 'dismissed' })
  world.changed.notify()
}

export function editReview(world: World, pull: Pull, review: Review, body: string): void {
  const from = review.body
  review.edits = withEdit(review, review.submittedAt, { body, by: review.user, at: world.clock.iso() })
  review.body = body
  emitReviewEvent(world, pull, review, review.user, { action: 'edited', from })
  world.changed.notify()
}
