import { lstat, opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '../../ports/fault.ts'
import type { PackageLimits } from './package-limits.ts'

/** Bytes of a whole package on disk: listing it takes a look at all of them. */
const MAX_PACKAGE_BYTES = 512 * 1024 * 1024
const MAX_DEPTH = 100

/**
 * Whether a directory is small enough to be listed: why not, or undefined. Links are counted and not followed, and
 * what versions are kept in is passed over.
 */
export async function tooLargeToList(path: string, limits: PackageLimits): Promise<string | undefined> {
  const folders = [{ path, depth: 0 }]
  let files = 0
  let sizeBytes = 0
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    if (folder.depth > MAX_DEPTH) return `is nested deeper than ${MAX_DEPTH} folders`
    for await (const entry of await openFolder(folder.path)) {
      const child = join(folder.path, entry.name)
      files += 1
      if (files > limits.files) return `holds more than ${limits.files} files`
      if (entry.isDirectory() && entry.name !== '.git') folders.push({ path: child, depth: folder.depth + 1 })
      else if (entry.isFile()) sizeBytes += (await lstat(child)).size
      if (sizeBytes > MAX_PACKAGE_BYTES) return `holds more than ${MAX_PACKAGE_BYTES} bytes`
    }
  }
  return undefined
}

async function openFolder(path: string) {
  try {
    return await opendir(path)
  } catch (cause) {
    throw new Fault('unavailable', `${path} cannot be read`, { cause })
  }
}
