import { dirname, join, normalize } from 'node:path/posix'
import type { TreeEntry } from '../ports/source-trees.ts'
import { indexPaths, type PathIndex } from './path-index.ts'

/** A tree as a program sees it that follows symbolic links. */
export interface ResolvedTree {
  /** Links to what is in the tree are what they lead to; other links are as they were. */
  readonly entries: ReadonlyMap<string, TreeEntry>
  /** The path that a path stands for, of those that a link makes. */
  readonly origins: ReadonlyMap<string, string>
}

/** Links of one tree that are followed; more are as unreadable as those that lead out of it. */
const MAX_LINKS = 500
/** Links within the way of one link. */
const MAX_HOPS = 16
/** Paths that links to directories make. */
const MAX_MADE = 20_000
const CONCURRENT_READS = 16

/**
 * Follows the symbolic links of a tree, as git checks them out and Terraform reads them. A link out of the tree, in a
 * circle or to a directory that it lies in is not followed. `readTarget` gives a link's text, or undefined.
 */
export async function resolveLinks(
  tree: ReadonlyMap<string, TreeEntry>,
  readTarget: (entry: TreeEntry) => Promise<string | undefined>,
): Promise<ResolvedTree> {
  const links = [...tree.values()].filter(({ kind }) => kind === 'symlink').slice(0, MAX_LINKS)
  if (links.length === 0) return { entries: tree, origins: new Map() }
  const targets = new Map<string, string>()
  for (let at = 0; at < links.length; at += CONCURRENT_READS) {
    const batch = links.slice(at, at + CONCURRENT_READS)
    await Promise.all(
      batch.map(async (entry) => {
        const target = await readTarget(entry)
        if (target !== undefined && target !== '' && !target.startsWith('/')) targets.set(entry.path, target)
      }),
    )
  }
  return follow(tree, targets)
}

function follow(tree: ReadonlyMap<string, TreeEntry>, targets: ReadonlyMap<string, string>): ResolvedTree {
  const index = indexPaths(tree.keys())
  const entries = new Map(tree)
  const origins = new Map<string, string>()
  for (const link of targets.keys()) {
    const place = placeOf(link, targets)
    if (place === undefined) continue
    const entry = tree.get(place)
    if (entry?.kind === 'file') {
      entries.set(link, { ...entry, path: link })
      origins.set(link, place)
    } else addBelow(link, place, { tree, index, entries, origins })
  }
  return { entries, origins }
}

interface Making {
  readonly tree: ReadonlyMap<string, TreeEntry>
  readonly index: PathIndex
  readonly entries: Map<string, TreeEntry>
  readonly origins: Map<string, string>
}

/** A link to a directory stands for everything below that. */
function addBelow(link: string, directory: string, { tree, index, entries, origins }: Making): void {
  const isAround = directory === '' || link === directory || link.startsWith(`${directory}/`)
  const below = isAround ? [] : index.below(directory)
  if (below.length === 0 || origins.size + below.length > MAX_MADE) return
  entries.delete(link)
  for (const path of below) {
    const entry = tree.get(path)
    const made = link + path.slice(directory.length)
    if (entry === undefined) continue
    entries.set(made, { ...entry, path: made })
    if (entry.kind === 'file') origins.set(made, path)
  }
}

/** Where a link leads through any number of links, also among the directories on the way; undefined out of the tree. */
function placeOf(link: string, targets: ReadonlyMap<string, string>): string | undefined {
  let path = link
  for (let hops = 0; hops < MAX_HOPS; hops++) {
    const met = prefixesOf(path).find((prefix) => targets.has(prefix))
    if (met === undefined) return path
    const led = normalize(join(dirname(met), targets.get(met) ?? '', path.slice(met.length))).replace(/\/$/, '')
    if (led === '..' || led.startsWith('../')) return undefined
    path = led === '.' ? '' : led
  }
  return undefined
}

/** `a`, `a/b`, `a/b/c`. */
function prefixesOf(path: string): readonly string[] {
  const parts = path.split('/')
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}
