import { posix } from 'node:path'
import type { TreeItem } from '../git/git-repository.ts'
import { type Call, type Operation, pathParameter, repositoryOf } from '../http/operation.ts'
import { notFound } from '../http/refusal.ts'
import { repositoryHtmlUrl, repositoryUrl } from '../shapes/repository-shape.ts'
import type { Repository } from '../world/repository.ts'
import { commitInQuery } from './find-commit.ts'
import { wrappedBase64 } from './git-data.ts'

/** Up to here GitHub sends the content along; above it says `encoding: none`. */
const MAX_INLINE_BYTES = 1024 * 1024
const MAX_DIRECTORY_ENTRIES = 1_000

export const contentOperations: readonly Operation[] = [
  { id: 'repos/get-content', as: 'token', needs: ['contents', 'read'], handle: getContent },
]

async function getContent(call: Call) {
  const repository = repositoryOf(call)
  const commit = await commitInQuery(call)
  const path = pathParameter(call, 'path').replace(/^\/+|\/+$/g, '')
  const entry = await repository.git.entryAt(commit.sha, path)
  if (entry === undefined) throw notFound()
  const at = (item: TreeItem) => links(call, repository, item, commit.sha)
  if (entry.type === 'tree') {
    const children = await repository.git.tree(entry.sha, false)
    const listed = children.slice(0, MAX_DIRECTORY_ENTRIES).map((child) => {
      const item = { ...child, path: posix.join(path, child.path) }
      return { type: kindOf(item), size: item.sizeBytes ?? 0, ...at(item) }
    })
    return { status: 200, body: listed }
  }
  if (entry.type === 'commit') {
    const submodule_git_url = `${call.world.origin}/submodules/${entry.sha}`
    return { status: 200, body: { type: 'submodule', submodule_git_url, size: 0, ...at(entry) } }
  }
  if (entry.mode === '120000') return symlink(call, repository, commit.sha, entry)
  return file(call, repository, commit.sha, entry, entry)
}

/** Where a link leads to a normal file, GitHub answers with that file's content under the link's own path. */
async function symlink(call: Call, repository: Repository, commitSha: string, entry: TreeItem) {
  const target = (await blob(repository, entry)).toString('utf8')
  const resolved = posix.join(posix.dirname(entry.path), target)
  const leadsTo = posix.isAbsolute(target) ? undefined : await repository.git.entryAt(commitSha, resolved)
  if (leadsTo?.type === 'blob' && leadsTo.mode !== '120000') return file(call, repository, commitSha, entry, leadsTo)
  const size = entry.sizeBytes ?? 0
  return { status: 200, body: { type: 'symlink', target, size, ...links(call, repository, entry, commitSha) } }
}

async function file(call: Call, repository: Repository, commitSha: string, shown: TreeItem, read: TreeItem) {
  const content = await blob(repository, read)
  if (/\braw\b/.test(call.accept)) return { status: 200, body: content }
  const inline = content.length <= MAX_INLINE_BYTES
  return {
    status: 200,
    body: {
      type: 'file',
      encoding: inline ? 'base64' : 'none',
      size: content.length,
      content: inline ? wrappedBase64(content) : '',
      ...links(call, repository, { ...shown, sha: read.sha }, commitSha),
    },
  }
}

function links(call: Call, repository: Repository, { path, sha, type }: TreeItem, commitSha: string) {
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  const api = repositoryUrl(call.world, repository)
  const html = `${repositoryHtmlUrl(call.world, repository)}/${type === 'tree' ? 'tree' : 'blob'}/${commitSha}/${encoded}`
  const url = `${api}/contents/${encoded}?ref=${commitSha}`
  const git = `${api}/git/${type === 'tree' ? 'trees' : 'blobs'}/${sha}`
  return {
    name: posix.basename(path),
    path,
    sha,
    url,
    git_url: git,
    html_url: html,
    download_url: type === 'blob' ? `${call.world.origin}/raw/${commitSha}/${encoded}` : null,
    _links: { self: url, git, html },
  }
}

function kindOf({ type, mode }: TreeItem) {
  if (type === 'tree') return 'dir'
  if (type === 'commit') return 'submodule'
  return mode === '120000' ? 'symlink' : 'file'
}

async function blob(repository: Repository, { sha }: TreeItem): Promise<Buffer> {
  const object = await repository.git.object(sha)
  if (object === undefined) throw notFound()
  return object.content
}
