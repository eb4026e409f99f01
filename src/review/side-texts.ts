import { Fault } from '../ports/fault.ts'
import type { SourceTrees, TreeEntry } from '../ports/source-trees.ts'
import { indexPaths, type PathIndex } from './path-index.ts'
import { resolveLinks } from './resolve-links.ts'

/** One side of a comparison: a tree, and the texts that were read of it so far. */
export interface SideTexts {
  /** The tree as it is stored: a symbolic link is a link. */
  readonly stored: ReadonlyMap<string, TreeEntry>
  /** The tree as a program sees it: links to what is in it are what they lead to. */
  readonly entries: ReadonlyMap<string, TreeEntry>
  /** The path that a path stands for: another one where a link makes it. */
  originOf(path: string): string
  readonly index: PathIndex
  /** Decoded texts by path, of what was loaded. */
  readonly texts: ReadonlyMap<string, string>
  /** Why a loaded path has no text, by path: a sentence for people. */
  readonly unreadable: ReadonlyMap<string, string>
  /** Reads paths that were not read before; paths that do not exist here are passed over. */
  load(paths: Iterable<string>): Promise<void>
}

/** One tree of a comparison; an undefined revision is the empty tree. */
export interface Revision {
  readonly trees: SourceTrees
  readonly id: string | undefined
}

/** A larger file is not read: what it says is undecided. */
const MAX_FILE_BYTES = 5 * 1024 * 1024
/** As many as GitHub gives in one request. */
const CONCURRENT_READS = 100
const LFS_POINTER = 'version https://git-lfs.github.com/spec/'

/** Opens each revision once, however many comparisons it stands in: its tree is listed and its texts are read once. */
export function rememberingOpen(): (revision: Revision) => Promise<SideTexts> {
  const known = new Map<SourceTrees, Map<string | undefined, Promise<SideTexts>>>()
  return (revision) => {
    const ofTrees = known.get(revision.trees) ?? new Map<string | undefined, Promise<SideTexts>>()
    known.set(revision.trees, ofTrees)
    const side = ofTrees.get(revision.id) ?? openSide(revision)
    ofTrees.set(revision.id, side)
    return side
  }
}

/** Opens the tree of a revision. */
export async function openSide({ trees, id: revision }: Revision): Promise<SideTexts> {
  const list = revision === undefined ? [] : await trees.list(revision)
  const stored = new Map(list.map((entry) => [entry.path, entry]))
  const { entries, origins } = await resolveLinks(stored, (entry) => linkTarget(trees, revision ?? '', entry))
  const originOf = (path: string) => origins.get(path) ?? path
  const texts = new Map<string, string>()
  const unreadable = new Map<string, string>()
  const readOne = async (path: string, entry: TreeEntry) => {
    const origin = originOf(path)
    const outcome = await readText(trees, revision ?? '', { ...entry, path: origin })
    // What stands in a file stands there, whatever link it was read through.
    for (const each of new Set([path, origin])) {
      if (outcome.kind === 'text') texts.set(each, outcome.text)
      else unreadable.set(each, outcome.reason)
    }
  }
  let index: PathIndex | undefined
  return {
    stored,
    entries,
    originOf,
    get index() {
      index ??= indexPaths(entries.keys())
      return index
    },
    texts,
    unreadable,
    async load(paths) {
      const wanted = [...new Set(paths)].flatMap((path) => {
        const entry = entries.get(path)
        return entry === undefined || texts.has(path) || unreadable.has(path) ? [] : [{ path, entry }]
      })
      for (let at = 0; at < wanted.length; at += CONCURRENT_READS) {
        const batch = wanted.slice(at, at + CONCURRENT_READS)
        await Promise.all(batch.map(({ path, entry }) => readOne(path, entry)))
      }
    },
  }
}

/** The text of a link; undefined where it cannot be read. */
async function linkTarget(trees: SourceTrees, revision: string, entry: TreeEntry): Promise<string | undefined> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await trees.read(revision, entry))
  } catch (error) {
    if (error instanceof TypeError || (error instanceof Fault && error.kind === 'invalid')) return undefined
    throw error
  }
}

type Outcome =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly reason: string }

async function readText(trees: SourceTrees, revision: string, entry: TreeEntry): Promise<Outcome> {
  if (entry.kind === 'symlink') return unreadable('is a symbolic link to what is not in the repository')
  if (entry.kind === 'submodule') return unreadable('is a submodule, whose content is in another repository')
  if ((entry.sizeBytes ?? 0) > MAX_FILE_BYTES) return unreadable(tooLarge(entry.sizeBytes ?? 0))
  try {
    const content = await trees.read(revision, entry)
    if (content.length > MAX_FILE_BYTES) return unreadable(tooLarge(content.length))
    return decode(content)
  } catch (error) {
    if (error instanceof Fault && error.kind === 'invalid') return unreadable(`could not be read: ${error.message}`)
    throw error
  }
}

function decode(content: Uint8Array): Outcome {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
    if (text.startsWith(LFS_POINTER)) return unreadable('is a Git LFS pointer, whose content is not in the repository')
    return { kind: 'text', text }
  } catch {
    return unreadable('is not valid UTF-8')
  }
}

function tooLarge(sizeBytes: number): string {
  return `has ${sizeBytes} bytes, more than the ${MAX_FILE_BYTES} that are read of one file`
}

function unreadable(reason: string): Outcome {
  return { kind: 'unreadable', reason }
}
