import { stat } from 'node:fs/promises'
import { type GitChangeHistory, gitChangeHistory } from '../adapters/git/change-history.ts'
import { commitFiles } from '../adapters/git/commit-files.ts'
import { gitTrees } from '../adapters/git/git-trees.ts'
import { readCommits } from '../adapters/git/read-commits.ts'
import { mergeBase, resolveCommit, type TestMerge, testMerge } from '../adapters/git/revisions.ts'
import type { CommitFacts } from '../core/authorship/authorship.ts'
import { effectiveSignatures, localAuthorship } from '../core/authorship/pull-request.ts'
import { Fault } from '../ports/fault.ts'
import type { SourceTrees } from '../ports/source-trees.ts'
import { agentNotes } from '../review/agent-notes.ts'
import type { Bundle } from '../review/bundle.ts'
import type { ReviewRequest } from '../review/review.ts'
import type { Revision } from '../review/side-texts.ts'

/** A local change, opened: what a review of it asks for, and what to close afterwards. */
export interface LocalChange {
  request(bundle: Bundle): Pick<ReviewRequest, 'comparisons' | 'policy' | 'authorship' | 'commits' | 'conflict'>
  close(): Promise<void>
}

/** Opens two directories, or two revisions of a repository. A name that is both is the directory. */
export async function openChange(
  repository: string,
  base: string,
  head: string,
  directories: SourceTrees,
): Promise<LocalChange> {
  const [baseCommit, headCommit] = [await commitOf(repository, base), await commitOf(repository, head)]
  if (baseCommit !== undefined && headCommit !== undefined) return openRevisions(repository, baseCommit, headCommit)
  const trees = gitTrees(repository)
  const revision = (commit: string | undefined, path: string): Revision =>
    commit === undefined ? { trees: directories, id: path } : { trees, id: commit }
  const one = revision(baseCommit, base)
  const other = revision(headCommit, head)
  return {
    request: (bundle) => ({
      comparisons: [{ base: one, head: other }],
      policy: one,
      authorship: ({ settings }) => localAuthorship([], bundle.signatures, settings),
    }),
    close: async () => trees.close(),
  }
}

/** A commit, or undefined where the name is a directory. Neither is a fault that names both ways out. */
async function commitOf(repository: string, name: string): Promise<string | undefined> {
  if (await isDirectory(name)) return undefined
  try {
    return await resolveCommit(repository, name)
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== 'not-found') throw error
    throw new Fault('not-found', `${name} is neither a directory nor a revision of the repository ${repository}`, {
      cause: error,
    })
  }
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  )
}

/**
 * What a pull request of `head` onto `base` changes (merge base → head), and, where base has moved on since, what
 * would land (base → their merge).
 */
export async function openRevisions(repository: string, base: string, head: string): Promise<LocalChange> {
  const trees = gitTrees(repository)
  const common = await mergeBase(repository, base, head)
  // Where head is an ancestor of base there is nothing to merge: the two are compared as they stand.
  const ancestor = common === undefined || common === head ? base : common
  const merge = ancestor === base ? undefined : await testMerge(repository, base, head)
  const merged = gitTrees(repository, merge?.environment)
  const history = gitChangeHistory(repository)
  const commits = await readWithFiles(repository, `${base}..${head}`)
  const authorship = await authorshipOf(commits, history)
  return {
    request: (bundle) => ({
      comparisons: comparisons(trees, merged, { base, head, ancestor, merge }),
      policy: { trees, id: base },
      conflict: merge !== undefined && merge.tree === undefined,
      authorship: authorship(bundle),
      commits: { commits, headSha: head, history },
    }),
    async close() {
      history.close()
      trees.close()
      merged.close()
      await merge?.dispose()
    },
  }
}

async function readWithFiles(repository: string, range: string): Promise<readonly CommitFacts[]> {
  const commits = await readCommits(repository, range)
  const files = commits.length === 0 ? new Map<string, string[]>() : await commitFiles(repository, range)
  return commits.map((commit) => {
    const changed = files.get(commit.sha)
    return changed === undefined ? commit : { ...commit, files: changed }
  })
}

/** Reads the notes on the commits; they are judged when the settings are known. */
async function authorshipOf(
  commits: readonly CommitFacts[],
  history: GitChangeHistory,
): Promise<(bundle: Bundle) => ReviewRequest['authorship']> {
  const notes = await history.notes(commits.map(({ sha }) => sha))
  return ({ signatures: bundled }) =>
    ({ settings }) => {
      const { signatures } = effectiveSignatures(bundled, settings)
      const told = { notes: agentNotes(notes, signatures), complete: notes.complete }
      return localAuthorship(commits, bundled, settings, told)
    }
}

interface Revisions {
  readonly base: string
  readonly head: string
  readonly ancestor: string
  readonly merge: TestMerge | undefined
}

function comparisons(trees: SourceTrees, merged: SourceTrees, { base, head, ancestor, merge }: Revisions) {
  const change = { base: { trees, id: ancestor }, head: { trees, id: head } }
  if (merge?.tree === undefined) return [change]
  return [change, { base: { trees, id: base }, head: { trees: merged, id: merge.tree } }]
}
