import type { RepositoryKey } from './pull-requests.ts'

/** A pull request that GitHub says was merged. */
export interface MergedPull {
  readonly number: number
  readonly headSha: string
  /** ISO 8601. */
  readonly mergedAt: string
}

/** How commits came to a branch, as GitHub tells it. Every method throws `Fault`. */
export interface Landings {
  /**
   * The commits that a branch stood at in turn from `before` (left out) to `after`: first parents, oldest first.
   * Undefined where `before` is none of them, or where there are more than are read.
   */
  steps(repository: RepositoryKey, before: string, after: string): Promise<readonly string[] | undefined>
  /** The best common ancestor of two commits. Undefined where there is none, or one of them is gone. */
  mergeBase(repository: RepositoryKey, one: string, other: string): Promise<string | undefined>
  /** Where the default branch stands, undefined where the repository has none yet. */
  defaultTip(repository: RepositoryKey): Promise<string | undefined>
  /**
   * The pull requests of this repository, merged into this branch, that GitHub says brought the commit. With `patient`
   * it is asked again for some seconds where it names none: it may learn of a merge later than of the push.
   */
  mergedWith(repository: RepositoryKey, branch: string, sha: string, patient: boolean): Promise<readonly MergedPull[]>
}
