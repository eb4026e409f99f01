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

/** Comparisons of commits, each read once. */
export interface Comparisons {
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

export function comparisons(): Comparisons {
  const firstPages = new LRUCache<string, ComparedPage>({
    maxSize: MAX_REMEMBERED_CHARS,
    sizeCalculation: ({ commits }) => 200 + commits.reduce((sum, { message }) => sum + message.length + 500, 0),
  })
  const firstPage = async (client: GitHubClient, repository: RepositoryKey, range: CommitRange) => {
    const { installationId, owner, repo } = repository
    const name = `${installationId}/${owner}/${repo} ${range.base} ${range.head}`.toLowerCase()
    const page = firstPages.get(name) ?? (await readPage(client, repository, range, 1))
    firstPages.set(name, page)
    return page
  }
  return {
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
}

const comparison = z
  .object({
    merge_base_commit: z.object({ sha: z.string() }),
    total_commits: z.int().nonnegative(),
    commits: z.array(commit),
  })
  .transform(
    ({ merge_base_commit, total_commits: total, commits }): ComparedPage => ({
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
  return parseAnswer(comparison, (await client.request(route, asked)).data, 'a comparison')
}
