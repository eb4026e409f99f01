import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { githubPullRequests } from '../../src/adapters/github/pull-requests.ts'
import type { PullRequests } from '../../src/ports/pull-requests.ts'
import {
  forgetEverything,
  github,
  KEY,
  mintTokens,
  type RecordingTimers,
  recordingTimers,
  testClients,
} from './github-test-clients.ts'

const REPO = '/repos/acme/infra'
const PULL = `${REPO}/pulls/7`
const HEAD = 'a'.repeat(40)
const TIP = 'b'.repeat(40)
const FORK_POINT = 'c'.repeat(40)
const MERGE = 'd'.repeat(40)
const STALE = 'e'.repeat(40)
const user = { login: 'octo', id: 1, type: 'User' }
const OWNER = { login: 'acme', id: 2, type: 'Organization' }

let timers: RecordingTimers
let pulls: PullRequests

beforeEach(async () => {
  mintTokens()
  timers = recordingTimers()
  pulls = githubPullRequests((await testClients(timers)).installation, timers)
})
afterEach(forgetEverything)

const body = {
  number: 7,
  state: 'open',
  draft: false,
  title: 'Widen',
  body: null,
  user,
  head: { sha: HEAD, ref: 'feature/x', user: OWNER, repo: { id: 1 } },
  base: { sha: FORK_POINT, ref: 'release/1.0', repo: { id: 1, default_branch: 'main' } },
  mergeable: true,
  merge_commit_sha: MERGE,
}

function answerPull(...answers: readonly object[]): void {
  for (const answer of answers)
    github()
      .get(PULL)
      .reply(200, { ...body, ...answer })
}

function answerSurroundings(): void {
  github()
    .get(`${REPO}/git/ref/heads%2Frelease%2F1.0`)
    .reply(200, { object: { sha: TIP } })
  github()
    .get(`${REPO}/compare/${TIP}...${HEAD}`)
    .query(true)
    .reply(200, { merge_base_commit: { sha: FORK_POINT }, total_commits: 0, commits: [] })
}

function answerMerge(sha: string, parents: readonly string[]): void {
  github()
    .get(`${REPO}/git/commits/${sha}`)
    .reply(200, { parents: parents.map((parent) => ({ sha: parent })) })
}

describe('a pull request', () => {
  it('is told with its branch tip, merge base and test merge', async () => {
    answerPull({})
    answerSurroundings()
    answerMerge(MERGE, [TIP, HEAD])
    expect(await pulls.get(KEY)).toEqual({
      number: 7,
      state: 'open',
      draft: false,
      title: 'Widen',
      body: '',
      author: user,
      headSha: HEAD,
      headRef: 'feature/x',
      baseRef: 'release/1.0',
      isOntoDefault: false,
      baseTipSha: TIP,
      mergeBaseSha: FORK_POINT,
      testMergeSha: MERGE,
      requestedReviewers: [],
      requestedTeams: 0,
    })
    expect(timers.slept).toEqual([])
  })

  it.each([
    ['a fork', { id: 5 }],
    ['a fork that was deleted since', null],
  ])('tells who owns the repository of its branch where that is %s', async (_what, repo) => {
    answerPull({ head: { ...body.head, user, repo } })
    answerSurroundings()
    answerMerge(MERGE, [TIP, HEAD])
    expect((await pulls.get(KEY)).forkOwner).toEqual(user)
  })

  it('has no test merge where it conflicts', async () => {
    answerPull({ mergeable: false, merge_commit_sha: STALE })
    answerSurroundings()
    expect((await pulls.get(KEY)).testMergeSha).toBeNull()
  })

  it('is looked at again while GitHub computes, and an old merge is not believed', async () => {
    answerPull({ mergeable: null, merge_commit_sha: STALE }, { merge_commit_sha: STALE }, {})
    answerSurroundings()
    answerMerge(STALE, [FORK_POINT, HEAD])
    answerMerge(MERGE, [TIP, HEAD])
    expect((await pulls.get(KEY)).testMergeSha).toBe(MERGE)
    expect(timers.slept).toEqual([300, 700])
  })

  it('has an unknown test merge where GitHub is not done after three more looks', async () => {
    const computing = { mergeable: null, merge_commit_sha: STALE }
    answerPull(computing, computing, computing, computing)
    answerSurroundings()
    expect((await pulls.get(KEY)).testMergeSha).toBeUndefined()
    expect(timers.slept).toEqual([300, 700, 1500])
  })

  it('has an unknown test merge where the head moves meanwhile, or the merge is gone', async () => {
    answerPull({ mergeable: null }, { head: { ...body.head, sha: STALE } })
    answerSurroundings()
    expect((await pulls.get(KEY)).testMergeSha).toBeUndefined()
    answerPull({}, {}, {}, {})
    answerSurroundings()
    github().get(`${REPO}/git/commits/${MERGE}`).times(4).reply(404, { message: 'Not Found' })
    expect((await pulls.get(KEY)).testMergeSha).toBeUndefined()
  })

  it('that is closed is told although its branch is gone', async () => {
    answerPull({ state: 'closed', mergeable: null })
    github().get(`${REPO}/git/ref/heads%2Frelease%2F1.0`).reply(404, { message: 'Not Found' })
    github()
      .get(`${REPO}/compare/${FORK_POINT}...${HEAD}`)
      .query(true)
      .reply(200, { merge_base_commit: { sha: FORK_POINT }, total_commits: 0, commits: [] })
    expect(await pulls.get(KEY)).toMatchObject({ state: 'closed', baseTipSha: FORK_POINT, testMergeSha: undefined })
  })

  it('of a deleted account has an author that counts as no human', async () => {
    answerPull({ user: null })
    answerSurroundings()
    answerMerge(MERGE, [TIP, HEAD])
    expect((await pulls.get(KEY)).author.type).toBe('Mannequin')
  })

  it('that says something unknown is a fault that names the field', async () => {
    answerPull({ state: 'locked' })
    await expect(pulls.get(KEY)).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringMatching(/acme\/infra#7.* state: /),
    })
    answerPull({ user: { ...user, type: 'Robot' } })
    await expect(pulls.get(KEY)).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('user.type: '),
    })
  })

  it('that is not there is not found', async () => {
    github().get(PULL).reply(404, { message: 'Not Found' })
    await expect(pulls.get(KEY)).rejects.toMatchObject({ kind: 'not-found' })
  })
})

const next = { link: `<https://github.example.com/next>; rel="next", <https://github.example.com/last>; rel="last"` }

describe('commits', () => {
  const commit = (number: number) => ({
    sha: String(number),
    commit: { author: { name: 'A', email: 'a@example.com' }, committer: null, message: 'm' },
    author: {},
    committer: null,
    parents: [{ sha: 'p' }],
  })
  const page = (from: number, count: number) => Array.from({ length: count }, (_, number) => commit(from + number))

  it('are read to the last page, and none is taken for granted', async () => {
    github().get(`${PULL}/commits`).query({ per_page: 100, page: 1 }).reply(200, page(0, 100), next)
    github().get(`${PULL}/commits`).query({ per_page: 100, page: 2 }).reply(200, page(100, 1))
    const { commits, complete } = await pulls.commits(KEY)
    expect(complete).toBe(true)
    expect(commits).toHaveLength(101)
    const nobody = { committerName: '', committerEmail: '' }
    expect(commits[100]).toEqual({
      sha: '100',
      authorName: 'A',
      authorEmail: 'a@example.com',
      ...nobody,
      message: 'm',
      parents: 1,
    })
  })

  it('are incomplete at 250, where GitHub cuts', async () => {
    github().get(`${PULL}/commits`).query({ per_page: 100, page: 1 }).reply(200, page(0, 100), next)
    github().get(`${PULL}/commits`).query({ per_page: 100, page: 2 }).reply(200, page(100, 100), next)
    github().get(`${PULL}/commits`).query({ per_page: 100, page: 3 }).reply(200, page(200, 50))
    expect(await pulls.commits(KEY)).toMatchObject({ complete: false, commits: { length: 250 } })
  })
})

describe('reviews', () => {
  const review = { id: 5, user, state: 'APPROVED', commit_id: HEAD, submitted_at: '2026-11-02T10:00:00Z' }
  const answer = (...reviews: readonly object[]) => github().get(`${PULL}/reviews`).query(true).reply(200, reviews)

  it('are told as submitted, without pending ones', async () => {
    answer(
      review,
      { ...review, id: 6, user: null, commit_id: null },
      { ...review, id: 7, state: 'PENDING', submitted_at: undefined },
    )
    const submittedAt = '2026-11-02T10:00:00Z'
    expect(await pulls.reviews(KEY, { dismissals: new Map() })).toEqual([
      { id: 5, author: user, state: 'APPROVED', commitSha: HEAD, submittedAt },
      { id: 6, author: null, state: 'APPROVED', commitSha: null, submittedAt },
    ])
  })

  it('in an unknown state or without a time are a fault', async () => {
    answer({ ...review, state: 'RUBBER_STAMPED' })
    await expect(pulls.reviews(KEY, { dismissals: new Map() })).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('0.state: '),
    })
    answer({ ...review, submitted_at: null })
    await expect(pulls.reviews(KEY, { dismissals: new Map() })).rejects.toMatchObject({
      message: expect.stringContaining('0.submitted_at: '),
    })
  })

  it('without end are a fault', async () => {
    github().get(`${PULL}/reviews`).query(true).times(50).reply(200, [review], next)
    await expect(pulls.reviews(KEY, { dismissals: new Map() })).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('5000 reviews'),
    })
  })
})

describe('permission', () => {
  const answer = (status: number, answered: object) =>
    github().get(`${REPO}/collaborators/octo/permission`).reply(status, answered)

  it.each([
    ['admin', 'admin'],
    ['maintain', 'write'],
    ['write', 'write'],
    ['triage', 'read'],
    ['read', 'read'],
    ['none', 'none'],
  ])('%s counts as %s', async (permission, expected) => {
    answer(200, { permission, role_name: 'of the organisation' })
    expect(await pulls.permission(KEY, 'octo')).toBe(expected)
  })

  it('is none for who is not found, and a fault where GitHub says something unknown or nothing', async () => {
    answer(404, { message: 'octo is not a user' })
    expect(await pulls.permission(KEY, 'octo')).toBe('none')
    answer(200, { permission: 'owner' })
    await expect(pulls.permission(KEY, 'octo')).rejects.toMatchObject({ kind: 'invalid' })
    answer(403, { message: 'Resource not accessible by integration' })
    await expect(pulls.permission(KEY, 'octo')).rejects.toMatchObject({ kind: 'forbidden' })
  })
})

describe('asking for reviews', () => {
  it('is refused above fifteen, and tells what GitHub refuses', async () => {
    const many = Array.from({ length: 16 }, (_, number) => `user-${number}`)
    await expect(pulls.requestReviewers(KEY, many)).rejects.toMatchObject({ kind: 'invalid' })
    const message = 'Reviews may only be requested from collaborators.'
    github()
      .post(`${PULL}/requested_reviewers`, { reviewers: ['octo'] })
      .reply(422, { message })
    await expect(pulls.requestReviewers(KEY, ['octo'])).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining(message),
    })
    await pulls.requestReviewers(KEY, [])
    expect(nock.pendingMocks()).toEqual([])
  })
})
