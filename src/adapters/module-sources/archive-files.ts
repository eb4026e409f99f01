import { createHash } from 'node:crypto'
import { Fault } from '../../ports/fault.ts'
import type { SourceTrees, TreeEntry } from '../../ports/source-trees.ts'
import type { ArchiveLimits } from './archive-limits.ts'
import { archivePath } from './archive-path.ts'

/** What an archive holds, taken in entry by entry. What cannot be meant well is a `Fault` of kind `invalid`. */
export interface ArchiveFiles {
  /** A folder may be named as often as the archive likes. */
  addFolder(name: string): void
  /** Announces bytes that are about to be held, so that too many never are. */
  announce(sizeBytes: number): void
  addFile(name: string, content: Uint8Array): void
  /** All that was added, as a tree of one revision. */
  tree(): ArchiveTree
}

export interface ArchiveTree {
  readonly trees: SourceTrees
  readonly revision: string
  readonly sizeBytes: number
}

interface Place {
  readonly path: string
  readonly kind: 'file' | 'folder'
}

export function archiveFiles(limits: ArchiveLimits): ArchiveFiles {
  // By what a system that does not tell cases apart would take for the same path.
  const places = new Map<string, Place>()
  const contents = new Map<string, Uint8Array>()
  let entries = 0
  let sizeBytes = 0
  const take = (name: string, kind: Place['kind']) => {
    entries += 1
    if (entries > limits.entries) throw new Fault('invalid', `it holds more than ${limits.entries} entries`)
    const path = archivePath(name, limits.pathBytes)
    if (path === '' && kind === 'file') throw new Fault('invalid', 'a file in it has no name')
    const segments = path.split('/')
    for (let depth = 1; depth < segments.length; depth += 1)
      occupy(places, segments.slice(0, depth).join('/'), 'folder')
    if (path !== '') occupy(places, path, kind)
    return path
  }
  return {
    addFolder: (name) => void take(name, 'folder'),
    announce(more) {
      sizeBytes += more
      if (sizeBytes > limits.unpackedBytes)
        throw new Fault('invalid', `it unpacks to more than ${limits.unpackedBytes} bytes`)
    },
    addFile: (name, content) => void contents.set(take(name, 'file'), content),
    tree: () => ({ ...treeOf(contents), sizeBytes }),
  }
}

function occupy(places: Map<string, Place>, path: string, kind: Place['kind']): void {
  const folded = path.normalize('NFKC').toLowerCase()
  const known = places.get(folded)
  if (known === undefined) places.set(folded, { path, kind })
  else if (known.path !== path)
    throw new Fault('invalid', `${known.path} and ${path} differ only in how they are spelled`)
  else if (known.kind !== kind) throw new Fault('invalid', `${path} is both a file and a folder`)
  else if (kind === 'file') throw new Fault('invalid', `${path} is in it twice`)
}

function treeOf(contents: ReadonlyMap<string, Uint8Array>): Omit<ArchiveTree, 'sizeBytes'> {
  const entries = [...contents].map(([path, content]): TreeEntry => {
    const id = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex')
    return { path, id, kind: 'file', sizeBytes: content.length }
  })
  entries.sort((one, other) => (one.path < other.path ? -1 : 1))
  const revision = createHash('sha256').update(JSON.stringify(entries)).digest('hex')
  const trees: SourceTrees = {
    async list(asked) {
      if (asked !== revision) throw new Fault('not-found', 'An archive is only known as it is at one revision')
      return entries
    },
    async read(_revision, { path }) {
      const content = contents.get(path)
      if (content === undefined) throw new Fault('not-found', `${path} is not in the archive`)
      return content
    },
  }
  return { trees, revision }
}
