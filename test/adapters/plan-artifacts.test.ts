import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { githubPlanArtifacts } from '../../src/adapters/github/plan-artifacts.ts'
import { zipOf } from './archive-builder.ts'
import { API, forgetEverything, github, KEY, mintTokens, recordingTimers, testClients } from './github-test-clients.ts'

const SHA = 'a'.repeat(40)
const STORE = 'https://store.example.net'
const ZIP = zipOf([{ name: 'plan.json', content: '{}' }])
const FILES = [{ kind: 'files', name: 'plan', files: [{ kind: 'text', path: 'plan.json', text: '{}' }] }]

beforeEach(() => void mintTokens())
afterEach(forgetEverything)

describe('plans among the artifacts of GitHub Actions', () => {
  it('are fetched from where GitHub says, and no credentials go there', async () => {
    listed()
    const asked = redirected(`${STORE}/1?permit=secret`)
    const credentials = { badheaders: ['authorization', 'cookie'] }
    const store = nock(STORE, credentials).get('/1').query({ permit: 'secret' }).reply(200, ZIP)
    expect(await plansFor()).toEqual(FILES)
    expect([asked.isDone(), store.isDone()]).toEqual([true, true])
  })

  it('are fetched once, however often the commit is examined', async () => {
    const artifacts = await adapter()
    listed()
    redirected(`${STORE}/1`)
    nock(STORE).get('/1').reply(200, ZIP)
    expect(await artifacts.plansFor(KEY, SHA, ['plan'])).toEqual(FILES)
    listed()
    expect(await artifacts.plansFor(KEY, SHA, ['plan'])).toEqual(FILES)
  })

  it('count only of runs for the commit, and of the repository itself', async () => {
    const run = { id: 21, head_sha: SHA, repository: { full_name: 'acme/infra' } }
    runs([
      { ...run, head_sha: 'b'.repeat(40) },
      { ...run, repository: { full_name: 'mallory/infra' } },
    ])
    expect(await plansFor()).toEqual([{ kind: 'absent', name: 'plan' }])
  })

  it.each([
    ['that have expired', { expired: true }, 'has expired'],
    ['beyond 20 MB', { size_in_bytes: 20_000_001 }, /^is larger than the 20 MB that are left for it/],
  ])('%s are not asked for', async (_what, change, why) => {
    listed(change)
    expect(await plansFor()).toEqual([unreadable(why)])
  })

  it('beyond 20 MB are not read on, whatever their size was said to be', async () => {
    listed()
    redirected(`${STORE}/1`)
    nock(STORE).get('/1').reply(200, Buffer.alloc(20_000_001))
    expect(await plansFor()).toEqual([unreadable(/^is larger than the 20 MB/)])
  })

  it('that are no zip are refused', async () => {
    listed()
    redirected(`${STORE}/1`)
    nock(STORE).get('/1').reply(200, '<html>')
    expect(await plansFor()).toEqual([unreadable(/^is no zip that can be read/)])
  })

  it.each([404, 410])('that are gone meanwhile (%d) are not there to be read', async (status) => {
    listed()
    github().get(DOWNLOAD).reply(status, { message: 'Gone' })
    expect(await plansFor()).toEqual([unreadable('is no longer there')])
  })

  it('that the store has lost are not there to be read', async () => {
    listed()
    redirected(`${STORE}/1`)
    nock(STORE).get('/1').reply(404)
    expect(await plansFor()).toEqual([unreadable('is no longer there')])
  })

  it('have their limits together', async () => {
    runs([RUN])
    const big = { ...ARTIFACT, size_in_bytes: 15_000_000 }
    artifacts([big, { ...big, id: 2, name: 'edge' }])
    redirected(`${STORE}/1`)
    nock(STORE).get('/1').reply(200, ZIP)
    const found = await (await adapter()).plansFor(KEY, SHA, ['plan', 'edge'])
    expect(found).toEqual([...FILES, { ...unreadable(/^is larger than the 5 MB/), name: 'edge' }])
  })
})

describe('a fault is raised', () => {
  it('where the store is not encrypted, and nothing is sent there', async () => {
    listed()
    redirected('http://store.example.net/1?permit=secret')
    await expect(plansFor()).rejects.toMatchObject({ name: 'Fault', kind: 'invalid', message: /not encrypted$/ })
  })

  it.each([
    ['fails', 503, {}],
    ['takes the permit no longer', 403, {}],
    ['leads elsewhere', 302, { location: 'https://elsewhere.example.net/1' }],
  ])('where the store %s, without telling the permit', async (_what, status, headers) => {
    listed()
    redirected(`${STORE}/1?permit=secret`)
    nock(STORE).get('/1').query(true).reply(status, '', headers)
    const failure = plansFor()
    await expect(failure).rejects.toMatchObject({ name: 'Fault', kind: 'unavailable', retryable: true })
    await expect(failure).rejects.not.toThrow('secret')
  })

  it('where GitHub does not say where an artifact is', async () => {
    listed()
    github().get(DOWNLOAD).reply(302, '')
    await expect(plansFor()).rejects.toMatchObject({ name: 'Fault', kind: 'invalid' })
  })

  it('where the installation may not read artifacts, and says what is missing', async () => {
    github().get('/repos/acme/infra/actions/runs').query(true).reply(403, { message: 'Resource not accessible' })
    await expect(plansFor()).rejects.toMatchObject({ kind: 'forbidden', message: /"actions: read"/ })
  })

  it('where a commit has more runs than are read', async () => {
    const link = { link: `<${API}/repositories/1/actions/runs?page=9>; rel="next"` }
    const request = github().get('/repos/acme/infra/actions/runs').query(true).times(3)
    request.reply(200, { total_count: 900, workflow_runs: [] }, link)
    await expect(plansFor()).rejects.toMatchObject({ kind: 'invalid', message: /more than 300 runs/ })
  })
})

const RUN = { id: 21, head_sha: SHA, repository: { full_name: 'Acme/Infra' } }
const DOWNLOAD = '/repos/acme/infra/actions/artifacts/1/zip'
const AT = '2026-11-02T10:00:00Z'
const ARTIFACT = { id: 1, name: 'plan', size_in_bytes: 300, expired: false, created_at: AT, updated_at: AT }

async function adapter() {
  const { installation } = await testClients(recordingTimers())
  return githubPlanArtifacts(installation, { apiUrl: API })
}

async function plansFor() {
  return (await adapter()).plansFor(KEY, SHA, ['plan'])
}

function runs(workflow_runs: readonly object[]) {
  const query = { head_sha: SHA, exclude_pull_requests: true, per_page: 100, page: 1 }
  return github().get('/repos/acme/infra/actions/runs').query(query).reply(200, { total_count: 1, workflow_runs })
}

function artifacts(all: readonly object[]) {
  const path = '/repos/acme/infra/actions/runs/21/artifacts'
  return github().get(path).query(true).reply(200, { total_count: all.length, artifacts: all })
}

function listed(change: Partial<typeof ARTIFACT> = {}) {
  runs([RUN])
  artifacts([{ ...ARTIFACT, ...change }])
}

function redirected(location: string) {
  return github().get(DOWNLOAD).reply(302, '', { location })
}

function unreadable(why: string | RegExp) {
  return { kind: 'unreadable', name: 'plan', why: expect.stringMatching(why) }
}
