import type { ChangedFile } from '../git/changed-files.ts'
import type { Pull } from './pull.ts'
import type { World } from './world.ts'

/** The base branch's tip now; for a merged pull request the tip it was merged onto. */
export async function baseTipOf(pull: Pull): Promise<string> {
  if (pull.mergedOnto !== null) return pull.mergedOnto
  return (await pull.base.git.resolve(`refs/heads/${pull.baseRef}`)) ?? pull.baseSha
}

/** Where head left the base branch; the base tip itself where the histories have nothing in common. */
export async function mergeBaseOf(pull: Pull): Promise<string> {
  const baseTip = await baseTipOf(pull)
  return (await pull.base.git.mergeBase(baseTip, pull.headSha)) ?? baseTip
}

/** The three-dot difference that the "Files changed" page shows. */
export async function filesOf(pull: Pull): Promise<readonly ChangedFile[]> {
  return pull.base.git.changedFiles(await mergeBaseOf(pull), pull.headSha)
}

/** Shas of the pull request's own commits, oldest first, of every parent. */
export async function commitsOf(pull: Pull): Promise<readonly string[]> {
  return pull.base.git.commitsBetween(await baseTipOf(pull), pull.headSha)
}

/**
 * Whether the pull request merges cleanly: true, false, or null while that is "being computed". Once known,
 * `refs/pull/N/merge` and `mergeCommitSha` are the test merge; on a conflict both keep what they said before, which
 * is what GitHub does, and why nobody may read them without `mergeable`.
 */
export async function mergeability(world: World, pull: Pull): Promise<boolean | null> {
  if (isClosed(pull)) return null
  const baseTip = await baseTipOf(pull)
  const test = testMergeOf(world, pull, baseTip)
  if (test.staleReads > 0) {
    test.staleReads -= 1
    return test.before
  }
  if (test.pendingReads > 0) {
    test.pendingReads -= 1
    return null
  }
  const tree = await pull.base.git.mergeTree(baseTip, pull.headSha)
  test.mergeable = tree !== undefined
  if (tree === undefined) return false
  const sha = await testMergeCommit(pull, baseTip, tree)
  // What a pull request was merged as meanwhile stays what it is.
  if (isClosed(pull)) return null
  if (pull.mergeCommitSha === sha) return true
  pull.mergeCommitSha = sha
  await pull.base.git.setRef(`refs/pull/${pull.number}/merge`, sha)
  return true
}

function isClosed({ state, mergedAt }: Pull): boolean {
  return mergedAt !== null || state === 'closed'
}

/** What is known of merging these two commits; anew where head or base has moved. */
function testMergeOf(world: World, pull: Pull, baseTip: string) {
  const known = pull.testMerge
  if (known?.headSha === pull.headSha && known.baseTip === baseTip) return known
  const before = known?.headSha === pull.headSha ? known.mergeable : null
  const { mergeabilityReads: pendingReads, staleMergeReads } = world.settings
  const staleReads = before === null ? 0 : staleMergeReads
  pull.testMerge = { headSha: pull.headSha, baseTip, pendingReads, staleReads, before, mergeable: null }
  return pull.testMerge
}

/** Dated by its parents, so that computing it twice gives the same commit. */
async function testMergeCommit(pull: Pull, baseTip: string, tree: string): Promise<string> {
  const { git } = pull.base
  const dates = await Promise.all(
    [baseTip, pull.headSha].map(async (sha) => (await git.commit(sha))?.committer.date ?? pull.createdAt),
  )
  const person = { name: 'GitHub', email: 'noreply@github.com', date: dates.sort().at(-1) ?? pull.createdAt }
  return git.commitTree(tree, [baseTip, pull.headSha], `Merge ${pull.headSha} into ${baseTip}`, person, person)
}
