import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { github, KEY } from './github-test-clients.ts'
import { pullRequestsUnderTest } from './pull-requests-under-test.ts'

const PULL = '/repos/acme/infra/pulls/7'
const HEAD = 'a'.repeat(40)
const TIP = 'b'.repeat(40)
const MERGE = 'd'.repeat(40)
const OTHER = 'e'.repeat(40)
const PUSHED = 'f'.repeat(40)
const AUTHOR = { login: 'Copilot', id: 1, type: 'Bot' }
const OWNER = { login: 'acme', id: 2, type: 'Organization' }

const pulls = pullRequestsUnderTest()

const asked = (login: string) => ({ requestedReviewer: { __typename: 'User', login } })
const merge = (...parents: readonly string[]) => ({ oid: MERGE, parents: { nodes: parents.map((oid) => ({ oid })) } })
const TOLD = {
  state: 'OPEN',
  isDraft: false,
  title: 'Widen',
  body: 'As asked',
  author: { __typename: 'Bot', login: 'copilot-swe-agent' },
  headRefOid: HEAD,
  headRefName: 'copilot/x',
  headRepository: { databaseId: 1 },
  headRepositoryOwner: { __typename: 'Organization', login: 'acme' },
  baseRefName: 'main',
  baseRef: { target: { oid: TIP } },
  mergeable: 'MERGEABLE',
  potentialMergeCommit: merge(TIP, HEAD),
  reviewRequests: { nodes: [asked('rob')] },
}
const OPEN = [
  { number: 7, headRefOid: HEAD, reviewRequests: { nodes: [asked('rob'), { requestedReviewer: null }] } },
  { number: 8, headRefOid: OTHER, reviewRequests: { nodes: [asked('Rob'), asked('eve')] } },
]

/** What GraphQL tells of it, and what it says of what it does not tell. */
function tell(change: Partial<typeof TOLD> | object = {}, errors?: readonly object[]): void {
  const repository = {
    databaseId: 1,
    defaultBranchRef: { name: 'main' },
    pull: { ...TOLD, ...change },
    notes: null,
    open: { nodes: OPEN, pageInfo: { hasNextPage: false, endCursor: null } },
  }
  nock('https://github.example.com')
    .post('/api/graphql')
    .reply(200, { data: { repository }, ...(errors && { errors }) })
}

/** What the REST interface tells of it, once. */
function answer(change: object = {}): void {
  const body = {
    ...{ number: 7, state: 'open', draft: false, title: 'Widen', body: 'As asked', user: AUTHOR },
    head: { sha: HEAD, ref: 'copilot/x', user: OWNER, repo: { id: 1 } },
    base: { sha: TIP, ref: 'main', repo: { id: 1, default_branch: 'main' } },
    requested_reviewers: [{ login: 'rob' }],
    ...{ mergeable: true, merge_commit_sha: MERGE },
  }
  github()
    .get(PULL)
    .reply(200, { ...body, ...change })
}

function answerComparison(head = HEAD): void {
  github()
    .get(`/repos/acme/infra/compare/${TIP}...${head}`)
    .query(true)
    .reply(200, { merge_base_commit: { sha: TIP }, total_commits: 0, commits: [] })
}

async function looked() {
  const look = await pulls().look(KEY)
  const [pull] = await look.pulls()
  return pull
}

/** It was looked at before, and the REST interface was asked who opened it. */
async function lookedBefore(): Promise<void> {
  tell()
  answer()
  answerComparison()
  expect(await looked()).toMatchObject({ headSha: HEAD, author: AUTHOR })
}

describe('a look at a pull request', () => {
  it('takes one request once it is known who opened it, by the name that REST has for them', async () => {
    await lookedBefore()
    tell({ title: 'Widen more', body: 'Again', isDraft: true })
    expect(await looked()).toEqual({
      ...{ number: 7, state: 'open', draft: true, title: 'Widen more', body: 'Again', author: AUTHOR },
      ...{ headSha: HEAD, headRef: 'copilot/x', baseRef: 'main', isOntoDefault: true },
      ...{ baseTipSha: TIP, mergeBaseSha: TIP, testMergeSha: MERGE, notesTipSha: null },
      ...{ requestedReviewers: ['rob'], requestedTeams: 0 },
      openRequests: new Map([
        ['rob', 2],
        ['eve', 1],
      ]),
    })
    expect(nock.pendingMocks()).toEqual([])
  })

  it('follows a push without asking who opened it', async () => {
    await lookedBefore()
    tell({ headRefOid: PUSHED, potentialMergeCommit: merge(TIP, PUSHED) })
    answerComparison(PUSHED)
    expect(await looked()).toMatchObject({ number: 7, headSha: PUSHED, author: AUTHOR, testMergeSha: MERGE })
  })

  it.each([
    ['the author has another name', { author: { __typename: 'Bot', login: 'renamed' } }],
    ['the author is gone', { author: null }],
    ['its branch is elsewhere', { headRepository: { databaseId: 5 } }],
    ['the owner of its branch has another name', { headRepositoryOwner: { __typename: 'Organization', login: 'b' } }],
    ['it is not settled that it merges', { mergeable: 'UNKNOWN' }],
    ['it conflicts', { mergeable: 'CONFLICTING' }],
    ['the test merge is of another base', { potentialMergeCommit: merge(OTHER, HEAD) }],
    ['the test merge is of another head', { potentialMergeCommit: merge(TIP, OTHER) }],
    ['there is no test merge', { potentialMergeCommit: null }],
  ])('asks REST where %s', async (_title, change) => {
    await lookedBefore()
    tell(change)
    answer({ user: { ...AUTHOR, login: 'somebody' }, mergeable: false })
    expect(await looked()).toMatchObject({ author: { login: 'somebody' }, testMergeSha: null })
    expect(nock.pendingMocks()).toEqual([])
  })

  it('counts the teams that were asked, also those that the app may not see', async () => {
    await lookedBefore()
    const nodes = [asked('rob'), { requestedReviewer: { __typename: 'Team' } }, { requestedReviewer: null }]
    const path = ['repository', 'pull', 'reviewRequests', 'nodes', 2, 'requestedReviewer']
    tell({ reviewRequests: { nodes } }, [{ type: 'FORBIDDEN', path, message: 'Resource not accessible' }])
    expect(await looked()).toMatchObject({ requestedReviewers: ['rob'], requestedTeams: 2 })
  })

  it('asks REST for everything where anything else is not told', async () => {
    tell({}, [{ type: 'FORBIDDEN', path: ['repository', 'pull', 'author'], message: 'Resource not accessible' }])
    answer()
    const look = await pulls().look(KEY)
    expect(look).toMatchObject({ state: 'open', headSha: HEAD, baseRef: 'main', isOntoDefault: true })
  })

  it('tells that it was closed, or merged', async () => {
    for (const state of ['CLOSED', 'MERGED']) {
      tell({ state })
      expect((await pulls().look(KEY)).state).toBe('closed')
    }
  })
})
