import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open, readdir, readlink, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '../../ports/fault.ts'
import type { SourceTrees, TreeEntry } from '../../ports/source-trees.ts'

/** Folders that hold no source: version control and what tools download. */
const SKIPPED = new Set(['.git', '.terraform', 'node_modules'])
const MAX_ENTRIES = 200_000
/** A larger file is listed and read by nobody. */
const MAX_FILE_BYTES = 64 * 1024 * 1024
/** What is held of a file while its id is computed. */
const CHUNK_BYTES = 256 * 1024

/** A plain directory as a tree: `revision` is its path. Symbolic links are listed and never followed. */
export function directoryTrees(): SourceTrees {
  return {
    async list(root) {
      const info = await stat(root).catch((cause: Error) => {
        throw new Fault('not-found', `${root} cannot be read: ${cause.message}`, { cause })
      })
      if (!info.isDirectory()) throw new Fault('invalid', `${root} is not a directory`)
      const entries: TreeEntry[] = []
      await walk(root, '', entries)
      return entries.sort((one, other) => (one.path < other.path ? -1 : 1))
    },
    async read(root, { path, kind }) {
      const place = join(root, path)
      if (kind === 'submodule') throw new Fault('invalid', `${path} is a submodule and has no content here`)
      return kind === 'symlink' ? Buffer.from(await targetOf(place)) : withFile(place, readWhole)
    },
  }
}

async function walk(root: string, folder: string, entries: TreeEntry[]): Promise<void> {
  for (const each of await readdir(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? each.name : `${folder}/${each.name}`
    if (entries.length >= MAX_ENTRIES) throw new Fault('invalid', `${root} has more than ${MAX_ENTRIES} files`)
    if (each.isSymbolicLink())
      entries.push({ path, id: `symlink:${await targetOf(join(root, path))}`, kind: 'symlink' })
    else if (each.isDirectory() && !SKIPPED.has(each.name)) await walk(root, path, entries)
    else if (each.isFile()) entries.push({ path, kind: 'file', ...(await withFile(join(root, path), identify)) })
  }
}

function targetOf(path: string): Promise<string> {
  return readlink(path).catch(fail(path))
}

async function withFile<T>(path: string, use: (file: FileHandle, path: string) => Promise<T>): Promise<T> {
  // What was a file when it was listed may be a link now.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(fail(path))
  try {
    return await use(file, path).catch(fail(path))
  } finally {
    await file.close()
  }
}

/** The id that git would give, computed piece by piece: a large file is never in memory. */
async function identify(file: FileHandle, path: string): Promise<Pick<TreeEntry, 'id' | 'sizeBytes'>> {
  const { size: sizeBytes } = await file.stat()
  const hash = createHash('sha1').update(`blob ${sizeBytes}\0`)
  const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, sizeBytes + 1))
  let doneBytes = 0
  for (;;) {
    const { bytesRead } = await file.read(chunk)
    if (bytesRead === 0) break
    hash.update(chunk.subarray(0, bytesRead))
    doneBytes += bytesRead
  }
  if (doneBytes !== sizeBytes) throw new Fault('unavailable', `${path} changed while it was read`)
  return { id: hash.digest('hex'), sizeBytes }
}

async function readWhole(file: FileHandle, path: string): Promise<Uint8Array> {
  const { size } = await file.stat()
  if (size <= MAX_FILE_BYTES) return file.readFile()
  throw new Fault('invalid', `${path} has ${size} bytes: more than the ${MAX_FILE_BYTES} that are read`)
}

function fail(path: string): (cause: unknown) => never {
  return (cause) => {
    if (cause instanceof Fault) throw cause
    const isAbsent = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new Fault(isAbsent ? 'not-found' : 'unavailable', `${path} cannot be read: ${why}`, { cause })
  }
}
