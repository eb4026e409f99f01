import type { CommitFacts } from '../core/authorship/authorship.ts'
import type { ActingAccounts } from '../core/authorship/commit-identities.ts'
import type { ChangeHistory } from '../ports/change-history.ts'
import type { TreeComparison } from './compare-trees.ts'

/** The commits of a change, and where more can be asked of them. */
export interface ChangeCommits {
  /** Every commit that ever was in the change. */
  readonly commits: readonly CommitFacts[]
  /** Those that still are; absent where nothing is known of earlier ones. */
  readonly current?: ReadonlySet<string>
  /** The commit that head is. */
  readonly headSha: string
  readonly history: Pick<ChangeHistory, 'lineOrigins'>
  /** Who is known to have acted; absent where no platform vouches for anything. */
  readonly platform?: ActingAccounts
}

/**
 * Whether a commit changes one of the paths; undefined where its files are not known, or where some of them lived only
 * within the change: what such a file held may stand at any path now.
 */
export function changesAny(
  { files }: CommitFacts,
  wanted: ReadonlySet<string>,
  { base, head }: TreeComparison['paths'],
): boolean | undefined {
  if (files === undefined) return undefined
  if (files.some((path) => wanted.has(path))) return true
  return files.some((path) => !base.has(path) && !head.has(path)) ? undefined : false
}
