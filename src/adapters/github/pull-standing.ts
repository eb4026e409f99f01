import { z } from 'zod'
import { Fault } from '../../ports/fault.ts'
import type { PullRequestKey } from '../../ports/pull-requests.ts'
import type { GitHubClient } from './answer.ts'
import { askGraphql } from './graphql.ts'

/** How a pull request stands, as GraphQL tells it: everything of it but who people are, which only REST tells whole. */
export interface PullStanding {
  readonly state: 'open' | 'closed'
  readonly draft: boolean
  readonly title: string
  readonly body: string
  readonly headSha: string
  readonly baseRef: string
  readonly defaultBranch: string | undefined
  readonly baseTipSha: string
  /** GitHub's last test merge, whatever it is a merge of. */
  readonly testMerge?: { readonly sha: string; readonly parents: readonly string[] }
  /** Whether GitHub says that it merges; false also while it works that out. */
  readonly isMergeable: boolean
  /** The commit at `refs/notes/ai`, null where there is no such ref; undefined where it is no commit. */
  readonly notesTipSha: string | null | undefined
  readonly requestedReviewers: readonly string[]
  readonly requestedTeams: number
  /** Another text once it is opened by somebody else, so to speak: a renamed account, or a branch that is elsewhere. */
  readonly origin: string
  /** Reads what is left of the list of open pull requests; undefined where it is not told whole. Throws `Fault`. */
  readonly open: () => Promise<readonly OpenPull[] | undefined>
}

/** An open pull request in the list of all. */
export interface OpenPull {
  readonly number: number
  readonly headSha: string
  /** Logins of those who are asked for their review. */
  readonly requested: readonly string[]
}

const MAX_PAGES = 50
const NOTES_REF = 'refs/notes/ai'

/**
 * Asks in one request of GraphQL's for what takes the REST interface five; `open` takes one more for each further hundred
 * of open pull requests. Undefined where GraphQL does not tell: then the REST interface has to. Where GraphQL is asked
 * too much for now, that is the `Fault` that is returned: the REST interface then has to tell in few requests.
 */
export function readStanding(client: GitHubClient, key: PullRequestKey): Promise<PullStanding | Fault | undefined> {
  return unlessLimited(async () => {
    const first = await readPage(client, key, null)
    if (first?.pull == null || first.pull.baseRef === null) return undefined
    return standing(first, first.pull, first.pull.baseRef.target.oid, () => allOpen(client, key, first.open))
  })
}

/** As `readStanding`, of what is left of a list. */
export async function readOpen(told: PullStanding): Promise<readonly OpenPull[] | Fault | undefined> {
  return unlessLimited(told.open)
}

async function unlessLimited<T>(ask: () => Promise<T>): Promise<T | Fault | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof Fault) return error.kind === 'rate-limited' ? error : undefined
    throw error
  }
}

async function allOpen(
  client: GitHubClient,
  key: PullRequestKey,
  first: OpenList,
): Promise<readonly OpenPull[] | undefined> {
  const open = [...first.nodes]
  let { pageInfo } = first
  for (let page = 2; pageInfo.hasNextPage; page += 1) {
    const { endCursor } = pageInfo
    const next = page > MAX_PAGES || endCursor === null ? undefined : await readPage(client, key, endCursor)
    // Half of a list tells nothing of who is not on it.
    if (next === undefined) return undefined
    open.push(...next.open.nodes)
    pageInfo = next.open.pageInfo
  }
  return open.map(({ number, headRefOid: headSha, reviewRequests }) => ({
    number,
    headSha,
    requested: loginsOf(reviewRequests),
  }))
}

async function readPage(
  client: GitHubClient,
  { owner, repo, number }: PullRequestKey,
  cursor: string | null,
): Promise<Page | undefined> {
  const names = { owner, name: repo }
  const variables = cursor === null ? { ...names, notes: NOTES_REF } : { ...names, cursor }
  const query = queryOf(number, cursor)
  const answer = await askGraphql(client, standingAnswer, 'pull requests', query, variables, isReviewer)
  return answer?.repository ?? undefined
}

/** A team that the app may not see is asked all the same. */
function isReviewer(path: readonly (string | number)[]): boolean {
  return path.includes('requestedReviewer')
}

const REQUESTED = 'nodes { requestedReviewer { __typename ... on User { login } } }'

function queryOf(number: number, cursor: string | null): string {
  const [declared, after] = cursor === null ? [', $notes: String!', ''] : [', $cursor: String!', ', after: $cursor']
  const pull = `databaseId
    defaultBranchRef { name }
    pull: pullRequest(number: ${number}) {
      state isDraft title body
      author { __typename login ... on User { databaseId } }
      headRefOid headRefName
      headRepository { databaseId }
      headRepositoryOwner { __typename login }
      baseRefName
      baseRef { target { oid } }
      mergeable
      potentialMergeCommit { oid parents(first: 3) { nodes { oid } } }
      reviewRequests(first: 100) { ${REQUESTED} }
    }
    notes: ref(qualifiedName: $notes) { target { __typename oid } }`
  return `query ($owner: String!, $name: String!${declared}) {
  repository(owner: $owner, name: $name) {
    ${cursor === null ? pull : ''}
    open: pullRequests(states: OPEN, first: 100${after}) {
      nodes { number headRefOid reviewRequests(first: 15) { ${REQUESTED} } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`
}

const oid = z.string().regex(/^[0-9a-f]{40}$/)
/** Null is who may not be seen. */
const reviewRequests = z
  .object({
    nodes: z.array(
      z
        .object({ requestedReviewer: z.object({ __typename: z.string(), login: z.string().optional() }).nullish() })
        .nullable(),
    ),
  })
  .nullable()
type ReviewRequests = z.infer<typeof reviewRequests>
const openPull = z.object({ number: z.int().positive(), headRefOid: oid, reviewRequests })

const pullAnswer = z.object({
  state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
  isDraft: z.boolean(),
  title: z.string(),
  body: z.string(),
  author: z.unknown(),
  headRefOid: oid,
  headRefName: z.string(),
  headRepository: z.unknown(),
  headRepositoryOwner: z.unknown(),
  baseRefName: z.string(),
  baseRef: z.object({ target: z.object({ oid }) }).nullable(),
  mergeable: z.string(),
  potentialMergeCommit: z.object({ oid, parents: z.object({ nodes: z.array(z.object({ oid })) }) }).nullable(),
  reviewRequests,
})
type PullAnswer = z.infer<typeof pullAnswer>

const pageAnswer = z.object({
  databaseId: z.unknown(),
  defaultBranchRef: z.object({ name: z.string() }).nullish(),
  pull: pullAnswer.nullish(),
  notes: z.object({ target: z.object({ __typename: z.string(), oid }).nullable() }).nullish(),
  open: z.object({
    nodes: z.array(openPull),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
})
type Page = z.infer<typeof pageAnswer>
type OpenList = Page['open']
const standingAnswer = z.object({ repository: pageAnswer.nullable() })

function standing(page: Page, pull: PullAnswer, baseTipSha: string, open: PullStanding['open']): PullStanding {
  const { potentialMergeCommit: merge, reviewRequests: requests } = pull
  const { databaseId, defaultBranchRef, notes } = page
  const { author, headRefName, headRepository, headRepositoryOwner } = pull
  return {
    state: pull.state === 'OPEN' ? 'open' : 'closed',
    draft: pull.isDraft,
    title: pull.title,
    body: pull.body,
    headSha: pull.headRefOid,
    baseRef: pull.baseRefName,
    defaultBranch: defaultBranchRef?.name,
    baseTipSha,
    ...(merge === null
      ? {}
      : { testMerge: { sha: merge.oid, parents: merge.parents.nodes.map((parent) => parent.oid) } }),
    isMergeable: pull.mergeable === 'MERGEABLE',
    notesTipSha: notes?.target?.__typename === 'Commit' ? notes.target.oid : notes === null ? null : undefined,
    requestedReviewers: loginsOf(requests),
    requestedTeams: requests?.nodes.filter((each) => each?.requestedReviewer?.__typename !== 'User').length ?? 0,
    origin: JSON.stringify([databaseId, author, headRefName, headRepository, headRepositoryOwner]),
    open,
  }
}

function loginsOf(requests: ReviewRequests): readonly string[] {
  return requests?.nodes.flatMap((each) => each?.requestedReviewer?.login ?? []) ?? []
}
