import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { Fault } from '../../ports/fault.ts'
import type { RepositoryKey } from '../../ports/pull-requests.ts'
import type { SourceTrees, TreeEntry } from '../../ports/source-trees.ts'
import { type ClientFor, type GitHubClient, parseAnswer } from './answer.ts'
import { concurrencyLimit } from './concurrency-limit.ts'
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
}

export function sourceTreesCache(maxBytes = MAX_CACHE_BYTES): SourceTreesCache {
  return {
    blobs: new LRUCache({ maxSize: maxBytes, sizeCalculation: (content) => Math.max(1, content.length) }),
    listings: new LRUCache({ max: MAX_CACHED_LISTINGS }),
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
  const scope = `${repository.installationId}/${repository.owner}/${repository.repo}`.toLowerCase()
  const limit = concurrencyLimit(MAX_CONCURRENT_READS)
  const underWay = new Map<string, Promise<Uint8Array>>()
  const client = () => clientFor(repository.installationId)
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
      if (known !== undefined) return known
      const started = underWay.get(name) ?? limit(async () => readBlob(await client(), repository, entry))
      underWay.set(name, started)
      const content = await started.finally(() => underWay.delete(name))
      cache.blobs.set(name, content)
      return content
    },
  }
}

const SHA = /^[0-9a-f]{40}$/

function refuseUnreadable(entry: TreeEntry): void {
  if (entry.kind === 'submodule') throw new Fault('invalid', `${entry.path} is a submodule and has no content here`)
  if ((entry.sizeBytes ?? 0) > MAX_BLOB_BYTES) throw tooLarge(entry, entry.sizeBytes ?? 0)
}

function tooLarge(entry: TreeEntry, sizeBytes: number): Fault {
  return new Fault('invalid', `${entry.path} has ${sizeBytes} bytes: more than the ${MAX_BLOB_BYTES} that are read`)
}

const blob = z.object({ content: z.string(), encoding: z.enum(['base64', 'utf-8']), size: z.number() })

async function readBlob(client: GitHubClient, { owner, repo }: RepositoryKey, entry: TreeEntry): Promise<Uint8Array> {
  const route = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}'
  const answer = await client.request(route, { owner, repo, file_sha: entry.id })
  const { content, encoding, size } = parseAnswer(blob, answer.data, `the blob of ${entry.path}`)
  if (size > MAX_BLOB_BYTES) throw tooLarge(entry, size)
  const bytes = new Uint8Array(Buffer.from(content, encoding))
  const id = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
  if (id !== entry.id)
    throw new Fault('unavailable', `GitHub's content for ${entry.path} is not that of blob ${entry.id}`)
  return bytes
}
