import type { MergedPull } from '../core/backtest/pull-changes.ts'
import type { RepositoryKey, RepositoryName } from './pull-requests.ts'

/** Pull requests that were merged, and the repository that they were merged in. Every method throws `Fault`. */
export interface MergedPulls {
  repository(repository: RepositoryKey): Promise<InstalledHistory>
  /** One page (from 1) of the closed pull requests, the one that was updated last first. */
  page(repository: RepositoryKey, page: number): Promise<MergedPullsPage>
  /** Whether the pull request is what brought a commit to the default branch. */
  brought(repository: RepositoryKey, pull: MergedPull, sha: string): Promise<boolean>
  /** A token, good for an hour, that reads the content of this repository and can do nothing else. */
  contentToken(repository: RepositoryKey): Promise<string>
}

export interface InstalledHistory {
  /** As GitHub spells it. */
  readonly name: RepositoryName
  readonly defaultBranch: string
  readonly isArchived: boolean
  /** As GitHub estimates it, with all branches. */
  readonly sizeKilobytes: number
  /** False where its default branch has no commit. */
  readonly hasCommits: boolean
}

export interface MergedPullsPage {
  /** Those that were merged, into whatever branch. */
  readonly pulls: readonly MergedPull[]
  /** No pull request of a later page was updated after that: milliseconds since 1970. */
  readonly updatedAtMs: number
  readonly isLast: boolean
}
