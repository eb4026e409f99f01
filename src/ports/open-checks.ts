import type { KnownOpening } from './checks.ts'
import type { PullRequestKey, RepositoryName } from './pull-requests.ts'

/** On which commits a check run may stand "in progress", so that none stays so. Every method throws `Fault`. */
export interface OpenChecks {
  /**
   * A check run of this pull request is about to be opened on a commit. Says what is known of open ones there, for
   * whichever pull request: whether any was begun that nobody has concluded, or only announced.
   */
  begin(key: PullRequestKey, headSha: string): Promise<KnownOpening>
  /**
   * A check run is about to be announced. False where it must not be: no examination of the pull request waits that
   * would conclude it, or a run was begun on the commit already. Where one waits no longer that did a moment ago,
   * nothing is noted.
   */
  beginAnnouncing(key: PullRequestKey, headSha: string): Promise<boolean>
  /** What was to be announced is this run. Nothing happens where an examination has begun since. */
  announced(key: PullRequestKey, headSha: string, checkRun: number): Promise<void>
  /** What was to be announced was certainly not opened. Nothing happens where an examination has begun since. */
  withdraw(key: PullRequestKey, headSha: string): Promise<void>
  /** The check run of a commit was concluded, for whichever pull request. */
  end(repository: RepositoryName, headSha: string): Promise<void>
  /**
   * Commits on which this pull request's examinations have begun a check run that nobody has concluded; not those that
   * were announced for an examination that still waits.
   */
  of(key: PullRequestKey): Promise<readonly string[]>
}
