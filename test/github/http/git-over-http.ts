import { tryGit } from '../git/run-git.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { allows, authenticate, visibleRepository } from './authenticate.ts'
import { Refusal } from './refusal.ts'

export interface GitRequest {
  readonly method: string
  readonly owner: string
  readonly name: string
  /** What follows the repository's address, e.g. `/info/refs`. */
  readonly path: string
  readonly query: string
  readonly headers: Headers
  readonly body: Uint8Array
}

/** Repositories as git fetches them, by git's own server: read-only, with a token that may read content as password. */
export async function gitOverHttp(world: World, request: GitRequest): Promise<Response> {
  try {
    const repository = readable(world, request)
    return answerOf((await serveGit(repository, request)).stdout)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const headers = error.status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {}
    return new Response(`${error.message}\n`, { status: error.status, headers })
  }
}

/** GitHub asks for a password before it says anything of a repository. */
function readable(world: World, { owner, name, path, query, headers }: GitRequest): Repository {
  if (/git-receive-pack/.test(`${path}?${query}`)) throw new Refusal(403, 'The double takes no pushes')
  const [, encoded = ''] = /^Basic (\S+)$/i.exec(headers.get('authorization') ?? '') ?? []
  const [user, token = ''] = Buffer.from(encoded, 'base64').toString().split(':')
  if (user !== 'x-access-token' || token === '') throw new Refusal(401, 'Repository not found.')
  const actor = authenticate(world, `token ${token}`, { id: 'git', as: 'token', handle: () => ({ status: 200 }) })
  const names = new Map([
    ['owner', owner],
    ['repo', name],
  ])
  const repository = visibleRepository(world, actor, names)
  if (repository === undefined) throw new Refusal(404, 'Repository not found.')
  if (actor.kind === 'installation' && !allows(actor.token.permissions, 'contents', 'read')) {
    throw new Refusal(403, 'Write access to repository not granted.')
  }
  return repository
}

function serveGit({ git }: Repository, { method, path, query, headers, body }: GitRequest) {
  const header = (name: string) => headers.get(name) ?? ''
  return tryGit(git.directory, ['http-backend'], body, {
    GIT_PROJECT_ROOT: git.directory,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: path,
    QUERY_STRING: query,
    REQUEST_METHOD: method,
    CONTENT_TYPE: header('content-type'),
    CONTENT_LENGTH: String(body.length),
    HTTP_CONTENT_ENCODING: header('content-encoding'),
    GIT_PROTOCOL: header('git-protocol'),
  })
}

/** What a CGI program prints: headers, an empty line, the body. */
function answerOf(printed: Buffer): Response {
  const end = printed.indexOf('\r\n\r\n')
  const headers = new Headers()
  for (const line of printed.subarray(0, end).toString('latin1').split('\r\n')) {
    const colon = line.indexOf(':')
    headers.append(line.slice(0, colon), line.slice(colon + 1).trim())
  }
  const status = Number.parseInt(headers.get('status') ?? '200', 10)
  headers.delete('status')
  return new Response(Buffer.from(printed.subarray(end + 4)), { status, headers })
}
