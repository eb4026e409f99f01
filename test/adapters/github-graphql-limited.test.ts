import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { github, KEY } from './github-test-clients.ts'
import { pullRequestsUnderTest } from './pull-requests-under-test.ts'

const HEAD = 'a'.repeat(40)
const OPEN = '/repos/acme/infra/pulls'
const LIMITED = { data: null, errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] }
const HEADERS = {
  date: 'Mon, 02 Nov 2026 10:00:00 GMT',
  'x-ratelimit-resource': 'graphql',
  'x-ratelimit-remaining': '0',
  'x-ratelimit-limit': '5000',
  'x-ratelimit-reset': String(Date.parse('2026-11-02T10:20:00Z') / 1_000),
}

const pulls = pullRequestsUnderTest()

/** The first of its reads tells the head. */
function answerPull(): void {
  const branch = { sha: HEAD, ref: 'x', repo: { id: 1, default_branch: 'main' } }
  const pull = { number: 7, state: 'open', title: 'x', head: branch, base: { ...branch, ref: 'main' } }
  github()
    .get(`${OPEN}/7`)
    .reply(200, { ...pull, mergeable: null, merge_commit_sha: null })
}

async function looked() {
  const look = await pulls().look(KEY)
  return look.pulls()
}

function graphqlIsLimited(headers: Readonly<Record<string, string>> = {}): void {
  nock('https://github.example.com').post('/api/graphql').reply(200, LIMITED, headers)
}

/** A page of the open pull requests: of numbers from here on, with none of them at the head. */
function answerPage(page: number, next: boolean, headers: Readonly<Record<string, string>> = {}): void {
  const listed = [{ number: page, state: 'open', head: { sha: 'b'.repeat(40) }, base: { ref: 'main' } }]
  const link = next ? { link: `<https://github.example.com/x?page=${page + 1}>; rel="next"` } : {}
  github()
    .get(OPEN)
    .query((query) => query['page'] === String(page))
    .reply(200, listed, { ...link, ...headers })
}

describe('where GraphQL is asked too much for now', () => {
  it('an examination does not read fifty pages of pull requests instead, and comes back when GitHub says', async () => {
    graphqlIsLimited(HEADERS)
    answerPull()
    for (const page of [1, 2, 3]) answerPage(page, true)
    await expect(looked()).rejects.toMatchObject({ kind: 'rate-limited', retryAfterMs: 1_201_000 })
    expect(nock.pendingMocks()).toEqual([])
  })

  it('comes back in a minute where GitHub does not say when', async () => {
    graphqlIsLimited()
    answerPull()
    for (const page of [1, 2, 3]) answerPage(page, true)
    await expect(looked()).rejects.toMatchObject({ kind: 'rate-limited', retryAfterMs: 60_000 })
  })

  it('a few pages still do', async () => {
    graphqlIsLimited(HEADERS)
    answerPull()
    for (const page of [1, 2]) answerPage(page, page < 2)
    github().get(`${OPEN}/7`).reply(404, { message: 'Not Found' })
    await expect(looked()).rejects.toMatchObject({ kind: 'not-found' })
    expect(nock.pendingMocks()).toEqual([])
  })
})
