import type { Account, SubmittedReview } from './decision.ts'

/** What one account last said, and the approvals that this opinion rests on. */
export interface Opinion {
  readonly account: Account
  readonly stand: 'approves' | 'objects' | 'none'
  /** The approvals since the account's last objection or dismissed review, newest first; empty unless it approves. */
  readonly approvals: readonly SubmittedReview[]
  /** Approvals that something later of the same account voids. */
  readonly voided: readonly { readonly review: SubmittedReview; readonly by: SubmittedReview['state'] }[]
  /** The dismissed review that stands last, if one does. */
  readonly dismissed: SubmittedReview | undefined
}

/**
 * The latest opinion of every account: a comment or a pending review is none, a dismissed review voids what the
 * account said before it. Several approvals in a row are one opinion, and each of them may carry it.
 * Source: GITHUB.md's account of GitHub's review states, and GitHub's REST description of `pulls/{n}/reviews`.
 */
export function opinionsOf(reviews: readonly SubmittedReview[]): readonly Opinion[] {
  const byAccount = new Map<number, { readonly account: Account; readonly reviews: SubmittedReview[] }>()
  for (const review of [...reviews].sort(bySubmission)) {
    if (review.author === null || review.state === 'COMMENTED' || review.state === 'PENDING') continue
    const known = byAccount.get(review.author.id)
    if (known === undefined) byAccount.set(review.author.id, { account: review.author, reviews: [review] })
    else known.reviews.push(review)
  }
  return [...byAccount.values()].map(({ account, reviews: own }) => opinionOf(account, own))
}

function opinionOf(account: Account, reviews: readonly SubmittedReview[]): Opinion {
  const latest = reviews.at(-1)
  const last = latest?.state
  const breakAt = reviews.findLastIndex((review) => review.state !== 'APPROVED')
  const breaking = reviews[breakAt]
  return {
    account,
    stand: last === 'APPROVED' ? 'approves' : last === 'CHANGES_REQUESTED' ? 'objects' : 'none',
    approvals: reviews.slice(breakAt + 1).reverse(),
    voided: reviews
      .slice(0, Math.max(0, breakAt))
      .flatMap((review) => (review.state === 'APPROVED' && breaking ? [{ review, by: breaking.state }] : [])),
    dismissed: last === 'DISMISSED' ? latest : undefined,
  }
}

/** By GitHub's clock, then by id: reviews of one second stand in the order in which they were made. */
function bySubmission(left: SubmittedReview, right: SubmittedReview): number {
  const [first, second] = [timeOf(left), timeOf(right)]
  return first === second ? left.id - right.id : first < second ? -1 : 1
}

/** A time that cannot be read never lifts an objection: an approval then comes before everything, all else after. */
function timeOf({ submittedAt, state }: SubmittedReview): number {
  const time = Date.parse(submittedAt)
  if (!Number.isNaN(time)) return time
  return state === 'APPROVED' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
}
