import { parseCommit } from '../git/commit-object.ts'
import type { TreeItem } from '../git/git-repository.ts'
import { type Call, type Operation, pathParameter, repositoryOf } from '../http/operation.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import { nodeId } from '../shapes/account-shape.ts'
import { gitCommitShape } from '../shapes/commit-shape.ts'
import { repositoryUrl } from '../shapes/repository-shape.ts'
import { findCommit } from './find-commit.ts'

const SHA = /^[0-9a-f]{40}$/
/** GitHub serves blobs up to here. */
const MAX_BLOB_BYTES = 100 * 1024 * 1024

export const gitDataOperations: readonly Operation[] = [
  { id: 'git/get-tree', as: 'token', needs: ['contents', 'read'], handle: getTree },
  { id: 'git/get-blob', as: 'token', needs: ['contents', 'read'], handle: getBlob },
  { id: 'git/get-commit', as: 'token', needs: ['contents', 'read'], handle: getCommit },
  { id: 'git/get-ref', as: 'token', needs: ['contents', 'read'], handle: getRef },
  { id: 'git/list-matching-refs', as: 'token', needs: ['contents', 'read'], handle: listMatchingRefs },
]

/** Any value of `recursive` makes it recursive, `0` too. A tree beyond the limit is cut short and says so. */
async function getTree(call: Call) {
  const { world } = call
  const repository = repositoryOf(call)
  const sha = await treeSha(call)
  const entries = await repository.git.tree(sha, call.query.has('recursive'))
  const limit = world.settings.treeEntryLimit
  const url = `${repositoryUrl(world, repository)}/git`
  return {
    status: 200,
    body: {
      sha,
      url: `${url}/trees/${sha}`,
      tree: entries.slice(0, limit).map((entry) => treeEntry(url, entry)),
      truncated: entries.length > limit,
    },
  }
}

function treeEntry(url: string, { path, mode, type, sha, sizeBytes }: TreeItem) {
  return {
    path,
    mode,
    type,
    sha,
    ...(sizeBytes === undefined ? {} : { size: sizeBytes }),
    ...(type === 'commit' ? {} : { url: `${url}/${type}s/${sha}` }),
  }
}

async function treeSha(call: Call): Promise<string> {
  const name = pathParameter(call, 'tree_sha')
  const repository = repositoryOf(call)
  const object = SHA.test(name) ? await repository.git.object(name) : undefined
  if (object?.type === 'tree') return object.sha
  const commit = await findCommit(repository, name)
  if (commit === undefined) throw notFound()
  return commit.tree
}

async function getBlob(call: Call) {
  const repository = repositoryOf(call)
  const sha = pathParameter(call, 'file_sha')
  const blob = SHA.test(sha) ? await repository.git.object(sha) : undefined
  if (blob?.type !== 'blob') throw notFound()
  if (blob.content.length > MAX_BLOB_BYTES) throw new Refusal(403, 'This API returns blobs up to 100 MB in size.')
  if (/\braw\b/.test(call.accept)) return { status: 200, body: blob.content }
  return {
    status: 200,
    body: {
      sha,
      node_id: nodeId('B', Number.parseInt(sha.slice(0, 8), 16)),
      size: blob.content.length,
      url: `${repositoryUrl(call.world, repository)}/git/blobs/${sha}`,
      content: wrappedBase64(blob.content),
      encoding: 'base64',
    },
  }
}

async function getCommit(call: Call) {
  const repository = repositoryOf(call)
  const sha = pathParameter(call, 'commit_sha')
  const object = SHA.test(sha) ? await repository.git.object(sha) : undefined
  if (object?.type !== 'commit') throw notFound()
  return { status: 200, body: gitCommitShape(call.world, repository, parseCommit(object)) }
}

async function getRef(call: Call) {
  const name = `refs/${pathParameter(call, 'ref')}`
  const found = (await repositoryOf(call).git.refs(name)).find(({ ref }) => ref === name)
  if (found === undefined) throw notFound()
  return { status: 200, body: refShape(call, found) }
}

async function listMatchingRefs(call: Call) {
  const refs = await repositoryOf(call).git.refs(`refs/${pathParameter(call, 'ref')}`)
  return { status: 200, body: refs.map((ref) => refShape(call, ref)) }
}

function refShape(
  call: Call,
  { ref, sha, type }: { readonly ref: string; readonly sha: string; readonly type: string },
) {
  const url = `${repositoryUrl(call.world, repositoryOf(call))}/git`
  return {
    ref,
    node_id: nodeId('REF', Number.parseInt(sha.slice(0, 8), 16)),
    url: `${url}/${ref}`,
    object: { type, sha, url: `${url}/${type}s/${sha}` },
  }
}

/** GitHub breaks base64 into lines. */
export function wrappedBase64(content: Buffer): string {
  return content.toString('base64').replace(/.{1,60}/g, '$&\n')
}
