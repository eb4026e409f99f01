import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { githubChangeHistory } from '../../src/adapters/github/change-history.ts'
import { createClients } from '../../src/adapters/github/clients.ts'
import type { ChangeHistory } from '../../src/ports/change-history.ts'
import { forgetEverything, github, KEY, mintTokens, recordingTimers, testClients } from './github-test-clients.ts'

const [HEAD, NOTED, NOTES] = ['a'.repeat(40), 'b'.repeat(40), 'd'.repeat(40)]
const REPOSITORY = '/repos/acme/infra'

let history: ChangeHistory
beforeEach(async () => {
  mintTokens()
  const clients = await testClients(recordingTimers())
  history = githubChangeHistory(clients.installation, KEY)
})
afterEach(forgetEverything)

/** What GraphQL answers to the next request, beside the REST interface of an enterprise host. */
function graphql(body: object): nock.Scope {
  return nock('https://github.example.com').post('/api/graphql').reply(200, body)
}

/** `[first line, last line, commit]` */
function blamed(ranges: readonly (readonly [number, number, string])[], more: object = {}): object {
  const shaped = ranges.map(([startingLine, endingLine, oid]) => ({ startingLine, endingLine, commit: { oid } }))
  const commit = { blame: { ranges: shaped } }
  return { data: { repository: { commit, skipped: null, version: { text: 'a\nb\n', isTruncated: false }, ...more } } }
}

describe('a blame of GitHub', () => {
  it('is asked for again where GitHub was out of order for a moment', async () => {
    nock('https://github.example.com').post('/api/graphql').reply(502, { message: 'Bad Gateway' })
    graphql(blamed([[1, 2, HEAD]]))
    expect(await history.lineOrigins(HEAD, 'main.tf')).toHaveLength(1)
  })

  it('is taken as it is, with places for the lines of the commit itself', async () => {
    graphql(
      blamed([
        [1, 1, NOTED],
        [2, 2, HEAD],
      ]),
    )
    expect(await history.lineOrigins(HEAD, 'main.tf')).toEqual([
      { sha: NOTED, startLine: 1, endLine: 1 },
      { sha: HEAD, startLine: 2, endLine: 2, original: { path: 'main.tf', startLine: 2 } },
    ])
  })

  it.each([
    [
      'says that something is not there',
      { data: { repository: null }, errors: [{ type: 'NOT_FOUND', message: 'no' }] },
    ],
    ['says that it took too long', { data: null, errors: [{ message: 'Something went wrong while executing' }] }],
    ['knows no such field', { errors: [{ message: 'No field' }] }],
    ['is about no commit', { data: { repository: { commit: {}, skipped: null, version: null } } }],
    ['has no ranges', blamed([])],
    [
      'has a gap',
      blamed([
        [1, 1, HEAD],
        [3, 3, HEAD],
      ]),
    ],
    ['begins behind the first line', blamed([[2, 3, HEAD]])],
    [
      'runs backwards',
      blamed([
        [1, 2, HEAD],
        [3, 2, HEAD],
      ]),
    ],
    ['skips commits of a list', blamed([[1, 1, HEAD]], { skipped: { oid: NOTES } })],
  ])('that %s tells nothing', async (_, body) => {
    graphql(body)
    expect(await history.lineOrigins(HEAD, 'main.tf')).toBeUndefined()
  })

  it('that is too much for now is a fault to come back from', async () => {
    graphql({ data: null, errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] })
    await expect(history.lineOrigins(HEAD, 'main.tf')).rejects.toMatchObject({ kind: 'rate-limited', retryable: true })
  })

  it('of a shape that is not known is a fault', async () => {
    graphql({ data: { repository: { commit: { blame: { ranges: [{}] } } } } })
    await expect(history.lineOrigins(HEAD, 'main.tf')).rejects.toMatchObject({ name: 'Fault', kind: 'invalid' })
  })

  it.each([
    ['cut', { text: 'a\n', isTruncated: true }],
    ['no text', { text: null, isTruncated: false }],
    ['elsewhere', null],
  ])('leaves lines of a noted commit without a place where its version is %s', async (_, version) => {
    await noted()
    graphql(blamed([[1, 2, NOTED]]))
    graphql({ data: { repository: { v0: version } } })
    expect(await history.lineOrigins(HEAD, 'main.tf')).toEqual([{ sha: NOTED, startLine: 1, endLine: 2 }])
  })

  it('leaves only those lines without a place that stood nowhere in their commit', async () => {
    await noted()
    graphql(blamed([[1, 2, NOTED]]))
    graphql({ data: { repository: { v0: { text: 'x\ny\nb\n', isTruncated: false } } } })
    expect(await history.lineOrigins(HEAD, 'main.tf')).toEqual([
      { sha: NOTED, startLine: 1, endLine: 1 },
      { sha: NOTED, startLine: 2, endLine: 2, original: { path: 'main.tf', startLine: 3 } },
    ])
  })

  it('is asked for beside the interface of github.com too', async () => {
    const { privateKey } = await import('node:crypto').then(({ generateKeyPairSync }) =>
      generateKeyPairSync('rsa', {
        modulusLength: 2048,
        privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
        publicKeyEncoding: { type: 'spki', format: 'pem' },
      }),
    )
    const expires_at = '2099-01-01T00:00:00Z'
    nock('https://api.github.com').post('/app/installations/9/access_tokens').reply(201, { token: 'ghs_9', expires_at })
    nock('https://api.github.com', { reqheaders: { authorization: 'token ghs_9' } })
      .post('/graphql')
      .reply(200, blamed([[1, 2, HEAD]]))
    const { installation } = await createClients({ appId: 1, privateKey, timers: recordingTimers() })
    expect(await githubChangeHistory(installation, KEY).lineOrigins(HEAD, 'main.tf')).toHaveLength(1)
  })
})

describe('notes on GitHub', () => {
  it('are none where the ref is another one, or of no commit', async () => {
    for (const answer of [ref('refs/notes/ai-other', 'commit'), ref('refs/notes/ai', 'tag')]) {
      github().get(`${REPOSITORY}/git/ref/notes%2Fai`).reply(200, answer)
      expect(await history.notes([NOTED])).toEqual({ notes: [], complete: true })
    }
  })

  it('are none in a repository that is empty', async () => {
    github().get(`${REPOSITORY}/git/ref/notes%2Fai`).reply(409, { message: 'Git Repository is empty.' })
    expect(await history.notes([NOTED])).toEqual({ notes: [], complete: true })
  })

  it('leave one out that is too large', async () => {
    tree([node(NOTED, 8 * 1024 * 1024 + 1)])
    expect(await history.notes([NOTED])).toEqual({ notes: [], complete: false })
  })

  it('are a fault where a content is not what its id says', async () => {
    tree([node(NOTED, 3)])
    github()
      .get(/git\/blobs/)
      .reply(200, { content: 'eHl6', encoding: 'base64', size: 3 })
    await expect(history.notes([NOTED])).rejects.toMatchObject({ name: 'Fault', kind: 'unavailable' })
  })

  it('are asked for again after a failure', async () => {
    github().get(`${REPOSITORY}/git/ref/notes%2Fai`).reply(200, ref('refs/notes/ai', 'commit'))
    github().get(`${REPOSITORY}/git/trees/${NOTES}`).times(9).reply(502, { message: 'Bad Gateway' })
    await expect(history.notes([NOTED])).rejects.toMatchObject({ name: 'Fault', kind: 'unavailable' })
    forgetEverything()
    tree([])
    expect(await history.notes([NOTED])).toEqual({ notes: [], complete: true })
  })
})

function ref(name: string, type: string): object {
  return { ref: name, object: { type, sha: NOTES } }
}

function node(path: string, size: number): object {
  return { path, type: 'blob', mode: '100644', sha: ABC, size }
}

/** The id of a blob that holds `abc`. */
const ABC = 'f2ba8f84ab5c1bce84a7b441cb1959cfc7093b7f'

/** The tree of notes, of the commit that the ref names. */
function tree(nodes: readonly object[], sha = NOTES): void {
  github()
    .get(`${REPOSITORY}/git/ref/notes%2Fai`)
    .reply(200, { ref: 'refs/notes/ai', object: { type: 'commit', sha } })
  github().get(`${REPOSITORY}/git/trees/${sha}`).reply(200, { tree: nodes, truncated: false })
}

/** Reads a note of the commit, so that its lines are of interest. */
async function noted(): Promise<void> {
  tree([node(NOTED, 3)])
  github().get(`${REPOSITORY}/git/blobs/${ABC}`).reply(200, { content: 'YWJj', encoding: 'base64', size: 3 })
  expect(await history.notes([NOTED])).toEqual({ notes: [{ sha: NOTED, text: 'abc' }], complete: true })
}
