import type { CommitAuthorship, CommitFacts, PullRequestAuthorship } from '../core/authorship/authorship.ts'
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
  /** The marked commits that change any governed path, or may. */
  readonly ofGoverned: readonly CommitAuthorship[]
  /** Whether a commit changes a path; undefined where that is not known. */
  changes(sha: string, path: string): boolean | undefined
  /** Whether the commits are known and every one that changes a path, or may, is marked. */
  isAlone(path: string): boolean
}

export function markOf({ authorship, change, commits }: MarkContext): AuthorshipMark {
  const marked = authorship.commits.filter(({ verdict }) => verdict === 'ai' || verdict === 'ai-assisted')
  const markedShas = new Set(marked.map(({ sha }) => sha))
  // Asked for every path and every fact: each commit's files are looked through once.
  const reaches = new Map(commits?.commits.map((commit) => [commit.sha, reachOf(commit, change.paths)]))
  const unmarked = [...reaches.keys()].filter((sha) => !markedShas.has(sha))
  const changes = (sha: string, path: string) => {
    const reach = reaches.get(sha)
    return reach?.files.has(path) === true ? true : reach?.isWhole === true ? false : undefined
  }
  const governed = change.governed.map(({ path }) => path)
  // Which files a merge took whole from one of its parents, against the other, its own differences do not tell.
  const merges = new Set(commits?.commits.flatMap(({ sha, parents }) => (parents > 1 ? [sha] : [])))
  const mayChange = (sha: string, path: string) => merges.has(sha) || changes(sha, path) !== false
  return {
    commits: marked,
    isOnPullRequest: marked.length === 0 || authorship.evidence.some(({ tool }) => authorship.tools.includes(tool)),
    commitsOf: (path) => marked.filter(({ sha }) => mayChange(sha, path)),
    ofGoverned: marked.filter(({ sha }) => governed.some((path) => mayChange(sha, path))),
    changes,
    isAlone: (path) => reaches.size > 0 && unmarked.every((sha) => changes(sha, path) === false),
  }
}

/** The part of the context that tells marks. */
interface MarkContext extends Pick<AuthorshipContext, 'authorship'> {
  readonly change: {
    readonly governed: readonly Pick<TreeComparison['governed'][number], 'path'>[]
    readonly paths: TreeComparison['paths']
  }
  readonly commits?: Pick<ChangeCommits, 'commits'>
}

interface Reach {
  readonly files: ReadonlySet<string>
  /** False where it may change other files, too. */
  readonly isWhole: boolean
}

function reachOf(commit: CommitFacts, paths: TreeComparison['paths']): Reach {
  return { files: new Set(commit.files), isWhole: changesAny(commit, NO_PATHS, paths) === false }
}

const NO_PATHS: ReadonlySet<string> = new Set()
