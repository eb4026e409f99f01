import type { CommitAuthorship, PullRequestAuthorship } from '../core/authorship/authorship.ts'
import type { Signatures } from '../core/authorship/signatures.ts'
import type { Settings } from '../core/rules/settings.ts'
import { type ChangeCommits, changesAny } from './change-commits.ts'
import type { TreeComparison } from './compare-trees.ts'

/** What the facts of authorship are made of. */
export interface AuthorshipContext {
  readonly authorship: PullRequestAuthorship
  readonly change: TreeComparison
  readonly settings: Pick<Settings, 'hold' | 'declaration' | 'machineUsers'>
  /** With those of the settings. */
  readonly signatures: Signatures
  /** Absent where there are no commits to ask about. */
  readonly commits?: ChangeCommits
}

/** Which commits carry a mark of an AI tool, and whether the pull request itself does. */
export interface AuthorshipMark {
  readonly commits: readonly CommitAuthorship[]
  /** The pull request's own evidence names a tool, or nothing tells which commits are the tool's. */
  readonly isOnPullRequest: boolean
  /** The marked commits that change a path, or may. */
  commitsOf(path: string): readonly CommitAuthorship[]
}

export function markOf({ authorship, change, commits }: AuthorshipContext): AuthorshipMark {
  const marked = authorship.commits.filter(({ verdict }) => verdict === 'ai' || verdict === 'ai-assisted')
  const facts = new Map(commits?.commits.map((commit) => [commit.sha, commit]))
  return {
    commits: marked,
    isOnPullRequest: marked.length === 0 || authorship.evidence.some(({ tool }) => authorship.tools.includes(tool)),
    commitsOf: (path) =>
      marked.filter(({ sha }) => {
        const commit = facts.get(sha)
        return commit === undefined || changesAny(commit, new Set([path]), change.paths) !== false
      }),
  }
}
