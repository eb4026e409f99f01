import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { quietOctokit } from './quiet-octokit.ts'
import { type GitHub, startGitHub } from './start-github.ts'

let github: GitHub
beforeEach(async () => {
  github = await startGitHub()
})
afterEach(() => github.stop())

const name = { owner: 'acme', repo: 'infra' }

async function setUp() {
  const repository = await github.repository('acme/infra')
  const sha = await repository.sha()
  return { sha, repository, rest: quietOctokit(github, github.installationToken('acme')).rest }
}

describe('faults', () => {
  it('befall an operation as often as was said', async () => {
    const { rest } = await setUp()
    github.faults.fail('repos/get', 502, { times: 2 })
    await expect(rest.repos.get(name)).rejects.toMatchObject({ status: 502 })
    await rest.repos.getBranch({ ...name, branch: 'main' })
    await expect(rest.repos.get(name)).rejects.toMatchObject({ status: 502 })
    await rest.repos.get(name)
    expect(github.requests.map(({ operation, status }) => [operation, status])).toEqual([
      ['repos/get', 502],
      ['repos/get-branch', 200],
      ['repos/get', 502],
      ['repos/get', 200],
    ])
    expect(github.violations).toEqual([])
  })

  it('befall paths, follow each other, and end on request', async () => {
    const { rest } = await setUp()
    github.faults.fail(/^GET \/repos\/acme\//, 500)
    github.faults.fail(/^GET \/repos\/acme\//, 503, { times: 9 })
    await expect(rest.repos.get(name)).rejects.toMatchObject({ status: 500 })
    await expect(rest.repos.get(name)).rejects.toMatchObject({ status: 503 })
    github.faults.clear()
    await rest.repos.get(name)
    expect(() => github.faults.fail('repos/gte', 500)).toThrow('not in the extract')
  })

  it('tell when to come back, for the primary and the secondary limit', async () => {
    const { rest } = await setUp()
    github.faults.rateLimit('repos/get', { retryAfterSeconds: 60, status: 429 })
    await expect(rest.repos.get(name)).rejects.toMatchObject({
      status: 429,
      response: { headers: { 'retry-after': '60', 'x-ratelimit-remaining': '0' } },
    })
    github.faults.secondaryLimit('repos/get', { retryAfterSeconds: 2 })
    await expect(rest.repos.get(name)).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('secondary rate limit'),
      response: { headers: { 'retry-after': '2' } },
    })
  })

  it('cut the connection before or after the request took effect', async () => {
    const { sha, repository, rest } = await setUp()
    const create = { ...name, name: 'countersign', head_sha: sha }
    github.faults.drop('checks/create', 'before')
    await expect(rest.checks.create(create)).rejects.toThrow()
    expect(repository.repository.checkRuns).toHaveLength(0)
    github.faults.drop('checks/create', 'after')
    await expect(rest.checks.create(create)).rejects.toThrow()
    expect(repository.repository.checkRuns).toHaveLength(1)
    expect(github.requests.map(({ status }) => status)).toEqual([0, 201])
  })

  it('hold a request until it is released', async () => {
    const { rest } = await setUp()
    const { reached, release } = github.faults.hold('repos/get')
    let answered = false
    const answer = rest.repos.get(name).then(() => {
      answered = true
    })
    await reached
    await rest.repos.getBranch({ ...name, branch: 'main' })
    expect(answered).toBe(false)
    release()
    await answer
  })

  it('make a request slower than its sender waits, until they are cleared', async () => {
    const { rest } = await setUp()
    github.faults.slow('repos/get', 600_000, { times: 2 })
    const impatient = rest.repos.get({ ...name, request: { signal: AbortSignal.timeout(20) } })
    await expect(impatient).rejects.toThrow()
    const patient = rest.repos.get(name)
    await rest.repos.getBranch({ ...name, branch: 'main' })
    expect(github.requests.map(({ operation }) => operation)).toEqual(['repos/get-branch'])
    github.faults.clear()
    expect((await patient).status).toBe(200)
  })
})

describe('limits', () => {
  it('count the requests of an hour, but none that found nothing new', async () => {
    github.settings.requestsPerHour = 2
    const { rest } = await setUp()
    const first = await rest.repos.get(name)
    expect(first.headers['x-ratelimit-remaining']).toBe('1')
    for (let i = 0; i < 3; i++) {
      const again = rest.repos.get({ ...name, headers: { 'if-none-match': first.headers.etag ?? '' } })
      await expect(again).rejects.toMatchObject({ status: 304 })
    }
    await rest.repos.get(name)
    await expect(rest.repos.get(name)).rejects.toMatchObject({ status: 403 })
    github.clock.advance(3_600_000 - 60_000)
    await expect(rest.repos.get(name)).rejects.toMatchObject({ status: 403 })
    github.clock.advance(60_000)
    // The token of before has expired too.
    await quietOctokit(github, github.installationToken('acme')).rest.repos.get(name)
  })

  it('of the secondary kind are enforced on request: writes a minute, requests at once', async () => {
    github.settings.secondaryLimits = true
    github.clock.freeze()
    const { sha, rest } = await setUp()
    const status = { ...name, sha, state: 'success' } as const
    for (let i = 0; i < 80; i++) await rest.repos.createCommitStatus({ ...status, context: String(i) })
    const refused = { status: 403, response: { headers: { 'retry-after': '60' } } }
    await expect(rest.repos.createCommitStatus(status)).rejects.toMatchObject(refused)
    github.clock.advance(60_000)
    await rest.repos.createCommitStatus(status)
    const { reached, release } = github.faults.hold('repos/get', { times: 100 })
    const answers = Array.from({ length: 100 }, () => rest.repos.get(name))
    await reached
    await expect(rest.users.getByUsername({ username: 'acme' })).rejects.toMatchObject(refused)
    release()
    expect(await Promise.all(answers)).toHaveLength(100)
  })

  it('give a new tag to what changed', async () => {
    const { repository, rest } = await setUp()
    const branch = { ...name, branch: 'main' }
    const { etag = '' } = (await rest.repos.getBranch(branch)).headers
    await repository.push('main', { files: { x: '1' } })
    const again = await rest.repos.getBranch({ ...branch, headers: { 'if-none-match': etag } })
    expect(again.status).toBe(200)
    expect(again.headers.etag).not.toBe(etag)
  })
})

describe('the clock', () => {
  it('is what time stamps and the Date header show', async () => {
    github.clock.set('2030-01-02T03:04:05Z')
    github.clock.freeze()
    const { sha, rest } = await setUp()
    const run = await rest.checks.create({ ...name, name: 'countersign', head_sha: sha, conclusion: 'success' })
    expect(run.headers.date).toBe('Wed, 02 Jan 2030 03:04:05 GMT')
    expect(run.data.completed_at).toBe('2030-01-02T03:04:05Z')
    github.clock.advance(1_000)
    expect((await rest.repos.get(name)).headers.date).toBe('Wed, 02 Jan 2030 03:04:06 GMT')
  })
})
