import type { PullRequestAuthorship } from '../authorship/authorship.ts'
import type { Judgement } from '../rules/judge.ts'
import type { Account, Publication, RepositoryPermission, SubmittedReview } from './decision.ts'
import type { Demand } from './demands.ts'
import type { Statement } from './statement.ts'

/** Everything that the gate decides on. */
export interface GateInput {
  readonly judgement: Pick<Judgement, 'findings' | 'humansNeeded' | 'blockedBy'>
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
  /** Whether head conflicts with the base branch: what would land is not known then, so that nobody can stand for it. */
  readonly conflict: boolean
  /** Logins that could countersign, where known. */
  readonly eligible?: readonly string[]
  /** What was stated in comments; by default nothing. */
  readonly statements?: StatementInput
}

/** Statements, and what decides whether they release a change. */
export interface StatementInput {
  readonly given: readonly Statement[]
  /** GitHub's clock, milliseconds since the epoch. */
  readonly nowMs: number
  /** Who may release a change in an emergency; undefined where the settings let nobody. */
  readonly override: OverrideTeam | undefined
  /** Whether the settings let people acknowledge what nobody else could countersign. */
  readonly selfAcknowledgement: boolean
  /** Every account with write access; undefined where not all of them are known. */
  readonly writers: readonly Account[] | undefined
}

export interface OverrideTeam {
  /** As people write it: `acme/oncall`. */
  readonly team: string
  /** How long an override holds. */
  readonly hours: number
  /** Ids of those who are in the team now, among the people who stated an override. */
  readonly members: ReadonlySet<number>
}

/** Whether the author is one of the accountable humans, and if not, why. */
export interface AuthorStanding {
  readonly counts: boolean
  readonly reason: string
}
