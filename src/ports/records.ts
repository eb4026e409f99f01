import type { CommitFacts } from '../core/authorship/authorship.ts'
import type { Publication } from '../core/gate/decision.ts'
import type { PullRequestKey, RepositoryName } from './pull-requests.ts'

/** Who pushed, as a webhook's `sender` tells. `id` is GitHub's numeric user id. */
export interface Pusher {
  readonly login: string
  readonly id: number
  readonly type: string
}

/** What the app must remember between examinations of a pull request. Every method throws `Fault`. */
export interface Records {
  /** Every digest a check run of this pull request has shown, oldest first. */
  publications(key: PullRequestKey): Promise<readonly Publication[]>
  addPublication(key: PullRequestKey, publication: Publication): Promise<void>
  /** Every commit that ever was in the pull request, in the order first seen: a force-push removes nobody. */
  commitsEver(key: PullRequestKey): Promise<readonly CommitFacts[]>
  /**
   * What was known of a commit first stays: an e-mail address taken off an account later removes nobody. Its files and
   * the verdict on its signature, which cost further reads, are added where they were not known.
   */
  addCommits(key: PullRequestKey, commits: readonly CommitFacts[]): Promise<void>
  /**
   * Everyone who pushed to the pull request, and everyone who pushed one of `commitsEver` before it was opened.
   * Ask after `addCommits`, or the second half is missing.
   */
  pushers(key: PullRequestKey): Promise<readonly Pusher[]>
  addPusher(key: PullRequestKey, pusher: Pusher): Promise<void>
  /** Remembers who brought these commits into the repository, whether or not a pull request holds them yet. */
  addPushedCommits(repository: RepositoryName, shas: readonly string[], pusher: Pusher): Promise<void>
  /** A repository got a new name or owner: everything remembered of it moves along. */
  moveRepository(from: RepositoryName, to: RepositoryName): Promise<void>
}
