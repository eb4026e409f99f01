import type { TreeEntry } from '../ports/source-trees.ts'

/** One path whose content, kind or existence differs between two trees. */
export interface ChangedPath {
  readonly path: string
  readonly base: TreeEntry | undefined
  readonly head: TreeEntry | undefined
}

/** Compares two trees by content identity: no patch, no limit on its size, and unchanged files cost nothing. */
export function changedPaths(
  base: ReadonlyMap<string, TreeEntry>,
  head: ReadonlyMap<string, TreeEntry>,
): readonly ChangedPath[] {
  const changed: ChangedPath[] = []
  for (const [path, entry] of head) {
    const before = base.get(path)
    if (before?.id !== entry.id || before.kind !== entry.kind) changed.push({ path, base: before, head: entry })
  }
  for (const [path, entry] of base) {
    if (!head.has(path)) changed.push({ path, base: entry, head: undefined })
  }
  return changed.sort((one, other) => (one.path < other.path ? -1 : 1))
}
