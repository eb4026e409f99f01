import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { githubPullRequests } from '../../src/adapters/github/pull-requests.ts'
import type { PullRequests } from '../../src/ports/pull-requests.ts'
import { forgetEverything, github, KEY, mintTokens, recordingTimers, testClients } from './github-test-clients.ts'

const REPO = '/repos/acme/infra'
const TIMELINE = `${REPO}/issues/7/timeline`
const COMMENTS = `${REPO}/pulls/7/comments`
const bob = { login: 'bob', id: 2, type: 'User' }
const copilot = { login: 'Copilot', id: 198982749, type: 'Bot' }
const at = '2026-11-02T10:00:00Z'
const next = { link: '<https://github.example.com/next>; rel="next"' }

let pulls: PullRequests

beforeEach(async () => {
  mintTokens()
  const timers = recordingTimers()
  pulls = githubPullRequests((await testClients(timers)).installation, timers)
})
afterEach(forgetEverything)

function answer(...events: readonly unknown[]): void {
  github().get(TIMELINE).query({ per_page: 100, page: 1 }).reply(200, events)
}

describe('the timeline', () => {
  it('is read once, and only where there was a review are the comments on lines read too', async () => {
    answer(
      { event: 'commented', user: bob, actor: bob, body: '@claude go', created_at: at },
      { event: 'reviewed', user: bob, body: 'Looks good', state: 'commented', submitted_at: at, commit_id: 'a' },
      { event: 'assigned', actor: bob, assignee: copilot, created_at: at },
      { event: 'labeled', label: {} },
    )
    github()
      .get(COMMENTS)
      .query(true)
      .reply(200, [{ user: bob, body: 'Here', path: 'a.tf', created_at: at }])
    expect(await pulls.timeline(KEY)).toEqual({
      events: [
        { kind: 'commented', actor: bob, body: '@claude go', at },
        { kind: 'commented', actor: bob, body: 'Looks good', at },
        { kind: 'assigned', actor: bob, assignee: copilot, at },
        { kind: 'commented', actor: bob, body: 'Here', path: 'a.tf', at },
      ],
      complete: true,
      isReviewed: true,
      reviewRequests: [],
      dismissals: new Map(),
    })
  })

  it.each([
    ['the app that began', { performed_via_github_app: { slug: 'copilot-pull-request-reviewer' } }],
    ['the coding agent where it names no app', { performed_via_github_app: null }],
  ])('tells of an agent at work, with %s', async (_what, via) => {
    answer({ event: 'copilot_work_started', actor: bob, created_at: at, ...via })
    const app = via.performed_via_github_app?.slug ?? 'copilot-swe-agent'
    expect((await pulls.timeline(KEY)).events).toEqual([{ kind: 'agent-started', actor: bob, app, at }])
  })

  it('keeps what deleted accounts did, as nobody’s', async () => {
    answer(
      { event: 'commented', user: null, body: null, created_at: at },
      { event: 'comment_deleted', created_at: at },
      { event: 'assigned', actor: bob, assignee: null, created_at: at },
      { event: 'reviewed', user: null, body: null, state: 'pending' },
    )
    github().get(COMMENTS).query(true).reply(200, [])
    expect(await pulls.timeline(KEY)).toMatchObject({
      events: [
        { kind: 'commented', actor: null, body: '' },
        { kind: 'comment-deleted', actor: null },
      ],
      complete: true,
    })
  })

  it.each([
    ['a comment without a time', { event: 'commented', user: bob, body: 'x' }],
    ['a comment at no time', { event: 'commented', user: bob, body: 'x', created_at: 'yesterday' }],
    ['a comment by an account of a new kind', { event: 'commented', user: { ...bob, type: 'Agent' }, created_at: at }],
    [
      'an assignment of somebody without a login',
      { event: 'assigned', actor: bob, assignee: { id: 1 }, created_at: at },
    ],
    ['an agent that began without saying when', { event: 'copilot_work_started', actor: bob }],
    ['a dismissal of nothing', { event: 'review_dismissed', actor: bob }],
  ])('is incomplete, and no fault, with %s', async (_what, event) => {
    answer(event, { event: 'commented', user: bob, body: 'y', created_at: at })
    const { events, complete } = await pulls.timeline(KEY)
    expect([complete, events]).toEqual([false, [{ kind: 'commented', actor: bob, body: 'y', at }]])
  })

  it('tells whose review was asked for, of a team only that it was, and passes over what it does not understand', async () => {
    answer(
      { event: 'review_requested', actor: bob, requested_reviewer: bob, created_at: at },
      { event: 'review_requested', actor: bob, requested_team: { slug: 'security' }, created_at: at },
      { event: 'review_requested', actor: bob, requested_reviewer: bob },
      { event: 'review_request_removed', actor: bob, requested_reviewer: bob, created_at: at },
    )
    const { reviewRequests, complete } = await pulls.timeline(KEY)
    expect([complete, reviewRequests]).toEqual([
      true,
      [
        { login: bob.login, at },
        { login: undefined, at },
      ],
    ])
  })

  it('passes over whatever is no event', async () => {
    answer(null, 7, 'commented', [], {}, { event: null }, { event: 'mentioned', actor: bob })
    const nothing = { events: [], dismissals: new Map(), reviewRequests: [] }
    expect(await pulls.timeline(KEY)).toEqual({ ...nothing, complete: true, isReviewed: false })
  })

  it('of which one event is not understood does not tell that nobody has reviewed', async () => {
    answer({ event: 'reviewed', user: bob, submitted_at: 'some day' })
    const { complete, isReviewed } = await pulls.timeline(KEY)
    expect([complete, isReviewed]).toEqual([false, undefined])
  })

  it('that nobody has reviewed saves asking for reviews', async () => {
    expect(await pulls.reviews(KEY, { dismissals: new Map(), isReviewed: false })).toEqual([])
  })

  it('is incomplete where it is longer than what is read', async () => {
    github().get(TIMELINE).query(true).times(30).reply(200, [], next)
    expect(await pulls.timeline(KEY)).toMatchObject({ complete: false })
  })

  it('is incomplete where comments on lines are too many or not understood', async () => {
    const review = { event: 'reviewed', user: bob, body: '', state: 'commented', submitted_at: at }
    answer(review)
    github().get(COMMENTS).query(true).times(10).reply(200, [], next)
    expect(await pulls.timeline(KEY)).toMatchObject({ complete: false })
    answer(review)
    github()
      .get(COMMENTS)
      .query(true)
      .reply(200, [{ user: bob }])
    expect(await pulls.timeline(KEY)).toMatchObject({ complete: false })
  })

  it('tells which reviews were dismissed, and that alone of those that said something', async () => {
    const dismissed = (review_id: number, state: string) => ({
      event: 'review_dismissed',
      actor: bob,
      dismissed_review: { review_id, state },
    })
    answer(dismissed(1, 'approved'), dismissed(2, 'CHANGES_REQUESTED'), dismissed(3, 'commented'))
    expect((await pulls.timeline(KEY)).dismissals).toEqual(
      new Map([
        [1, { from: 'APPROVED', by: bob }],
        [2, { from: 'CHANGES_REQUESTED', by: bob }],
      ]),
    )
  })

  it('that may not be read is a fault', async () => {
    github().get(TIMELINE).query(true).reply(403, { message: 'Resource not accessible by integration' })
    await expect(pulls.timeline(KEY)).rejects.toMatchObject({ kind: 'forbidden' })
  })
})

describe('the app that opened a pull request', () => {
  const issue = (number: number, status: number, body: object) =>
    github().get(`${REPO}/issues/${number}`).reply(status, body)
  const openedVia = (number: number) => pulls.openedVia({ ...KEY, number })

  it('is told, or that there is none, and asked for once', async () => {
    issue(20, 200, { performed_via_github_app: { slug: 'claude' } })
    issue(21, 200, { performed_via_github_app: null })
    for (const _ of ['asked', 'remembered']) {
      expect([await openedVia(20), await openedVia(21)]).toEqual(['claude', null])
    }
  })

  it('is not known without the permission, where the issue is gone, or where the answer is another one', async () => {
    issue(22, 403, { message: 'Resource not accessible by integration' })
    issue(23, 404, { message: 'Not Found' })
    issue(24, 200, { performed_via_github_app: 'claude' })
    for (const number of [22, 23, 24]) expect(await openedVia(number)).toBeUndefined()
  })
})

describe('the files of a commit', () => {
  const commit = (status: number, body: object, headers = {}) =>
    github().get(`${REPO}/commits/abc`).query(true).reply(status, body, headers)

  it('are all names that it touches, of a renamed file both', async () => {
    commit(200, { files: [{ filename: 'a.tf' }, { filename: 'c.tf', previous_filename: 'b.tf' }] })
    expect(await pulls.changedFiles(KEY, 'abc')).toEqual(['a.tf', 'c.tf', 'b.tf'])
  })

  it('are not known where there are more, where GitHub lists none, or where the commit is gone', async () => {
    commit(200, { files: [{ filename: 'a.tf' }] }, next)
    commit(200, {})
    commit(404, { message: 'Not Found' })
    commit(422, { message: 'No commit found for SHA: abc' })
    for (const _ of ['more', 'none', 'gone', 'unknown']) expect(await pulls.changedFiles(KEY, 'abc')).toBeUndefined()
  })
})

describe('the signature of a commit', () => {
  it('is told in GitHub’s words, and absent where GitHub says nothing', async () => {
    const person = { name: 'A', email: 'a@example.com' }
    const commit = (sha: string, verification?: object) => ({
      sha,
      commit: { author: person, committer: person, message: 'm', verification },
      author: null,
      committer: null,
      parents: [],
    })
    const verification = { verified: false, reason: 'bad_email', signature: 'x', payload: 'y', verified_at: null }
    github()
      .get(`${REPO}/pulls/7/commits`)
      .query(true)
      .reply(200, [commit('1', verification), commit('2')])
    const [signed, other] = (await pulls.commits(KEY)).commits
    expect(signed?.verification).toEqual({ verified: false, reason: 'bad_email' })
    expect(other).not.toHaveProperty('verification')
  })
})
