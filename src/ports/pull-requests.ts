import type { CommitFacts } from '../core/authorship/authorship.ts'
import type { BranchMove } from '../core/authorship/branch-moves.ts'
import type { AgentTimeline } from '../core/authorship/timeline.ts'
import type { Account, Dismissal, RepositoryPermission, SubmittedReview } from '../core/gate/decision.ts'

export interface RepositoryName {
  readonly owner: string
  readonly repo: string
}

/** A repository, and the installation that lets the app see it. */
export interface RepositoryKey extends RepositoryName {
  readonly installationId: number
}

/** A pull request, and the installation that lets the app see it. */
export interface PullRequestKey extends RepositoryKey {
  readonly number: number
}

/** By which a pull request is remembered: GitHub takes names in any case. */
export function nameOfPull({ installationId, owner, repo, number }: PullRequestKey): string {
  return `${installationId}/${owner}/${repo}#${number}`.toLowerCase()
}

export interface PullRequest {
  readonly number: number
  readonly state: 'open' | 'closed'
  readonly draft: boolean
  readonly title: string
  readonly body: string
  readonly author: Account
  readonly headSha: string
  readonly headRef: string
  /** Whose fork the head is in, or was; absent where it is in the repository itself, or the account is gone. */
  readonly forkOwner?: Account
  readonly baseRef: string
  /** Whether that is the repository's default branch. */
  readonly isOntoDefault: boolean
  /** The tip of the base branch when asked, not the one the pull request was opened on. */
  readonly baseTipSha: string
  readonly mergeBaseSha: string
  /**
   * The merge of exactly `baseTipSha` and `headSha`; null where they conflict; undefined where GitHub has not
   * (or not yet) computed it, which is never to be taken for the absence of a conflict.
   */
  readonly testMergeSha: string | null | undefined
  /** Logins of those whose review was asked for and not given yet. */
  readonly requestedReviewers?: readonly string[]
  /** How many teams were asked. */
  readonly requestedTeams?: number
  /** As `openReviewRequests` gives it, where that was told. */
  readonly openRequests?: ReadonlyMap<string, number>
  /** The commit of the repository's notes when asked, null where it has none; absent where that was not told. */
  readonly notesTipSha?: string | null
}

/** What one look at a pull request tells. */
export type PullHead = Pick<PullRequest, 'state' | 'headSha' | 'baseRef' | 'isOntoDefault'>

/** A look at a pull request, and more of what it has seen. */
export interface PullLook extends PullHead {
  /**
   * The open pull requests whose head is this commit, forks included, the one that was looked at first; each as `get`
   * gives it, in fewer requests. Throws as `get` does.
   */
  pulls(): Promise<readonly PullRequest[]>
}

/** A team, by its organisation's login and its slug. */
export interface TeamName {
  readonly org: string
  readonly slug: string
}

/** Who is in a team; `complete` is false where it has more members than are listed. */
export type TeamMembers =
  | { readonly kind: 'members'; readonly members: readonly Account[]; readonly complete: boolean }
  /** There is no such team, or the app may not see it. */
  | { readonly kind: 'unreadable'; readonly reason: 'not-found' | 'forbidden' }

/** What somebody may do in a repository, and what the organisation calls it. */
export interface RepositoryAccess {
  readonly permission: RepositoryPermission
  /** GitHub's own roles by their names, and those that an organisation has made; absent where it is not told. */
  readonly role?: string
}

/** Somebody who may write, and what in particular they may do, where the list tells it as `access` does. */
export interface Writer extends Account {
  readonly access?: RepositoryAccess
}

/** What happened to a pull request, as far as anything is decided by it. */
export interface Timeline extends AgentTimeline {
  /** By the review's id: a dismissed review no longer tells what it had said, nor who dismissed it. */
  readonly dismissals: ReadonlyMap<number, Dismissal>
  /** False where nobody has given a review; absent where that is not known. */
  readonly isReviewed?: boolean
  /** Whose review was ever asked for, also where the request was taken back; absent where that is not known. */
  readonly reviewRequests?: readonly ReviewRequested[]
}

/** `at` is ISO 8601; a team's request names no login. */
export interface ReviewRequested {
  readonly login: string | undefined
  readonly at: string
}

/** GitHub takes no more reviewers than this for one pull request. */
export const MAX_REQUESTED_REVIEWERS = 15

/** Members of a team that are listed; of a larger one each reviewer is asked about. */
export const MAX_LISTED_MEMBERS = 300

/** Naming who could approve needs no more than one page. */
export const MAX_LISTED_WRITERS = 100

/** What the app reads of pull requests, and the one thing it writes. Every method throws `Fault`. */
export interface PullRequests {
  /** One read and no waiting, so that the check can appear before the rest is known. Throws as `get` does. */
  head(key: PullRequestKey): Promise<PullHead>
  /**
   * Waits up to some seconds for the test merge. Throws `Fault` of kind `not-found` where there is no such pull
   * request or the app may not see it.
   */
  get(key: PullRequestKey): Promise<PullRequest>
  /** As `head`, in a request that tells most of what an examination asks for next. */
  look(key: PullRequestKey): Promise<PullLook>
  /**
   * Every commit of the pull request, oldest first; `complete` is false where the list may have been cut. Of an open
   * one all are read by the commits that it stands between, where they are given; GitHub lists no more than 250.
   */
  commits(
    key: PullRequestKey,
    between?: Pick<PullRequest, 'baseTipSha' | 'headSha'>,
  ): Promise<{ readonly commits: readonly CommitFacts[]; readonly complete: boolean }>
  /**
   * Paths that a commit changes against its first parent, old and new name of a renamed file; undefined where that is
   * not known: the commit is gone, or changes more than is read.
   */
  changedFiles(key: RepositoryKey, sha: string): Promise<readonly string[] | undefined>
  /**
   * Who moved a branch of the repository, oldest first, as far back as GitHub tells; of a branch that was moved often
   * the newest 500 moves. Also of one that is deleted by now.
   */
  branchMoves(repository: RepositoryKey, branch: string): Promise<readonly BranchMove[]>
  /**
   * The slug of the GitHub App through which it was opened in its author's name; null where none did, undefined where
   * the app may not see it (it takes a permission that is optional).
   */
  openedVia(key: PullRequestKey): Promise<string | null | undefined>
  /** `complete` is false where a part could not be read or understood; never an error for one event. */
  timeline(key: PullRequestKey): Promise<Timeline>
  /** Every submitted review, oldest first; a dismissed one with what `timeline` knows of its dismissal. */
  reviews(
    key: PullRequestKey,
    timeline: Pick<Timeline, 'dismissals' | 'isReviewed'>,
  ): Promise<readonly SubmittedReview[]>
  /** `none` also for who is no collaborator or does not exist. */
  permission(key: RepositoryKey, login: string): Promise<RepositoryPermission>
  /** As `permission`, with the name of the role. */
  access(key: RepositoryKey, login: string): Promise<RepositoryAccess>
  /** Members of a team and of its child teams, `MAX_LISTED_MEMBERS` at most; who was only invited is none. */
  teamMembers(key: RepositoryKey, team: TeamName): Promise<TeamMembers>
  /** Whether somebody is an active member of a team or of a child team; false also where that cannot be read. */
  isTeamMember(key: RepositoryKey, team: TeamName, login: string): Promise<boolean>
  /** Accounts with write access to the repository, `MAX_LISTED_WRITERS` at most, in GitHub's order. */
  writers(key: RepositoryKey): Promise<readonly Writer[]>
  /** Numbers of the open pull requests whose head is this commit, ascending; forks included. */
  withHead(repository: RepositoryKey, sha: string): Promise<readonly number[]>
  /** Numbers of the open pull requests onto this branch, ascending. */
  openOnto(repository: RepositoryKey, baseRef: string): Promise<readonly number[]>
  /** How many open review requests each login (lower case) has here, as far as the newest pull requests tell. */
  openReviewRequests(repository: RepositoryKey): Promise<ReadonlyMap<string, number>>
  /** Who a login is, null where nobody is. */
  account(repository: RepositoryKey, login: string): Promise<Account | null>
  /**
   * Asks these people for their review, `MAX_REQUESTED_REVIEWERS` at most. GitHub refuses the whole request
   * (`Fault` of kind `invalid`) where one of them is the author or no collaborator.
   */
  requestReviewers(key: PullRequestKey, logins: readonly string[]): Promise<void>
}
