import type { CommitFacts } from '../core/authorship/authorship.ts'
import type { AccessState } from '../core/gate/access-state.ts'
import type { Publication } from '../core/gate/decision.ts'
import type { PullRequestKey, RepositoryName } from './pull-requests.ts'
import type { Statement } from './statements.ts'

/** Who pushed, as a webhook's `sender` tells. `id` is GitHub's numeric user id. */
export interface Pusher {
  readonly login: string
  readonly id: number
  readonly type: string
}

/** A statement, and whether the world was told of it. */
export interface RememberedStatement extends Statement {
  /** Whether the alarm of an override was raised. */
  readonly isAlarmed: boolean
  /** The number of the issue that was opened to follow an override up; absent where there is none yet. */
  readonly followUp?: number
}

/** What a pull request led to when it was countersigned last. */
export interface CountersignedState extends AccessState {
  readonly number: number
  /** Logins of those whose approval counted. */
  readonly by: readonly string[]
  /** GitHub's clock, ISO 8601. */
  readonly at: string
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
   * Whether another pull request is known to hold this commit, or its examination has begun to write a check on it:
   * only then can a check on it have to be written anew when this one leaves it.
   */
  isShared(key: PullRequestKey, sha: string): Promise<boolean>
  /**
   * Everyone who pushed to the pull request, and everyone who pushed one of `commitsEver` before it was opened.
   * Ask after `addCommits`, or the second half is missing.
   */
  pushers(key: PullRequestKey): Promise<readonly Pusher[]>
  addPusher(key: PullRequestKey, pusher: Pusher): Promise<void>
  /** Remembers who brought these commits into the repository, whether or not a pull request holds them yet. */
  addPushedCommits(repository: RepositoryName, shas: readonly string[], pusher: Pusher): Promise<void>
  /** Those of these commits of which it is not on record who brought them into the repository. */
  broughtByNobody(repository: RepositoryName, shas: readonly string[]): Promise<readonly string[]>
  /** Every statement about this pull request, in the order in which they were taken. */
  statements(key: PullRequestKey): Promise<readonly RememberedStatement[]>
  /** A comment that was taken before stays as it was then: editing it changes nothing. */
  addStatement(key: PullRequestKey, statement: Statement): Promise<void>
  /** Remembers that the alarm of an override was raised, and the issue that follows it up. */
  noteAlarm(key: PullRequestKey, commentId: number, followUp: number | undefined): Promise<void>
  /** The newest state of these files that another pull request of the repository was countersigned with, if any. */
  countersignedBefore(key: PullRequestKey, files: string): Promise<CountersignedState | undefined>
  /** Remembers what a pull request is countersigned with; undefined where it no longer is. */
  setCountersigned(key: PullRequestKey, state: Omit<CountersignedState, 'number'> | undefined): Promise<void>
  /**
   * A repository got a new name or owner: everything remembered of it moves along. Who pushed and what was shown under
   * the new name before this was told stays; what was stated there goes, since another repository may have had the name.
   */
  moveRepository(from: RepositoryName, to: RepositoryName): Promise<void>
  /** An account got another login: everything remembered of each of its repositories moves along. */
  moveOwner(from: string, to: string): Promise<void>
}
