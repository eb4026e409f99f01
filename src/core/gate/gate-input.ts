import type { PullRequestAuthorship } from '../authorship/authorship.ts'
import type { Judgement } from '../rules/judge.ts'
import type { Account, Publication, RepositoryPermission, SubmittedReview } from './decision.ts'
import type { Demand } from './demands.ts'

/** Everything that the gate decides on. */
export interface GateInput {
  readonly judgement: Pick<Judgement, 'findings' | 'humansNeeded'>
  readonly authorship: PullRequestAuthorship
  /** The pull request's author. */
  readonly author: Account
  readonly reviews: readonly SubmittedReview[]
  /** Every digest that the check showed for this pull request. */
  readonly publications: readonly Publication[]
  readonly headSha: string
  /** The access digest of this examination. */
  readonly digest: string
  /** By login in lower case; who is missing counts for nothing. */
  readonly permissions: ReadonlyMap<string, RepositoryPermission>
  /** Names of roles by login in lower case, for people, where GitHub tells them. */
  readonly roles?: ReadonlyMap<string, string>
  /** Teams and owners who have to approve what is held; by default nobody in particular. */
  readonly demands?: readonly Demand[]
  /** Logins in lower case. */
  readonly machineUsers: ReadonlySet<string>
  readonly mode: 'enforce' | 'advisory'
  /** Logins that could countersign, where known. */
  readonly eligible?: readonly string[]
}

/** Whether the author is one of the accountable humans, and if not, why. */
export interface AuthorStanding {
  readonly counts: boolean
  readonly reason: string
}
