import { z } from 'zod'
import { Fault } from '../../ports/fault.ts'
import type { RepositoryKey, RepositoryName } from '../../ports/pull-requests.ts'
import type { SourceTrees } from '../../ports/source-trees.ts'
import { type ClientFor, type GitHubClient, parseAnswer } from './answer.ts'
import { githubSourceTrees, type SourceTreesCache } from './source-trees.ts'

/** What one review may ask GitHub for the sake of modules; a minute's budget is 850 for all reviews of an installation. */
const MAX_REQUESTS = 400

export interface ModuleRepositoriesOptions {
  /** The host that addresses of GitHub's repositories name, e.g. `github.com`. */
  readonly host: string
  /** Whether public repositories of other owners may be read too. */
  readonly readsPublic: boolean
  readonly maxRequests?: number
}

/** A repository whose modules may be read. */
interface GitHubModules {
  readonly trees: SourceTrees
  /** The commit that `HEAD`, a full name of a ref or a commit id names. `Fault` of kind `not-found` where there is none. */
  resolve(revision: string): Promise<string>
}

/**
 * Opens the repositories that modules called by `calling` may be read from, with the installation's own rights: those
 * of the same owner, and public ones of others where `readsPublic`. What a private repository holds is never told in a
 * public one. Undefined is all that is said of a repository that may not be read, whether or not there is one. Make one
 * a review: together its repositories ask GitHub a limited number of times, then `Fault` of kind `invalid` is thrown.
 */
export function moduleRepositories(
  clientFor: ClientFor,
  calling: RepositoryKey,
  cache: SourceTreesCache,
  options: ModuleRepositoriesOptions,
): (host: string, path: string) => Promise<GitHubModules | undefined> {
  const { host: ownHost, readsPublic, maxRequests = MAX_REQUESTS } = options
  const client = limitedClient(clientFor, maxRequests)
  const connect = () => client(calling.installationId)
  const isPublic = remembered(async (name: string) => visibilityOf(await connect(), nameOf(name) ?? calling))
  const mayRead = async (name: RepositoryName) => {
    const isOwn = name.owner.toLowerCase() === calling.owner.toLowerCase()
    if (!isOwn && !readsPublic) return false
    const visibility = await isPublic(`${name.owner}/${name.repo}`.toLowerCase())
    if (visibility === 'public') return true
    if (visibility === undefined || !isOwn) return false
    return (await isPublic(`${calling.owner}/${calling.repo}`.toLowerCase())) === 'private'
  }
  return async (host, path) => {
    const name = nameOf(path)
    if (host !== ownHost || name === undefined || !(await mayRead(name))) return undefined
    const trees = githubSourceTrees(client, { ...calling, ...name }, cache)
    return { trees, resolve: async (revision) => resolveRevision(await connect(), name, revision) }
  }
}

const NAME = /^[\w.-]{1,100}$/

function nameOf(path: string): RepositoryName | undefined {
  const [owner = '', repo = '', ...rest] = path.split('/')
  return rest.length === 0 && NAME.test(owner) && NAME.test(repo) ? { owner, repo } : undefined
}

function limitedClient(clientFor: ClientFor, maxRequests: number): ClientFor {
  let requests = 0
  const count = () => {
    requests += 1
    if (requests > maxRequests) {
      throw new Fault('invalid', `The modules of this change take more than ${maxRequests} requests to read`)
    }
  }
  return async (installationId) => {
    const client = await clientFor(installationId)
    const request = new Proxy(client.request, {
      apply(send, self, parameters) {
        count()
        return Reflect.apply(send, self, parameters)
      },
    })
    return { request }
  }
}

function remembered<T>(ask: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const known = new Map<string, Promise<T>>()
  return (name) => {
    const answer = known.get(name) ?? ask(name)
    known.set(name, answer)
    answer.catch(() => known.delete(name))
    return answer
  }
}

const repository = z.object({ private: z.boolean(), full_name: z.string() })

/** Undefined where the installation may not see it, or it goes by another name now. */
async function visibilityOf(client: GitHubClient, name: RepositoryName): Promise<'public' | 'private' | undefined> {
  try {
    const answer = await client.request('GET /repos/{owner}/{repo}', { ...name })
    const found = parseAnswer(repository, answer.data, 'a repository')
    // A repository that was renamed or given away is another one to everything that is remembered.
    if (found.full_name.toLowerCase() !== `${name.owner}/${name.repo}`.toLowerCase()) return undefined
    return found.private ? 'private' : 'public'
  } catch (error) {
    if (error instanceof Fault && (error.kind === 'not-found' || error.kind === 'forbidden')) return undefined
    throw error
  }
}

const reference = z.object({ ref: z.string(), object: z.object({ type: z.string(), sha: z.string() }) })
const commit = z.object({ sha: z.string().regex(/^[0-9a-f]{40}$/) })

/** Full names are asked for exactly: GitHub's commits can also be named by what a branch and a tag have in common. */
async function resolveRevision(client: GitHubClient, name: RepositoryName, revision: string): Promise<string> {
  if (!revision.startsWith('refs/')) return commitAt(client, name, revision)
  const short = revision.slice('refs/'.length)
  const answer = await client.request('GET /repos/{owner}/{repo}/git/ref/{ref}', { ...name, ref: short })
  const { ref, object } = parseAnswer(reference, answer.data, 'a ref')
  if (ref !== revision) throw new Fault('not-found', `There is no ${revision}`)
  if (object.type === 'commit') return object.sha
  return annotatedTag(client, name, short)
}

/** What an annotated tag is of; a branch whose name begins with `tags/` could answer in its place. */
async function annotatedTag(client: GitHubClient, name: RepositoryName, short: string): Promise<string> {
  const route = 'GET /repos/{owner}/{repo}/git/matching-refs/{ref}'
  const answer = await client.request(route, { ...name, ref: `heads/${short}` })
  const branches = parseAnswer(z.array(reference), answer.data, 'refs')
  if (branches.some(({ ref }) => ref === `refs/heads/${short}`)) {
    throw new Fault('not-found', `${short} is a tag and the name of a branch`)
  }
  return commitAt(client, name, short)
}

async function commitAt(client: GitHubClient, name: RepositoryName, ref: string): Promise<string> {
  try {
    const answer = await client.request('GET /repos/{owner}/{repo}/commits/{ref}', { ...name, ref, per_page: 1 })
    return parseAnswer(commit, answer.data, 'a commit').sha
  } catch (error) {
    // GitHub refuses as unprocessable what names no commit, and as a conflict a repository without any.
    if (error instanceof Fault && error.kind === 'invalid' && isRefusal(error.cause)) {
      throw new Fault('not-found', `${ref} names no commit`, { cause: error })
    }
    throw error
  }
}

function isRefusal(cause: unknown): boolean {
  return cause instanceof Error && 'status' in cause && (cause.status === 422 || cause.status === 409)
}
