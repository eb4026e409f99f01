import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runGit, tryGit } from './run-git.ts'

/** Git's exit code for an option that it does not know. */
const USAGE = 129

/** The tree that merging two commits would give; undefined where it conflicts. */
export async function mergeTree(
  directory: string,
  mergeBase: string,
  left: string,
  right: string,
): Promise<string | undefined> {
  const result = await tryGit(directory, ['merge-tree', '--write-tree', '--no-messages', left, right])
  if (result.code === USAGE) return mergeInIndex(directory, mergeBase, left, right)
  if (result.code > 1 || result.code < 0) throw new Error(`git merge-tree: ${result.stderr}`)
  return result.code === 0 ? result.stdout.toString('utf8').trim() : undefined
}

/** The same through an index, for git before 2.38. It does not follow renames. */
export async function mergeInIndex(
  directory: string,
  mergeBase: string,
  left: string,
  right: string,
): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'github-double-merge-'))
  const scratch = { GIT_DIR: directory, GIT_WORK_TREE: folder, GIT_INDEX_FILE: join(folder, '.index') }
  try {
    await runGit(folder, ['read-tree', '-i', '-m', '--aggressive', mergeBase, left, right], undefined, scratch)
    const merged = await tryGit(folder, ['merge-index', '-o', '-q', 'git-merge-one-file', '-a'], undefined, scratch)
    if (merged.code !== 0) return undefined
    return (await runGit(folder, ['write-tree'], undefined, scratch)).trim()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
