import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../../ports/clock.ts'

/**
 * Deletes files below `directory` until at most `maxBytes` are left: first what was not used for `MAX_UNUSED_DAYS`, then
 * what was not used for longest. Another process may write and delete meanwhile.
 */
export async function evictOldest(directory: string, maxBytes: number, clock: Clock): Promise<void> {
  const oldest = clock.now() - MAX_UNUSED_DAYS * 86_400_000
  const files = (await filesIn(directory)).sort((one, other) => other.usedMs - one.usedMs)
  let kept = 0
  for (const { path, sizeBytes, usedMs } of files) {
    kept += sizeBytes
    if (kept <= maxBytes && usedMs >= oldest) continue
    kept -= sizeBytes
    await rm(path, { force: true })
  }
}

const MAX_UNUSED_DAYS = 30
/** Opened at a time. */
const BATCH = 50

interface KeptFile {
  readonly path: string
  readonly sizeBytes: number
  readonly usedMs: number
}

async function filesIn(directory: string): Promise<KeptFile[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const files: KeptFile[] = []
  for (let at = 0; at < paths.length; at += BATCH) {
    const found = await Promise.all(paths.slice(at, at + BATCH).map(keptFile))
    files.push(...found.filter((file) => file !== undefined))
  }
  return files
}

/** Undefined for a file that is gone meanwhile. */
async function keptFile(path: string): Promise<KeptFile | undefined> {
  try {
    const { size, mtimeMs } = await stat(path)
    return { path, sizeBytes: size, usedMs: mtimeMs }
  } catch {
    return undefined
  }
}
