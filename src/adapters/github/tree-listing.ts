import { z } from 'zod'
import { Fault } from '../../ports/fault.ts'
import type { RepositoryName } from '../../ports/pull-requests.ts'
import type { TreeEntry } from '../../ports/source-trees.ts'
import { type GitHubClient, parseAnswer } from './answer.ts'

const MAX_ENTRIES = 500_000
/** Requests for one listing, where GitHub cuts the recursive one. */
const MAX_FOLDERS = 2_000
/** No path on any system is deeper; a tree that is was made to be. */
const MAX_DEPTH = 200

const node = z.object({
  path: z.string().min(1),
  mode: z.string(),
  type: z.enum(['blob', 'tree', 'commit']),
  sha: z.string(),
  size: z.number().optional(),
})
const tree = z.object({ tree: z.array(node), truncated: z.boolean() })

type Node = z.infer<typeof node>

/**
 * Every entry of a commit's tree, sorted by path. GitHub cuts a recursive listing at 100,000 entries or 7 MB; what was
 * cut is then listed folder by folder. Throws `Fault` of kind `invalid` for trees above the limits named here.
 */
export async function listTree(
  client: GitHubClient,
  repository: RepositoryName,
  commitSha: string,
): Promise<readonly TreeEntry[]> {
  const listing: Listing = { client, repository, entries: [], requests: 0 }
  await addTree(listing, commitSha, '', 0)
  return listing.entries.sort((one, other) => (one.path < other.path ? -1 : 1))
}

interface Listing {
  readonly client: GitHubClient
  readonly repository: RepositoryName
  readonly entries: TreeEntry[]
  requests: number
}

async function addTree(listing: Listing, sha: string, folder: string, depth: number): Promise<void> {
  if (depth > MAX_DEPTH) throw new Fault('invalid', `${folder} is nested deeper than ${MAX_DEPTH} folders`)
  const whole = await readTree(listing, sha, true)
  if (!whole.truncated) return addNodes(listing, whole.tree, folder)
  const flat = await readTree(listing, sha, false)
  if (flat.truncated) throw new Fault('invalid', `The folder ${folder || '/'} holds more entries than GitHub lists`)
  addNodes(listing, flat.tree, folder)
  for (const each of flat.tree) {
    if (each.type === 'tree') await addTree(listing, each.sha, `${folder}${each.path}/`, depth + 1)
  }
}

async function readTree(listing: Listing, sha: string, recursive: boolean): Promise<z.infer<typeof tree>> {
  listing.requests += 1
  if (listing.requests > MAX_FOLDERS) {
    throw new Fault('invalid', `The tree takes more than ${MAX_FOLDERS} requests to list`)
  }
  const { owner, repo } = listing.repository
  // GitHub takes any value of `recursive` for yes, even "0": it must be left out for no.
  const answer = await listing.client.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
    owner,
    repo,
    tree_sha: sha,
    ...(recursive ? { recursive: '1' } : {}),
  })
  return parseAnswer(tree, answer.data, 'a tree')
}

function addNodes(listing: Listing, nodes: readonly Node[], folder: string): void {
  for (const each of nodes) {
    if (each.type !== 'tree') listing.entries.push(entryOf(each, `${folder}${each.path}`))
  }
  if (listing.entries.length > MAX_ENTRIES) throw new Fault('invalid', `The tree has more than ${MAX_ENTRIES} entries`)
}

/** Modes are git's: 100644 and 100755 (and, in old repositories, 100664) are files. */
function entryOf(each: Node, path: string): TreeEntry {
  if (each.type === 'commit') return { path, id: each.sha, kind: 'submodule' }
  const size = each.size === undefined ? {} : { sizeBytes: each.size }
  if (each.mode === '120000') return { path, id: each.sha, kind: 'symlink', ...size }
  if (/^100\d{3}$/.test(each.mode)) return { path, id: each.sha, kind: 'file', ...size }
  throw new Fault('invalid', `${path} has the mode ${each.mode}, which git does not know`)
}
