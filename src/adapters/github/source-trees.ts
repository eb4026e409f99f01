import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import type { BlobCache } from '../../ports/blob-cache.ts'
import type { Departed } from '../../ports/departures.ts'
import { Fault } from '../../ports/fault.ts'
import type { Metrics } from '../../ports/metrics.ts'
import type { RepositoryKey } from '../../ports/pull-requests.ts'
import type { SourceTrees, TreeEntry } from '../../ports/source-trees.ts'
import { type ClientFor, type GitHubClient, parseAnswer } from './answer.ts'
import { type BlobBatches, blobBatches } from './blob-batches.ts'
import type { ListedTrees } from './changed-by-trees.ts'
import { type ConcurrencyLimit, concurrencyLimit } from './concurrency-limit.ts'
import { listTree } from './tree-listing.ts'

/** A file above this is read by nobody: GitHub would give 100 MB. */
export const MAX_BLOB_BYTES = 10 * 1024 * 1024
const MAX_CACHE_BYTES = 64 * 1024 * 1024
const MAX_CACHED_LISTINGS = 50
const MAX_CONCURRENT_READS = 10

/** Blobs and listings that were read before. A key names installation and repository: nothing is shared across them. */
export interface SourceTreesCache {
  readonly blobs: LRUCache<string, Uint8Array>
  readonly listings: LRUCache<string, readonly TreeEntry[]>
  /** What outlives the process; absent where nothing does. */
  readonly disk?: BlobCache
  readonly metrics?: Pick<Metrics, 'blobRead'>
  /** Deletes what was read of repositories, but for what is on the disk. */
  forget(departed: Departed): void
}

export function sourceTreesCache({
  maxBytes = MAX_CACHE_BYTES,
  disk,
  metrics,
}: {
  readonly maxBytes?: number
  readonly disk?: BlobCache
  readonly metrics?: Pick<Metrics, 'blobRead'>
} = {}): SourceTreesCache {
  const sizeCalculation = (content: Uint8Array) => Math.max(1, content.length)
  const blobs = new LRUCache<string, Uint8Array>({ maxSize: maxBytes, sizeCalculation })
  const listings = new LRUCache<string, readonly TreeEntry[]>({ max: MAX_CACHED_LISTINGS })
  return {
    ...(metrics === undefined ? {} : { metrics }),
    ...(disk === undefined ? {} : { disk }),
    blobs,
    listings,
    forget(departed) {
      for (const cache of [blobs, listings]) {
        for (const name of cache.keys()) if (isOf(departed, name)) cache.delete(name)
      }
    },
  }
}

/**
 * Trees and blobs of one repository on GitHub. A revision is a commit's SHA, never a branch: what is read stays true.
 * Every blob is checked against its id.
 */
export function githubSourceTrees(
  clientFor: ClientFor,
  repository: RepositoryKey,
  cache: SourceTreesCache = sourceTreesCache(),
): SourceTrees {
  const scope = scopeOf(repository)
  const limit = concurrencyLimit(MAX_CONCURRENT_READS)
  const underWay = new Map<string, Promise<Uint8Array>>()
  const client = () => clientFor(repository.installationId)
  const batches = blobBatches(client, repository)
  return {
    async list(revision) {
      if (!SHA.test(revision)) throw new Fault('invalid', `${revision} is not the SHA of a commit`)
      const name = `${scope}@${revision}`
      const entries = cache.listings.get(name) ?? (await listTree(await client(), repository, revision))
      cache.listings.set(name, entries)
      return entries
    },
    async read(_revision, entry) {
      refuseUnreadable(entry)
      const name = `${scope}:${entry.id}`
      const known = cache.blobs.get(name)
      if (known !== undefined) {
        cache.metrics?.blobRead('hit', known.length)
        return known
      }
      const started = underWay.get(name) ?? readThrough(entry, { client, repository, batches, limit, cache })
      underWay.set(name, started)
      const content = await started.finally(() => underWay.delete(name))
      cache.blobs.set(name, content)
      return content
    },
  }
}

/** Trees that `cache` has, or reads for whoever comes next. */
export function listedTrees(clientFor: ClientFor, cache: SourceTreesCache): ListedTrees {
  return {
    listed: (repository, sha) => cache.listings.get(`${scopeOf(repository)}@${sha}`),
    list: (repository, sha) => githubSourceTrees(clientFor, repository, cache).list(sha),
  }
}

function scopeOf({ installationId, owner, repo }: RepositoryKey): string {
  return `${installationId}/${owner}/${repo}`.toLowerCase()
}

/** Whether a name in the cache is of a repository that the app has left. */
function isOf({ installationId, owner, repo }: Departed, name: string): boolean {
  if (repo === undefined) return name.startsWith(`${installationId}/`)
  const scope = scopeOf({ installationId, owner, repo })
  return name.startsWith(`${scope}@`) || name.startsWith(`${scope}:`)
}

const SHA = /^[0-9a-f]{40}$/

function refuseUnreadable(entry: TreeEntry): void {
  if (entry.kind === 'submodule') throw new Fault('invalid', `${entry.path} is a submodule and has no content here`)
  if ((entry.sizeBytes ?? 0) > MAX_BLOB_BYTES) throw tooLarge(entry, entry.sizeBytes ?? 0)
}

function tooLarge(entry: TreeEntry, sizeBytes: number): Fault {
  return new Fault('invalid', `${entry.path} has ${sizeBytes} bytes: more than the ${MAX_BLOB_BYTES} that are read`)
}

/** What comes from GitHub is kept on the disk for the next process; nobody waits for that. */
async function readThrough(
  entry: TreeEntry,
  { client, repository, batches, limit, cache: { disk, metrics } }: ReadingMeans,
): Promise<Uint8Array> {
  const found = await batches.read(entry, async () => disk?.read(repository, entry.id))
  if (found?.kind === 'kept') {
    metrics?.blobRead('hit', found.content.length)
    return found.content
  }
  const text = found === undefined ? undefined : new TextEncoder().encode(found.text)
  const isWhole = text !== undefined && blobId(text) === entry.id
  const content = isWhole ? text : await limit(async () => readBlob(await client(), repository, entry))
  metrics?.blobRead('miss', content.length)
  void disk?.keep(repository, entry.id, content)
  return content
}

interface ReadingMeans {
  readonly client: () => Promise<GitHubClient>
  readonly repository: RepositoryKey
  readonly batches: BlobBatches
  readonly limit: ConcurrencyLimit
  readonly cache: Pick<SourceTreesCache, 'disk' | 'metrics'>
}

const blob = z.object({ content: z.string(), encoding: z.enum(['base64', 'utf-8']), size: z.number() })

async function readBlob(client: GitHubClient, { owner, repo }: RepositoryKey, entry: TreeEntry): Promise<Uint8Array> {
  const route = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}'
  const answer = await client.request(route, { owner, repo, file_sha: entry.id })
  const { content, encoding, size } = parseAnswer(blob, answer.data, `the blob of ${entry.path}`)
  if (size > MAX_BLOB_BYTES) throw tooLarge(entry, size)
  const bytes = new Uint8Array(Buffer.from(content, encoding))
  if (blobId(bytes) !== entry.id)
    throw new Fault('unavailable', `GitHub's content for ${entry.path} is not that of blob ${entry.id}`)
  return bytes
}

/** As git names it. */
function blobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}
