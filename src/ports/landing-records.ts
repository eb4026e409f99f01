import type { RepositoryName } from './pull-requests.ts'

/** What became of one move of a governed branch. */
export interface Landing {
  readonly branch: string
  readonly before: string
  /** Where the branch stood afterwards. */
  readonly sha: string
  /** `uncovered`: access landed that nobody has countersigned. */
  readonly standing: 'pending' | 'clean' | 'uncovered'
}

/** How branches came to where they stand. Every method throws `Fault`. */
export interface LandingRecords {
  /** A move is about to be looked at. The same move that was decided before stays decided. */
  begin(repository: RepositoryName, landing: Omit<Landing, 'standing'>): Promise<void>
  settle(repository: RepositoryName, landing: Landing): Promise<void>
  /** The branch turned out not to be governed. */
  forget(repository: RepositoryName, landing: Omit<Landing, 'standing'>): Promise<void>
  /** The latest moves to this commit, one for each branch. */
  at(repository: RepositoryName, sha: string): Promise<readonly Landing[]>
}
