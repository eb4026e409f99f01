import type { Account } from '../core/gate/decision.ts'
import type { ExaminedPulls } from '../ports/examined-pulls.ts'
import type { PullRequest, PullRequestKey, RepositoryKey } from '../ports/pull-requests.ts'
import type { SourceTrees } from '../ports/source-trees.ts'
import type { Bundle } from './bundle.ts'
import type { PolicyContext } from './policy.ts'
import type { PolicyLookups } from './policy-context.ts'
import type { Review } from './review.ts'
import type { SideTexts } from './side-texts.ts'
import type { TryDependencies } from './try-on.ts'

export interface DryRunDependencies extends PolicyLookups, TryDependencies {
  /** Absent where nothing is kept of what was examined. */
  readonly examinedPulls?: ExaminedPulls
  readonly sourceTrees: (repository: RepositoryKey) => SourceTrees
  readonly bundle: Bundle
}

/** A pull request that may bring other settings, and what was read of it. */
export interface Bringing {
  readonly key: PullRequestKey
  readonly pull: PullRequest
  readonly reviewed: Pick<Review, 'settings' | 'policy' | 'changesPolicy'>
  /** Who may write to the repository. */
  readonly writers: readonly Account[]
}

/** What is tried: the policy where the pull request is to land, and where it would have landed. */
export interface Trial extends Bringing {
  readonly base: SideTexts
  readonly landing: SideTexts
  readonly context: PolicyContext
  readonly examinedPulls: ExaminedPulls
}
