import { z } from 'zod'
import type { MergedPull } from '../../core/backtest/pull-changes.ts'
import { Fault } from '../../ports/fault.ts'
import type { InstalledHistory, MergedPulls, MergedPullsPage } from '../../ports/merged-pulls.ts'
import type { RepositoryKey } from '../../ports/pull-requests.ts'
import { type GitHubClient, PAGE_SIZE, parseAnswer } from './answer.ts'
import { branchTip } from './branch-tip.ts'
import type { Clients } from './clients.ts'

/**
 * Merged pull requests as GitHub's REST interface gives them, a hundred in a request. Their addresses are at `origin`,
 * such as `https://github.com`.
 */
export function githubMergedPulls(
  { app, installation: clientFor }: Pick<Clients, 'app' | 'installation'>,
  origin: string,
): MergedPulls {
  const as = (key: RepositoryKey) => clientFor(key.installationId)
  return {
    repository: async (key) => readRepository(await as(key), key),
    page: async (key, page) => readPage(await as(key), key, page, `${origin}/${key.owner}/${key.repo}/pull`),
    async brought(key, { number }, sha) {
      const route = 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls'
      const client = await as(key)
      const { data } = await client.request(route, { owner: key.owner, repo: key.repo, commit_sha: sha })
      const pulls = parseAnswer(z.array(bringing), data, 'the pull requests of a commit')
      return pulls.some((each) => each.number === number && each.merged_at != null)
    },
    contentToken: ({ installationId, repo }) => mintContentToken(app, installationId, repo),
  }
}

/** It becomes the name of a folder. */
const ownName = z.string().regex(/^(?!\.+$)[\w.-]{1,100}$/)

const repositorySchema = z.object({
  name: ownName,
  owner: z.object({ login: ownName }),
  default_branch: z.string(),
  archived: z.boolean().default(false),
  size: z.number().default(0),
})

async function readRepository(client: GitHubClient, { owner, repo }: RepositoryKey): Promise<InstalledHistory> {
  const { data } = await client.request('GET /repos/{owner}/{repo}', { owner, repo })
  const found = parseAnswer(repositorySchema, data, 'the repository')
  const name = { owner: found.owner.login, repo: found.name }
  return {
    name,
    defaultBranch: found.default_branch,
    isArchived: found.archived,
    sizeKilobytes: found.size,
    hasCommits: await hasTip(client, name, found.default_branch),
  }
}

const CONFLICT = 409

/** GitHub answers 404 where there is no such branch, and 409 where there is no commit at all. */
async function hasTip(client: GitHubClient, name: InstalledHistory['name'], branch: string): Promise<boolean> {
  try {
    await branchTip(client, name, branch)
    return true
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const { cause } = error
    const isEmpty = cause instanceof Error && 'status' in cause && cause.status === CONFLICT
    if (isEmpty || error.kind === 'not-found') return false
    throw error
  }
}

const closedPull = z.object({
  number: z.int().positive(),
  title: z.string(),
  updated_at: z.string(),
  merged_at: z.string().nullish(),
  merge_commit_sha: z.string().nullish(),
})
const bringing = z.object({ number: z.int(), merged_at: z.string().nullish() })

/** Titles have 256 characters on GitHub's pages. */
const MAX_TITLE = 300

async function readPage(
  client: GitHubClient,
  { owner, repo }: RepositoryKey,
  page: number,
  url: string,
): Promise<MergedPullsPage> {
  const order = { state: 'closed', sort: 'updated', direction: 'desc' } as const
  const asked = { owner, repo, ...order, per_page: PAGE_SIZE, page }
  const { data, headers } = await client.request('GET /repos/{owner}/{repo}/pulls', asked)
  const closed = parseAnswer(z.array(closedPull), data, 'closed pull requests')
  const pulls = closed.flatMap(({ number, title, merged_at, merge_commit_sha }): readonly MergedPull[] => {
    if (merged_at == null || merge_commit_sha == null) return []
    const mergedAtMs = Date.parse(merged_at)
    return [
      { number, title: title.slice(0, MAX_TITLE), url: `${url}/${number}`, mergedAtMs, mergeSha: merge_commit_sha },
    ]
  })
  const updates = closed.map(({ updated_at }) => Date.parse(updated_at))
  return { pulls, updatedAtMs: Math.min(...updates), isLast: !/rel="next"/.test(headers.link ?? '') }
}

const minted = z.object({ token: z.string().min(1) })

async function mintContentToken(app: GitHubClient, installationId: number, repo: string): Promise<string> {
  const { data } = await app.request('POST /app/installations/{installation_id}/access_tokens', {
    installation_id: installationId,
    repositories: [repo],
    permissions: { contents: 'read' },
  })
  return parseAnswer(minted, data, 'a token').token
}
