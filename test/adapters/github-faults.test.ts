import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GitHubClient } from '../../src/adapters/github/answer.ts'
import { Fault } from '../../src/ports/fault.ts'
import {
  forgetEverything,
  github,
  mintTokens,
  NOW_MS,
  type RecordingTimers,
  recordingTimers,
  testClients,
} from './github-test-clients.ts'

let client: GitHubClient
let timers: RecordingTimers

beforeEach(async () => {
  mintTokens()
  timers = recordingTimers()
  client = await (await testClients(timers)).installation(9)
})
afterEach(forgetEverything)

const read = () => client.request('GET /repos/{owner}/{repo}', { owner: 'acme', repo: 'infra' })
const write = () =>
  client.request('POST /repos/{owner}/{repo}/check-runs', { owner: 'acme', repo: 'infra', name: 'n', head_sha: 'a' })

async function faultOf(asked: Promise<unknown>): Promise<Fault> {
  const error = await asked.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Fault)) throw new Error(`expected a Fault, got ${error}`)
  return error
}

const SECONDARY = { message: 'You have exceeded a secondary rate limit. Please wait a few minutes.' }

describe('a limit of GitHub', () => {
  it('is waited for as long as retry-after says', async () => {
    github().get('/repos/acme/infra').reply(403, SECONDARY, { 'retry-after': '3' })
    github().get('/repos/acme/infra').reply(200, { id: 1 })
    expect((await read()).data).toEqual({ id: 1 })
    expect(timers.slept).toEqual([3000])
  })

  it('is waited for by 429 too, and for a write as well, since GitHub did not carry it out', async () => {
    github().post('/repos/acme/infra/check-runs').reply(429, { message: 'Too many' }, { 'retry-after': '2' })
    github().post('/repos/acme/infra/check-runs').reply(201, { id: 1 })
    expect((await write()).data).toEqual({ id: 1 })
    expect(timers.slept).toEqual([2000])
  })

  it('that is longer than ten seconds is left to the queue, and nothing more is sent meanwhile', async () => {
    github().get('/repos/acme/infra').reply(403, SECONDARY, { 'retry-after': '60' })
    expect(await faultOf(read())).toMatchObject({ kind: 'rate-limited', retryable: true, retryAfterMs: 60_000 })
    expect(await faultOf(read())).toMatchObject({ kind: 'rate-limited', retryAfterMs: 60_000 })
    expect(timers.slept).toEqual([])
    expect(nock.pendingMocks()).toEqual([])
  })

  it('without retry-after is a minute for a secondary limit', async () => {
    github().get('/repos/acme/infra').reply(403, SECONDARY)
    expect(await faultOf(read())).toMatchObject({ kind: 'rate-limited', retryAfterMs: 60_000 })
  })

  it('of the hour lasts until its reset', async () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW_MS / 1000 + 1800) }
    github().get('/repos/acme/infra').reply(403, { message: 'API rate limit exceeded' }, headers)
    expect(await faultOf(read())).toMatchObject({ kind: 'rate-limited', retryAfterMs: 1_801_000 })
  })
})

describe('a failure of GitHub', () => {
  it('is tried again for a read', async () => {
    github().get('/repos/acme/infra').reply(502, 'Bad gateway', { 'content-type': 'text/html' })
    github().get('/repos/acme/infra').reply(503, { message: 'Unavailable' })
    github().get('/repos/acme/infra').reply(200, { id: 1 })
    expect((await read()).data).toEqual({ id: 1 })
    expect(timers.slept).toEqual([250, 500])
  })

  it('ends after four tries', async () => {
    github().get('/repos/acme/infra').times(4).reply(500, { message: 'Server Error' })
    const fault = await faultOf(read())
    expect(fault).toMatchObject({ kind: 'unavailable', retryable: true })
    expect(fault.message).toBe('GitHub answered 500 to GET /api/v3/repos/acme/infra: Server Error')
    expect(timers.slept).toEqual([250, 500, 1000])
  })

  it('is not repeated for a write, which may have been made', async () => {
    github().post('/repos/acme/infra/check-runs').reply(502, { message: 'Bad gateway' })
    expect(await faultOf(write())).toMatchObject({ kind: 'unavailable', retryable: true })
    expect(timers.slept).toEqual([])
  })

  it('may be a dropped connection', async () => {
    github().get('/repos/acme/infra').replyWithError('socket hang up')
    github().get('/repos/acme/infra').reply(200, { id: 1 })
    expect((await read()).data).toEqual({ id: 1 })
    github().post('/repos/acme/infra/check-runs').replyWithError('socket hang up')
    expect(await faultOf(write())).toMatchObject({ kind: 'unavailable' })
  })

  it('may be an answer that is cut short or is a page of a proxy', async () => {
    github().get('/repos/acme/infra').reply(200, '{"id": 1, "na', { 'content-type': 'application/json; charset=utf-8' })
    github().get('/repos/acme/infra').reply(200, '<html>', { 'content-type': 'text/html' })
    github().get('/repos/acme/infra').reply(200, { id: 1 })
    expect((await read()).data).toEqual({ id: 1 })
    expect(timers.slept).toEqual([250, 500])
  })
})

describe('a refusal', () => {
  const refusals = [
    { status: 404, kind: 'not-found' },
    { status: 403, kind: 'forbidden' },
    { status: 451, kind: 'forbidden' },
    { status: 409, kind: 'invalid' },
    { status: 422, kind: 'invalid' },
  ] as const
  it.each(refusals)('$status is $kind and is not tried again', async ({ status, kind }) => {
    github().get('/repos/acme/infra').reply(status, { message: 'Says why' })
    const fault = await faultOf(read())
    expect(fault).toMatchObject({ kind, retryable: false })
    expect(fault.message).toContain('Says why')
    expect(timers.slept).toEqual([])
  })

  it('is told with what GitHub finds wrong, and without the query or a token', async () => {
    const errors = [{ resource: 'CheckRun', field: 'head_sha', code: 'invalid' }]
    github().get('/repos/acme/infra').query({ q: 'private' }).reply(422, { message: 'Validation Failed', errors })
    const fault = await faultOf(client.request('GET /repos/acme/infra?q=private'))
    expect(fault.message).toContain('Validation Failed: {"resource":"CheckRun","field":"head_sha","code":"invalid"}')
    expect(fault.message).not.toMatch(/private|ghs_/)
  })
})
