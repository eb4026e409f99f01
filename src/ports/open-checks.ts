import type { PullRequestKey, RepositoryName } from './pull-requests.ts'

/** On which commits a check run may stand "in progress", so that none stays so. Every method throws `Fault`. */
export interface OpenChecks {
  /** A check run of this pull request is about to be opened on a commit. */
  begin(key: PullRequestKey, headSha: string): Promise<void>
  /** The check run of a commit was concluded, for whichever pull request. */
  end(repository: RepositoryName, headSha: string): Promise<void>
  /** Whether a check run was begun on a commit, for whichever pull request, that nobody has concluded. */
  isOpen(repository: RepositoryName, headSha: string): Promise<boolean>
  /** Commits on which this pull request's examinations have begun a check run that nobody has concluded. */
  of(key: PullRequestKey): Promise<readonly string[]>
}
