import { createHash } from 'node:crypto'
import { readdir, readFile, readlink, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '../../ports/fault.ts'
import type { SourceTrees, TreeEntry } from '../../ports/source-trees.ts'

/** Folders that hold no source: version control and what tools download. */
const SKIPPED = new Set(['.git', '.terraform', 'node_modules'])
const MAX_ENTRIES = 200_000

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
    read: (root, entry) => readFileOf(join(root, entry.path)),
  }
}

async function walk(root: string, folder: string, entries: TreeEntry[]): Promise<void> {
  for (const each of await readdir(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? each.name : `${folder}/${each.name}`
    if (entries.length >= MAX_ENTRIES) throw new Fault('invalid', `${root} has more than ${MAX_ENTRIES} files`)
    if (each.isSymbolicLink())
      entries.push({ path, id: `symlink:${await readlink(join(root, path))}`, kind: 'symlink' })
    else if (each.isDirectory() && !SKIPPED.has(each.name)) await walk(root, path, entries)
    else if (each.isFile()) entries.push(await fileEntry(root, path))
  }
}

async function fileEntry(root: string, path: string): Promise<TreeEntry> {
  const content = await readFileOf(join(root, path))
  const hash = createHash('sha1').update(`blob ${content.length}\0`).update(content)
  return { path, id: hash.digest('hex'), kind: 'file', sizeBytes: content.length }
}

async function readFileOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw new Fault('unavailable', `${path} cannot be read: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    })
  }
}
