import type { CommitFacts } from '../core/authorship/authorship.ts'
import type { Account, RepositoryPermission, SubmittedReview } from '../core/gate/decision.ts'

export interface RepositoryName {
  readonly owner: string
  readonly repo: string
}

/** A pull request, and the installation that lets the app see it. */
export interface PullRequestKey extends RepositoryName {
  readonly installationId: number
  readonly number: number
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
  readonly baseRef: string
  /** The tip of the base branch when asked, not the one the pull request was opened on. */
  readonly baseTipSha: string
  readonly mergeBaseSha: string
  /** GitHub's test merge; null where there is a conflict, undefined while GitHub is still computing it. */
  readonly testMergeSha: string | null | undefined
}

/** What the app reads of pull requests. Every method throws `Fault`. */
export interface PullRequests {
  get(key: PullRequestKey): Promise<PullRequest>
  /** Every commit of the pull request, oldest first; `complete` is false where GitHub cut the list (250). */
  commits(key: PullRequestKey): Promise<{ readonly commits: readonly CommitFacts[]; readonly complete: boolean }>
  reviews(key: PullRequestKey): Promise<readonly SubmittedReview[]>
  permission(key: PullRequestKey, login: string): Promise<RepositoryPermission>
  /** Open pull requests whose head is this commit, and open ones onto this branch. */
  withHead(repository: PullRequestKey, sha: string): Promise<readonly number[]>
}
