import type { CommitFacts } from '../core/authorship/authorship.ts'
import type { Publication } from '../core/gate/decision.ts'
import type { PullRequestKey } from './pull-requests.ts'

/** What the app must remember between examinations of a pull request. */
export interface Records {
  /** Every digest a check run of this pull request has shown, oldest first. */
  publications(key: PullRequestKey): Promise<readonly Publication[]>
  addPublication(key: PullRequestKey, publication: Publication): Promise<void>
  /** Every commit that ever was in the pull request: a force-push removes nobody from the directors. */
  commitsEver(key: PullRequestKey): Promise<readonly CommitFacts[]>
  addCommits(key: PullRequestKey, commits: readonly CommitFacts[]): Promise<void>
  /** Logins and ids of everyone who pushed to the pull request's branch, as webhooks told. */
  pushers(
    key: PullRequestKey,
  ): Promise<readonly { readonly login: string; readonly id: number; readonly type: string }[]>
  addPusher(
    key: PullRequestKey,
    pusher: { readonly login: string; readonly id: number; readonly type: string },
  ): Promise<void>
}
