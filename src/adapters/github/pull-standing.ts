import { z } from 'zod'
import { Fault } from '../../ports/fault.ts'
import type { PullRequestKey } from '../../ports/pull-requests.ts'
import type { GitHubClient } from './answer.ts'
import { askGraphql } from './graphql.ts'

/** Between which commits a pull request stands, and which others share its head: ids and numbers, nothing of people. */
export interface PullStanding {
  readonly headSha: string
  readonly baseRef: string
  readonly baseTipSha: string
  /** GitHub's last test merge, whatever it is a merge of. */
  readonly testMerge?: { readonly sha: string; readonly parents: readonly string[] }
  /** The commit at `refs/notes/ai`, null where there is no such ref; undefined where it is no commit. */
  readonly notesTipSha: string | null | undefined
  /** Numbers of the open pull requests with this head, ascending; forks included. */
  readonly withHead: readonly number[]
}

const MAX_PAGES = 50
const NOTES_REF = 'refs/notes/ai'

/**
 * Asks in one request of GraphQL's for what takes the REST interface four; one more for each further hundred of open
 * pull requests. Undefined where GraphQL does not tell: then the REST interface has to. Where GraphQL is asked too much
 * for now, that is the `Fault` that is returned: the REST interface then has to tell in few requests.
 */
export async function readStanding(
  client: GitHubClient,
  key: PullRequestKey,
  headSha: string,
): Promise<PullStanding | Fault | undefined> {
  try {
    return await standingOf(client, key, headSha)
  } catch (error) {
    if (error instanceof Fault) return error.kind === 'rate-limited' ? error : undefined
    throw error
  }
}

async function standingOf(
  client: GitHubClient,
  key: PullRequestKey,
  headSha: string,
): Promise<PullStanding | undefined> {
  const first = await readPage(client, key, null)
  if (first?.pull == null) return undefined
  const open = [...first.open.nodes]
  let { pageInfo } = first.open
  for (let page = 2; pageInfo.hasNextPage; page += 1) {
    const { endCursor } = pageInfo
    const next = page > MAX_PAGES || endCursor === null ? undefined : await readPage(client, key, endCursor)
    // Half of a list tells nothing of who is not on it.
    if (next === undefined) return undefined
    open.push(...next.open.nodes)
    pageInfo = next.open.pageInfo
  }
  return standing(first.pull, first.notes, open, headSha)
}

async function readPage(
  client: GitHubClient,
  { owner, repo, number }: PullRequestKey,
  cursor: string | null,
): Promise<OpenPage | undefined> {
  const names = { owner, name: repo }
  const variables = cursor === null ? { ...names, notes: NOTES_REF } : { ...names, cursor }
  const answer = await askGraphql(client, standingAnswer, 'pull requests', queryOf(number, cursor), variables)
  return answer?.repository ?? undefined
}

function queryOf(number: number, cursor: string | null): string {
  const [declared, after] = cursor === null ? [', $notes: String!', ''] : [', $cursor: String!', ', after: $cursor']
  const pull = `pull: pullRequest(number: ${number}) {
      headRefOid
      baseRefName
      baseRef { target { oid } }
      potentialMergeCommit { oid parents(first: 3) { nodes { oid } } }
    }
    notes: ref(qualifiedName: $notes) { target { __typename oid } }`
  return `query ($owner: String!, $name: String!${declared}) {
  repository(owner: $owner, name: $name) {
    ${cursor === null ? pull : ''}
    open: pullRequests(states: OPEN, first: 100${after}) {
      nodes { number headRefOid }
      pageInfo { hasNextPage endCursor }
    }
  }
}`
}

const oid = z.string().regex(/^[0-9a-f]{40}$/)
const openPull = z.object({ number: z.int().positive(), headRefOid: oid })

const pullAnswer = z.object({
  headRefOid: oid,
  baseRefName: z.string(),
  baseRef: z.object({ target: z.object({ oid }) }).nullable(),
  potentialMergeCommit: z.object({ oid, parents: z.object({ nodes: z.array(z.object({ oid })) }) }).nullable(),
})

const openPage = z.object({
  pull: pullAnswer.nullish(),
  notes: z.object({ target: z.object({ __typename: z.string(), oid }).nullable() }).nullish(),
  open: z.object({
    nodes: z.array(openPull),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
})
type OpenPage = z.infer<typeof openPage>
const standingAnswer = z.object({ repository: openPage.nullable() })

function standing(
  pull: z.infer<typeof pullAnswer>,
  notes: OpenPage['notes'],
  open: OpenPage['open']['nodes'],
  headSha: string,
): PullStanding | undefined {
  const { headRefOid, baseRefName: baseRef, baseRef: base, potentialMergeCommit: merge } = pull
  if (base === null) return undefined
  const numbers = open.flatMap((each) => (each.headRefOid === headSha ? [each.number] : []))
  return {
    headSha: headRefOid,
    baseRef,
    baseTipSha: base.target.oid,
    ...(merge === null
      ? {}
      : { testMerge: { sha: merge.oid, parents: merge.parents.nodes.map((parent) => parent.oid) } }),
    notesTipSha: notes?.target?.__typename === 'Commit' ? notes.target.oid : notes === null ? null : undefined,
    withHead: [...new Set(numbers)].sort((one, other) => one - other),
  }
}
