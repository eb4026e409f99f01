import type { JudgedChange } from '../core/rules/judged-change.ts'
import type { PullRequestKey, RepositoryName } from './pull-requests.ts'

/** A pull request that touches governed files, as it was when it was examined last. */
export interface ExaminedPull extends RepositoryName {
  readonly number: number
  /** The name of the branch that it is to land on, or has landed on. */
  readonly baseRef: string
  readonly isOpen: boolean
  /** Undefined where it was too large to be kept, or was kept by a version that knew other facts. */
  readonly change: JudgedChange | undefined
}

/** Which examined pull requests are asked for: of a whole account where no repository is named, and of any branch. */
export interface ExaminedOf {
  readonly owner: string
  readonly repo?: string
  readonly baseRef?: string
}

/**
 * What was found out of pull requests, to try other settings on it. Of a repository only so many are kept, for so long;
 * what is closed without having been merged goes at once. Every method throws `Fault`.
 */
export interface ExaminedPulls {
  keep(key: PullRequestKey, examined: Pick<ExaminedPull, 'baseRef' | 'change'>): Promise<void>
  /** It touches nothing governed any more. */
  drop(key: PullRequestKey): Promise<void>
  /** It was merged. Without effect where nothing is kept of it. */
  merged(key: PullRequestKey): Promise<void>
  /** The newest ones, so many open and so many merged at most. */
  newest(of: ExaminedOf, most: { readonly open: number; readonly merged: number }): Promise<readonly ExaminedPull[]>
}
