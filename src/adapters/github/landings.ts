import { z } from 'zod'
import { Fault } from '../../ports/fault.ts'
import type { Landings, MergedPull } from '../../ports/landings.ts'
import type { RepositoryKey } from '../../ports/pull-requests.ts'
import { type ClientFor, type GitHubClient, PAGE_SIZE, parseAnswer } from './answer.ts'
import { branchTip } from './branch-tip.ts'
import type { Timers } from './retry.ts'

/** Commits of one push that are read. */
const MAX_PAGES = 5
/** Moves of a branch in one push that are told apart. */
const MAX_STEPS = 50
const WAITS_MS = [1_000, 3_000]

/** How commits came to a branch, by GitHub's REST interface: never by what their messages say. */
export function githubLandings(clientFor: ClientFor, timers: Timers): Landings {
  return {
    steps: async (repository, before, after) => {
      const parents = await readParents(await clientFor(repository.installationId), repository, before, after)
      return parents === undefined ? undefined : firstParents(parents, before, after)
    },
    mergeBase: async (repository, one, other) => {
      const answer = await compare(await clientFor(repository.installationId), repository, `${one}...${other}`, 1, 1)
      return answer?.merge_base_commit.sha
    },
    defaultTip: async (repository) => readDefaultTip(await clientFor(repository.installationId), repository),
    mergedWith: async (repository, branch, sha, patient) => {
      const client = await clientFor(repository.installationId)
      for (const waitMs of patient ? WAITS_MS : []) {
        const found = await readMerged(client, repository, branch, sha)
        if (found.length > 0) return found
        await timers.sleep(waitMs)
      }
      return readMerged(client, repository, branch, sha)
    },
  }
}

const commit = z.object({ sha: z.string(), parents: z.array(z.object({ sha: z.string() })) })
const comparison = z.object({
  merge_base_commit: z.object({ sha: z.string() }),
  total_commits: z.int(),
  commits: z.array(commit),
})

/** GitHub answers 404 where a commit is gone, and where two have no ancestor in common. */
async function compare(
  client: GitHubClient,
  { owner, repo }: RepositoryKey,
  basehead: string,
  per_page: number,
  page: number,
): Promise<z.infer<typeof comparison> | undefined> {
  try {
    const route = 'GET /repos/{owner}/{repo}/compare/{basehead}'
    const { data } = await client.request(route, { owner, repo, basehead, per_page, page })
    return parseAnswer(comparison, data, 'a comparison')
  } catch (error) {
    if (error instanceof Fault && error.kind === 'not-found') return undefined
    throw error
  }
}

async function readDefaultTip(client: GitHubClient, repository: RepositoryKey): Promise<string | undefined> {
  const { owner, repo } = repository
  const { data } = await client.request('GET /repos/{owner}/{repo}', { owner, repo })
  const { default_branch: branch } = parseAnswer(z.object({ default_branch: z.string() }), data, 'a repository')
  try {
    return await branchTip(client, repository, branch)
  } catch (error) {
    if (error instanceof Fault && error.kind === 'not-found') return undefined
    throw error
  }
}

/** First parents of the commits between two, by their ids; undefined where not all of them are read. */
async function readParents(
  client: GitHubClient,
  repository: RepositoryKey,
  before: string,
  after: string,
): Promise<ReadonlyMap<string, string | undefined> | undefined> {
  const parents = new Map<string, string | undefined>()
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const answer = await compare(client, repository, `${before}...${after}`, PAGE_SIZE, page)
    if (answer === undefined || answer.commits.length === 0) return undefined
    for (const { sha, parents: all } of answer.commits) parents.set(sha, all[0]?.sha)
    if (parents.size >= answer.total_commits) return parents
  }
  return undefined
}

function firstParents(
  parents: ReadonlyMap<string, string | undefined>,
  before: string,
  after: string,
): readonly string[] | undefined {
  const steps: string[] = []
  for (let at: string | undefined = after; at !== before; at = parents.get(at)) {
    if (at === undefined || !parents.has(at) || steps.length >= MAX_STEPS) return undefined
    steps.push(at)
  }
  return steps.reverse()
}

const associated = z.object({
  number: z.int(),
  merged_at: z.string().nullish(),
  head: z.object({ sha: z.string() }),
  base: z.object({ ref: z.string(), repo: z.object({ name: z.string(), owner: z.object({ login: z.string() }) }) }),
})

async function readMerged(
  client: GitHubClient,
  { owner, repo }: RepositoryKey,
  branch: string,
  sha: string,
): Promise<readonly MergedPull[]> {
  const route = 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls'
  const { data } = await client.request(route, { owner, repo, commit_sha: sha, per_page: PAGE_SIZE })
  const isHere = ({ base }: z.infer<typeof associated>) =>
    base.ref === branch &&
    `${base.repo.owner.login}/${base.repo.name}`.toLowerCase() === `${owner}/${repo}`.toLowerCase()
  return parseAnswer(z.array(associated), data, 'the pull requests of a commit')
    .filter(isHere)
    .flatMap(({ number, head, merged_at: mergedAt }) =>
      typeof mergedAt === 'string' ? [{ number, headSha: head.sha, mergedAt }] : [],
    )
}
