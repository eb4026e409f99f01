import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { BlobCache } from '../../ports/blob-cache.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Departed, KeptContent } from '../../ports/departures.ts'
import type { RepositoryKey, RepositoryName } from '../../ports/pull-requests.ts'
import { evictOldest } from './evict-oldest.ts'

export interface DiskBlobCacheOptions {
  /** Created where missing, for this user alone. Several processes may share it. */
  readonly directory: string
  readonly maxBytes: number
  readonly clock: Clock
  /** Told of what could not be kept, read or deleted: the cache then does less, and nothing else happens. */
  readonly onProblem: (error: unknown) => void
}

/**
 * Blobs as files, in a directory for each installation and in it one for each repository, under a digest of its name.
 * What was not used for longest goes first where there is more than `maxBytes`. Every file is checked when it is read:
 * one that is not what its name says is deleted.
 */
export function diskBlobCache(options: DiskBlobCacheOptions): BlobCache & KeptContent {
  const { directory, maxBytes, clock, onProblem } = options
  const orNothing = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work()
    } catch (error) {
      onProblem(error)
      return undefined
    }
  }
  // Nothing is known of what earlier processes have left: the first blob has it counted.
  let unaccounted = maxBytes
  return {
    read: (repository, id) => orNothing(() => readBlob(fileOf(directory, repository, id), id, clock)),
    async keep(repository, id, content) {
      if (!BLOB_ID.test(id) || content.length > maxBytes * EVICTED_PART) return
      await orNothing(async () => {
        await writeBlob(fileOf(directory, repository, id), content, clock)
        unaccounted += content.length
        if (unaccounted < maxBytes * EVICTED_PART) return
        unaccounted = 0
        await evictOldest(directory, maxBytes * (1 - EVICTED_PART), clock)
      })
    },
    forget: async (departed) => {
      await rm(folderOf(directory, departed), { recursive: true, force: true })
    },
  }
}

const BLOB_ID = /^[0-9a-f]{40}$/
/** So much is kept free, and may be written before the files are counted again. */
const EVICTED_PART = 1 / 8
/** Reading a file again within this time changes little about when it was last used. */
const TOUCH_AFTER_MS = 3_600_000

function folderOf(directory: string, { installationId, owner, repo }: Departed): string {
  const installation = join(directory, String(installationId))
  return repo === undefined ? installation : join(installation, digestOf({ owner, repo }))
}

function digestOf({ owner, repo }: RepositoryName): string {
  return createHash('sha256').update(`${owner}/${repo}`.toLowerCase()).digest('hex')
}

function fileOf(directory: string, repository: RepositoryKey, id: string): string {
  return join(folderOf(directory, repository), id)
}

async function readBlob(file: string, id: string, clock: Clock): Promise<Uint8Array | undefined> {
  const content = BLOB_ID.test(id) ? await readIfThere(file) : undefined
  if (content === undefined) return undefined
  if (blobId(content) !== id) {
    await rm(file, { force: true })
    return undefined
  }
  await touch(file, clock)
  return content
}

async function readIfThere(file: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await readFile(file))
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** Git's: of a header with the length, and the content. */
function blobId(content: Uint8Array): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex')
}

async function touch(file: string, clock: Clock): Promise<void> {
  const { mtimeMs } = await stat(file)
  const now = clock.now()
  if (now - mtimeMs > TOUCH_AFTER_MS) await utimes(file, now / 1_000, now / 1_000)
}

/** A rename is atomic: whoever reads finds a whole file or none. */
async function writeBlob(file: string, content: Uint8Array, clock: Clock): Promise<void> {
  const draft = `${file}.${randomUUID()}`
  await mkdir(join(file, '..'), { recursive: true, mode: 0o700 })
  try {
    const handle = await open(draft, 'wx', 0o600)
    try {
      await handle.writeFile(content)
      await handle.utimes(clock.now() / 1_000, clock.now() / 1_000)
    } finally {
      await handle.close()
    }
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}
