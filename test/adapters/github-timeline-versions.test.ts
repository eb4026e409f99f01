import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { githubPullRequests } from '../../src/adapters/github/pull-requests.ts'
import type { PullRequests } from '../../src/ports/pull-requests.ts'
import { forgetEverything, github, KEY, mintTokens, recordingTimers, testClients } from './github-test-clients.ts'

const REPO = '/repos/acme/infra'
const bob = { login: 'bob', id: 2, type: 'User' }
const at = '2026-11-02T10:00:00Z'
const later = '2026-11-02T10:05:00Z'
const COMMENT = { event: 'commented', user: bob, body: 'ok', node_id: 'IC_1', created_at: at, updated_at: later }

let pulls: PullRequests

beforeEach(async () => {
  mintTokens()
  const timers = recordingTimers()
  pulls = githubPullRequests((await testClients(timers)).installation, timers)
})
afterEach(forgetEverything)

function tells(...events: readonly unknown[]): void {
  github().get(`${REPO}/issues/7/timeline`).query(true).reply(200, events)
}

const asking = z.object({ variables: z.record(z.string(), z.string()) })

/** It stands beside the REST interface of an enterprise host. */
function graphql(): nock.Interceptor {
  return nock('https://github.example.com').post('/api/graphql')
}

/** Answers for the comments asked about, in order; tells what was asked. */
function answers(...histories: readonly unknown[]): { readonly ids: () => readonly string[] } {
  const asked: string[] = []
  graphql().reply(200, async (request: Request) => {
    const { variables } = asking.parse(await request.json())
    asked.push(...Object.values(variables))
    return { data: Object.fromEntries(histories.map((each, index) => [`c${index}`, each])) }
  })
  return { ids: () => asked }
}

const editor = { __typename: 'User', login: 'alice', databaseId: 1 }
const edit = (diff: string | null, by: object | null = editor) => ({ diff, editedAt: later, editor: by })
const history = (nodes: readonly unknown[], more: object = {}) => ({
  lastEditedAt: later,
  includesCreatedEdit: true,
  userContentEdits: { totalCount: nodes.length, nodes },
  ...more,
})
const edited = async () => {
  const { events, complete } = await pulls.timeline(KEY)
  expect(complete).toBe(true)
  return events.map((event) => (event.kind === 'commented' ? event.edited : event))
}

describe('an edited comment', () => {
  it('is told with every version and its editor', async () => {
    tells(COMMENT)
    const { ids } = answers(history([edit('ok'), edit('@claude do it', null)]))
    const alice = { login: 'alice', id: 1, type: 'User' }
    const versions = [
      { body: 'ok', editor: alice, at: later },
      { body: '@claude do it', editor: null, at: later },
    ]
    expect(await edited()).toEqual([{ versions, complete: true }])
    expect(ids()).toEqual(['IC_1'])
  })

  it('may be a review, or a comment on a line', async () => {
    const review = { ...COMMENT, event: 'reviewed', node_id: 'PRR_1', state: 'commented', submitted_at: at }
    tells(review)
    github()
      .get(`${REPO}/pulls/7/comments`)
      .query(true)
      .reply(200, [{ ...COMMENT, node_id: 'PRRC_1', path: 'a.tf' }])
    const { ids } = answers(history([edit('a')]), history([edit('b')]))
    const versionOf = (body: string) => [expect.objectContaining({ body })]
    expect(await edited()).toEqual([
      { versions: versionOf('a'), complete: true },
      { versions: versionOf('b'), complete: true },
    ])
    expect(ids()).toEqual(['PRR_1', 'PRRC_1'])
  })

  it('is none where its time changed for another reason', async () => {
    tells(COMMENT)
    answers(history([], { lastEditedAt: null, includesCreatedEdit: false }))
    expect(await edited()).toEqual([undefined])
  })

  it.each([
    ['a version was deleted from it', history([edit('ok'), edit(null)])],
    ['it is longer than what is read', history([edit('ok')], { userContentEdits: { totalCount: 51, nodes: [] } })],
    ['it begins too late', history([edit('ok')], { includesCreatedEdit: false })],
    ['it was edited, and nothing is told of it', history([])],
    ['an editor has no number', history([edit('ok', { __typename: 'User', login: 'eve' })])],
    ['an editor is of a new kind', history([edit('ok', { __typename: 'Agent', login: 'eve', databaseId: 4 })])],
    ['there is none', null],
    ['it is told in another way', { edits: [] }],
  ])('has an incomplete history where %s', async (_what, told) => {
    tells(COMMENT)
    answers(told)
    expect(await edited()).toEqual([expect.objectContaining({ complete: false })])
  })

  it.each([
    ['refuses', 403, { message: 'Resource not accessible by integration' }],
    ['has no such interface', 404, { message: 'Not Found' }],
    ['names an error', 200, { data: { c0: null }, errors: [{ type: 'NOT_FOUND', message: 'Gone' }] }],
    ['answers something else', 200, { data: [] }],
  ])('has an incomplete history where GitHub %s', async (_what, status, body) => {
    tells(COMMENT)
    graphql().reply(status, body)
    expect(await edited()).toEqual([{ versions: [], complete: false }])
  })

  it('is one of twenty at most that are asked about; the history of the others is not known', async () => {
    tells(...Array.from({ length: 25 }, (_, index) => ({ ...COMMENT, node_id: `IC_${index}` })))
    const { ids } = answers(...Array.from({ length: 20 }, () => history([edit('ok')])))
    const told = await edited()
    expect(ids()).toHaveLength(20)
    expect(told.map((each) => each !== undefined && 'complete' in each && each.complete)).toEqual([
      ...Array.from({ length: 20 }, () => true),
      ...Array.from({ length: 5 }, () => false),
    ])
  })
})

describe('nothing is asked about', () => {
  it.each([
    ['a comment that was never edited', { ...COMMENT, updated_at: at }],
    ['a comment of an app, which edits its comments all the time', { ...COMMENT, user: { ...bob, type: 'Bot' } }],
    ['a comment of which no change is told', { ...COMMENT, updated_at: null }],
  ])('%s', async (_what, event) => {
    tells(event)
    expect(await edited()).toEqual([undefined])
  })
})

it('a comment on a line is read though the timeline tells of no review, but of the comment', async () => {
  tells({ event: 'line-commented', node_id: 'PRRC_1', comments: [] })
  github()
    .get(`${REPO}/pulls/7/comments`)
    .query(true)
    .reply(200, [{ user: bob, body: '@claude here', path: 'a.tf', created_at: at }])
  expect(await pulls.timeline(KEY)).toMatchObject({ events: [{ actor: bob, body: '@claude here' }], complete: true })
})
