import { createHash } from 'node:crypto'
import { Fault } from '../../ports/fault.ts'
import type { SourceTrees, TreeEntry } from '../../ports/source-trees.ts'

/** What stands at a path: text or bytes for a file. */
export type MemoryEntry =
  | string
  | Uint8Array
  | { readonly kind: 'symlink'; readonly target: string }
  | { readonly kind: 'submodule'; readonly commit: string }

export interface MemorySourceTrees extends SourceTrees {
  /** Adds or replaces a revision. */
  put(revision: string, files: Readonly<Record<string, MemoryEntry>>): void
}

/** Trees held in memory, with the blob ids that git would give. */
export function memorySourceTrees(
  revisions: Readonly<Record<string, Readonly<Record<string, MemoryEntry>>>> = {},
): MemorySourceTrees {
  const trees = new Map<string, readonly TreeEntry[]>()
  const blobs = new Map<string, Uint8Array>()
  const put: MemorySourceTrees['put'] = (revision, files) => {
    const entries = Object.entries(files).map(([path, entry]) => store(blobs, path, entry))
    trees.set(
      revision,
      entries.sort((one, other) => (one.path < other.path ? -1 : 1)),
    )
  }
  for (const [revision, files] of Object.entries(revisions)) put(revision, files)
  return {
    put,
    async list(revision) {
      return trees.get(revision) ?? missing(`There is no revision ${revision}`)
    },
    async read(_revision, entry) {
      if (entry.kind === 'submodule') throw new Fault('invalid', `${entry.path} is a submodule and has no content here`)
      return blobs.get(entry.id) ?? missing(`There is no blob ${entry.id} for ${entry.path}`)
    },
  }
}

function store(blobs: Map<string, Uint8Array>, path: string, entry: MemoryEntry): TreeEntry {
  if (typeof entry === 'object' && !(entry instanceof Uint8Array) && entry.kind === 'submodule') {
    return { path, id: entry.commit, kind: 'submodule' }
  }
  const symlink = typeof entry === 'object' && !(entry instanceof Uint8Array)
  const content = new Uint8Array(Buffer.from(symlink ? entry.target : entry))
  const id = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex')
  blobs.set(id, content)
  return { path, id, kind: symlink ? 'symlink' : 'file', sizeBytes: content.length }
}

function missing(message: string): never {
  throw new Fault('not-found', message)
}
