import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import type { CommitFacts } from '../../core/authorship/authorship.ts'
import type { RepositoryKey } from '../../ports/pull-requests.ts'
import { type GitHubClient, PAGE_SIZE, parseAnswer } from './answer.ts'
import { commit } from './pull-request-schemas.ts'

/** Two commits, by their full ids: what is between them never changes. */
export interface CommitRange {
  readonly base: string
  readonly head: string
}

/** Where a commit stands that some comparison told of. */
export interface CommitPlace {
  /** Its only parent. */
  readonly parent: string
  /** Whether it is what was compared, and no commit on the way. */
  readonly isHead: boolean
}

/** Comparisons of commits, each read once. */
export interface Comparisons {
  /** Undefined for merges, for first commits, and for what no comparison told of. */
  placeOf(repository: RepositoryKey, sha: string): CommitPlace | undefined
  mergeBase(client: GitHubClient, repository: RepositoryKey, range: CommitRange): Promise<string>
  /**
   * The commits of head that base does not have, oldest first: what a pull request from head holds, without GitHub's
   * cut at 250. `complete` is false beyond `MAX_COMMITS`.
   */
  commits(
    client: GitHubClient,
    repository: RepositoryKey,
    range: CommitRange,
  ): Promise<{ readonly commits: readonly CommitFacts[]; readonly complete: boolean }>
}

/** A change of more commits is nobody's to read: who wrote it stays unknown. */
const MAX_COMMITS = 5_000
const MAX_REMEMBERED_CHARS = 16 * 1024 * 1024
const MAX_PLACES = 10_000

export function comparisons(): Comparisons {
  const firstPages = new LRUCache<string, ComparedPage>({
    maxSize: MAX_REMEMBERED_CHARS,
    sizeCalculation: ({ commits }) => 200 + commits.reduce((sum, { message }) => sum + message.length + 500, 0),
  })
  const places = new LRUCache<string, CommitPlace>({ max: MAX_PLACES })
  const nameOf = ({ installationId, owner, repo }: RepositoryKey, what: string) =>
    `${installationId}/${owner}/${repo} ${what}`.toLowerCase()
  const readNew = async (client: GitHubClient, repository: RepositoryKey, range: CommitRange) => {
    const page = await readPage(client, repository, range, 1)
    for (const [sha, parent] of page.parents)
      places.set(nameOf(repository, sha), { parent, isHead: sha === range.head })
    return page
  }
  const firstPage = async (client: GitHubClient, repository: RepositoryKey, range: CommitRange) => {
    const name = nameOf(repository, `${range.base} ${range.head}`)
    const page = firstPages.get(name) ?? (await readNew(client, repository, range))
    firstPages.set(name, page)
    return page
  }
  return {
    placeOf: (repository, sha) => places.get(nameOf(repository, sha)),
    mergeBase: async (...given) => (await firstPage(...given)).mergeBaseSha,
    async commits(client, repository, range) {
      const first = await firstPage(client, repository, range)
      const commits = [...first.commits]
      for (let page = 2; commits.length < Math.min(first.total, MAX_COMMITS); page += 1) {
        const next = await readPage(client, repository, range, page)
        if (next.commits.length === 0) break
        commits.push(...next.commits)
      }
      return { commits, complete: commits.length >= first.total }
    },
  }
}

interface ComparedPage {
  readonly mergeBaseSha: string
  readonly commits: readonly CommitFacts[]
  /** Of all pages. */
  readonly total: number
  /** Commits of one parent, and that one. */
  readonly parents: ReadonlyMap<string, string>
}

const parented = z.object({
  commits: z.array(z.object({ sha: z.string(), parents: z.array(z.object({ sha: z.string() })) })),
})

function singleParents(data: unknown): ReadonlyMap<string, string> {
  const { commits } = parseAnswer(parented, data, 'a comparison')
  return new Map(
    commits.flatMap(({ sha, parents: [only, ...more] }) => (only && more.length === 0 ? [[sha, only.sha]] : [])),
  )
}

const comparison = z
  .object({
    merge_base_commit: z.object({ sha: z.string() }),
    total_commits: z.int().nonnegative(),
    commits: z.array(commit),
  })
  .transform(
    ({ merge_base_commit, total_commits: total, commits }): Omit<ComparedPage, 'parents'> => ({
      mergeBaseSha: merge_base_commit.sha,
      commits,
      total,
    }),
  )

async function readPage(
  client: GitHubClient,
  { owner, repo }: RepositoryKey,
  { base, head }: CommitRange,
  page: number,
): Promise<ComparedPage> {
  const route = 'GET /repos/{owner}/{repo}/compare/{basehead}'
  const asked = { owner, repo, basehead: `${base}...${head}`, per_page: PAGE_SIZE, page }
  const { data } = await client.request(route, asked)
  return { ...parseAnswer(comparison, data, 'a comparison'), parents: singleParents(data) }
}
