import type { Account } from './account.ts'
import type { App } from './app.ts'
import type { Edit, Repository, Team } from './repository.ts'

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED'

export interface Review {
  readonly id: number
  readonly user: Account
  state: ReviewState
  body: string
  /** Null after GitHub lost the commit: such a review stays in the list. */
  commitId: string | null
  readonly submittedAt: string
  /** As of a comment. */
  edits: readonly Edit[]
  dismissal: Dismissal | null
}

/** What a review had said until it was dismissed. */
export interface Dismissal {
  readonly id: number
  readonly by: Account
  readonly from: Exclude<ReviewState, 'DISMISSED'>
  readonly at: string
}

/** A comment on a line, which belongs to a review. */
export interface LineComment {
  readonly id: number
  readonly review: Review
  readonly path: string
  body: string
  readonly place: LinePlace
}

/** Lines of the change, as GitHub counts them; `startLine` where it is more than one. */
export interface LinePlace {
  readonly side: 'LEFT' | 'RIGHT'
  readonly line: number
  readonly startLine?: number
}

/** Something that a timeline tells beside comments and reviews. */
export type Happening = { readonly id: number; readonly by: Account; readonly at: string } & (
  | { readonly what: 'assigned'; readonly assignee: Account }
  | { readonly what: 'comment_deleted' }
  | { readonly what: 'review_requested'; readonly reviewer: Account }
  /** An agent of GitHub's began to work as an app. */
  | { readonly what: 'copilot_work_started'; readonly app: App | null }
)

export interface Pull {
  readonly id: number
  readonly number: number
  readonly base: Repository
  readonly head: Repository
  readonly headRef: string
  baseRef: string
  headSha: string
  /** The base branch's tip when the pull request was opened or last pushed to: stale by design, as on GitHub. */
  baseSha: string
  title: string
  body: string | null
  readonly author: Account
  draft: boolean
  state: 'open' | 'closed'
  readonly createdAt: string
  updatedAt: string
  closedAt: string | null
  mergedAt: string | null
  mergedBy: Account | null
  mergeCommitSha: string | null
  /** The app that opened it in its author's name. */
  readonly openedVia: App | null
  readonly reviews: Review[]
  readonly lineComments: LineComment[]
  readonly happenings: Happening[]
  readonly requestedReviewers: Map<string, Account>
  readonly requestedTeams: Map<string, Team>
  /** The base tip that it was merged onto. */
  mergedOnto: string | null
  /** Which pair of commits mergeability was last asked about. */
  testMerge: TestMerge | null
}

/** GitHub computes mergeability in the background; until it is done, `mergeable` is null. */
interface TestMerge {
  readonly headSha: string
  readonly baseTip: string
  /** How many more reads find it still computing. */
  pendingReads: number
  /** How many more reads see what was found for the base of before. */
  staleReads: number
  readonly before: boolean | null
  mergeable: boolean | null
}
