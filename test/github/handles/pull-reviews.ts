import { addComment, deleteComment, deleteVersion, editComment } from '../acts/comments.ts'
import { commentOnLine, deleteLineComment, dismissReview, editReview, submitReview } from '../acts/reviews.ts'
import { account } from '../world/account.ts'
import type { App } from '../world/app.ts'
import type { Pull, Review } from '../world/pull.ts'
import type { World } from '../world/world.ts'
import { act } from './act.ts'

export interface ReviewOptions {
  /** The commit that the reviewer looked at; by default the head. */
  readonly commit?: string
  readonly body?: string
}

/** What people say about a pull request. */
export function pullReviews(world: World, pull: Pull) {
  const who = (login: string | undefined) => account(world, login ?? pull.author.login)
  const review = (state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED') => (login: string, options?: ReviewOptions) =>
    act(world, () => submitReview(world, pull, account(world, login), { state, ...options }))
  return {
    approve: review('APPROVED'),
    requestChanges: review('CHANGES_REQUESTED'),
    /** A review that neither approves nor objects. */
    reviewComment: review('COMMENTED'),
    /** Dismisses a review, or the latest one of a login. */
    dismiss: (which: Review | string, options: { readonly by?: string } = {}) =>
      act(world, () => dismissReview(world, pull, reviewOf(pull, which), who(options.by))),
    editReview: (which: Review | string, body: string) =>
      act(world, () => editReview(world, pull, reviewOf(pull, which), body)),
    /** What GitHub does to a review whose commit is gone. */
    forgetCommit: (which: Review | string) => {
      reviewOf(pull, which).commitId = null
    },
    /** `via` is an app that writes in that person's name. */
    comment: (login: string, body: string, options: { readonly via?: App } = {}) =>
      act(world, () => addComment(world, pull.base, pull.number, account(world, login), body, options.via)),
    lineComment: (login: string, path: string, body: string) =>
      act(world, () => commentOnLine(world, pull, account(world, login), path, body)),
    /** Deletes somebody's latest comment on a line. */
    deleteLineComment: (login: string, options: { readonly by: string }) => {
      const comment = pull.lineComments.findLast(({ review: of }) => of.user.login === login)
      if (comment === undefined) throw new Error(`${login} has said nothing on a line of #${pull.number}`)
      return act(world, () => deleteLineComment(world, pull, comment, account(world, options.by)))
    },
    /** Edits the latest comment of a login, by default by themselves. */
    editComment: (login: string, body: string, options: { readonly by?: string } = {}) =>
      act(world, () => editComment(world, pull, account(world, login), account(world, options.by ?? login), body)),
    /** Deletes a version from the history of a login's latest comment, by default the one that it was written as. */
    deleteVersion: (login: string, index = 0) =>
      act(world, () => deleteVersion(world, pull, account(world, login), index)),
    /** Deletes the latest comment of a login, by default by themselves. */
    deleteComment: (login: string, options: { readonly by?: string } = {}) =>
      act(world, () => deleteComment(world, pull, account(world, login), account(world, options.by ?? login))),
  }
}

function reviewOf(pull: Pull, which: Review | string): Review {
  if (typeof which !== 'string') return which
  const found = pull.reviews.findLast(({ user }) => user.login.toLowerCase() === which.toLowerCase())
  if (found === undefined) throw new Error(`${which} has not reviewed #${pull.number}`)
  return found
}
