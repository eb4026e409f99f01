import type { RepositoryKey } from '../../ports/pull-requests.ts'
import type { TreeEntry } from '../../ports/source-trees.ts'
import type { CommitPlace } from './comparisons.ts'

/** Trees of commits: those that were listed before, and those that have to be listed anyway. */
export interface ListedTrees {
  /** Undefined where it was not listed yet. */
  listed(repository: RepositoryKey, sha: string): readonly TreeEntry[] | undefined
  list(repository: RepositoryKey, sha: string): Promise<readonly TreeEntry[]>
}

/**
 * Paths that a commit of one parent changes, by the trees of both: asking for a commit's files takes a request each.
 * A renamed file gives both of its names. Undefined where it would take a request that nobody needs otherwise; a pull
 * request's head is listed by its review. Throws `Fault`.
 */
export async function changedByTrees(
  repository: RepositoryKey,
  sha: string,
  place: CommitPlace | undefined,
  trees: ListedTrees,
): Promise<readonly string[] | undefined> {
  const before = place && trees.listed(repository, place.parent)
  if (before === undefined) return undefined
  const after = trees.listed(repository, sha) ?? (place?.isHead ? await trees.list(repository, sha) : undefined)
  return after && changedPaths(before, after)
}

function changedPaths(before: readonly TreeEntry[], after: readonly TreeEntry[]): readonly string[] {
  const known = new Map(before.map((entry) => [entry.path, contentOf(entry)]))
  const changed = after.filter((entry) => known.get(entry.path) !== contentOf(entry)).map(({ path }) => path)
  const left = new Set(after.map(({ path }) => path))
  return [...changed, ...before.filter(({ path }) => !left.has(path)).map(({ path }) => path)].sort()
}

function contentOf({ kind, id }: TreeEntry): string {
  return `${kind} ${id}`
}
