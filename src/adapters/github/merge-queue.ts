import { z } from 'zod'
import type { QueueCommit } from '../../core/gate/queued-pulls.ts'
import { Fault } from '../../ports/fault.ts'
import type { GroupPlace, MergeGroup, MergeQueue, QueueState } from '../../ports/merge-queue.ts'
import type { RepositoryKey } from '../../ports/pull-requests.ts'
import { type ClientFor, type GitHubClient, PAGE_SIZE, parseAnswer } from './answer.ts'
import { branchTip } from './branch-tip.ts'
import { askGraphql } from './graphql.ts'

/** Merge queues: what is in them is told by GraphQL alone, the commits that they have built by REST. */
export function githubMergeQueue(clientFor: ClientFor): MergeQueue {
  return {
    state: async (repository, branch) => readState(await clientFor(repository.installationId), repository, branch),
    place: async (group) => placeOf(await clientFor(group.installationId), group),
  }
}

/** More entries than GitHub builds at once (100), so that a group's own are among them. */
const QUEUE = `query ($owner: String!, $name: String!, $branch: String!) {
  repository(owner: $owner, name: $name) {
    mergeQueue(branch: $branch) {
      configuration { mergingStrategy }
      entries(first: 100) { nodes { headCommit { oid } pullRequest { number } } }
    }
  }
}`

const entry = z.object({
  headCommit: z.object({ oid: z.string() }).nullable(),
  pullRequest: z.object({ number: z.number().int() }).nullable(),
})
const answer = z.object({
  repository: z.object({
    mergeQueue: z
      .object({
        configuration: z.object({ mergingStrategy: z.string().nullable() }).nullable(),
        entries: z.object({ nodes: z.array(entry.nullable()) }),
      })
      .nullable(),
  }),
})

async function readState(
  client: GitHubClient,
  { owner, repo: name }: RepositoryKey,
  branch: string,
): Promise<QueueState> {
  const told = await askGraphql(client, answer, 'a merge queue', QUEUE, { owner, name, branch })
  if (told === undefined) throw new Fault('unavailable', 'GitHub does not tell what is in the merge queue')
  const { configuration, entries } = told.repository.mergeQueue ?? { configuration: null, entries: { nodes: [] } }
  return {
    landsEachOnItsOwn: configuration?.mergingStrategy === 'ALLGREEN',
    entries: entries.nodes.flatMap((each) => {
      if (each?.headCommit == null || each.pullRequest === null) return []
      return [{ number: each.pullRequest.number, headSha: each.headCommit.oid }]
    }),
  }
}

async function placeOf(client: GitHubClient, group: MergeGroup): Promise<GroupPlace> {
  if ((await tipOf(client, group, group.headRef)) !== group.headSha) return { kind: 'gone' }
  const baseTipSha = await tipOf(client, group, group.baseRef)
  if (baseTipSha === undefined || baseTipSha === group.headSha) return { kind: 'gone' }
  const built = await commitsSince(client, group, baseTipSha)
  if (built === undefined) return { kind: 'diverged', baseTipSha }
  return { kind: 'standing', baseTipSha, commits: firstParents(group.headSha, baseTipSha, built) }
}

async function tipOf(client: GitHubClient, repository: RepositoryKey, branch: string): Promise<string | undefined> {
  try {
    return await branchTip(client, repository, branch)
  } catch (error) {
    if (error instanceof Fault && error.kind === 'not-found') return undefined
    throw error
  }
}

/** Commits of a group and of those before it, with all that their pull requests consist of. */
const MAX_PAGES = 20

const comparison = z.object({
  behind_by: z.number().int(),
  total_commits: z.number().int(),
  commits: z.array(
    z.object({
      sha: z.string(),
      parents: z.array(z.object({ sha: z.string() })),
      commit: z.object({ author: z.object({ email: z.string().nullish() }).nullish(), message: z.string() }),
    }),
  ),
})

/** Every commit that the group has and the tip has not; undefined where the tip has some that the group has not. */
async function commitsSince(
  client: GitHubClient,
  { owner, repo, headSha }: MergeGroup,
  baseTipSha: string,
): Promise<ReadonlyMap<string, QueueCommit> | undefined> {
  const commits = new Map<string, QueueCommit>()
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const route = 'GET /repos/{owner}/{repo}/compare/{basehead}'
    const basehead = `${baseTipSha}...${headSha}`
    const { data } = await client.request(route, { owner, repo, basehead, per_page: PAGE_SIZE, page })
    const read = parseAnswer(comparison, data, 'a comparison')
    if (read.behind_by > 0) return undefined
    for (const { sha, parents, commit } of read.commits) {
      const { author, message } = commit
      commits.set(sha, { sha, parents: parents.map((each) => each.sha), authorEmail: author?.email ?? '', message })
    }
    if (commits.size >= read.total_commits || read.commits.length === 0) return commits
  }
  throw new Fault(
    'invalid',
    `A merge group brings more than ${MAX_PAGES * PAGE_SIZE} commits: that is more than is read`,
  )
}

/** From the tip, which is left out, to the head. Where the way does not lead there, it begins where it ends. */
function firstParents(
  headSha: string,
  tipSha: string,
  commits: ReadonlyMap<string, QueueCommit>,
): readonly QueueCommit[] {
  const way: QueueCommit[] = []
  for (let sha: string | undefined = headSha; sha !== undefined && sha !== tipSha; ) {
    const commit = commits.get(sha)
    if (commit === undefined) break
    way.push(commit)
    sha = commit.parents[0]
  }
  return way.reverse()
}
