import { Probot } from 'probot'
import { describe, expect, it } from 'vitest'
import { memoryRecords } from '../../src/adapters/memory/records.ts'
import { countersignApp } from '../../src/intake/app.ts'
import { handleDelivery } from '../../src/intake/handle-delivery.ts'
import type { FanOut } from '../../src/ports/fan-outs.ts'
import type { PullRequestKey } from '../../src/ports/pull-requests.ts'
import type { DeploymentRequest, WatchJob } from '../../src/ports/watch-jobs.ts'
import { testKey } from '../github/world/test-key.ts'
import { capturedLog } from './captured-log.ts'

const APP_ID = 314
const REPOSITORY = {
  installation: { id: 7 },
  repository: { name: 'infrastructure', owner: { login: 'acme' } },
  sender: { login: 'alice', id: 11, type: 'User' },
}
const HEAD = 'a'.repeat(40)
const BASE = { ref: 'main', repo: { default_branch: 'main' } }
const PULL = { ...REPOSITORY, number: 5, pull_request: { number: 5, head: { sha: HEAD }, base: BASE } }
const KEY = { installationId: 7, owner: 'acme', repo: 'infrastructure', number: 5 }
const ALICE = { login: 'alice', id: 11, type: 'User' }

describe('a pull request', () => {
  it.each(['opened', 'reopened', 'synchronize', 'ready_for_review'])('%s is examined', async (action) => {
    const { handle, examined } = await appUnderTest()
    await handle('pull_request', { ...PULL, action })
    expect(examined).toEqual([KEY])
  })

  it.each([
    ['its base', { base: { ref: { from: 'main' }, sha: { from: HEAD } } }, 1],
    ['its body', { body: { from: 'before' } }, 1],
    ['its title', { title: { from: 'before' } }, 0],
  ])('edited in %s is examined where that can change the answer', async (_what, changes, times) => {
    const { handle, examined } = await appUnderTest()
    await handle('pull_request', { ...PULL, action: 'edited', changes })
    expect(examined).toHaveLength(times)
  })

  it.each(['closed', 'labeled', 'assigned'])('%s is left alone', async (action) => {
    const { handle, examined } = await appUnderTest()
    await handle('pull_request', { ...PULL, action })
    expect(examined).toEqual([])
  })

  it.each([
    ['closed', HEAD, {}],
    ['synchronize', 'b'.repeat(40), { before: 'b'.repeat(40), after: HEAD }],
  ])('%s has the other pull requests at the commit that it leaves examined', async (action, left, parts) => {
    const { handle, examined, records } = await appUnderTest({ withHead: { [left]: [5, 6] } })
    await records.addCommits({ ...KEY, number: 6 }, [commitOf(left)])
    await handle('pull_request', { ...PULL, action, ...parts })
    expect(examined.filter(({ number }) => number !== 5)).toEqual([{ ...KEY, number: 6 }])
  })

  it('leaving a commit that no other one is known to hold asks GitHub nothing', async () => {
    const { handle, examined, records } = await appUnderTest({ withHead: { [HEAD]: [5, 6] } })
    await records.addCommits(KEY, [commitOf(HEAD)])
    await handle('pull_request', { ...PULL, action: 'closed' })
    expect(examined).toEqual([])
  })

  it.each([
    ['opened', [ALICE]],
    ['synchronize', [ALICE]],
    ['reopened', []],
    ['edited', []],
  ])('%s tells who pushed: %j', async (action, pushers) => {
    const { handle, records } = await appUnderTest()
    await handle('pull_request', { ...PULL, action, changes: { base: {} } })
    expect(await records.pushers(KEY)).toEqual(pushers)
  })

  it('is not queued where its pusher could not be remembered', async () => {
    const { handle, examined, records } = await appUnderTest()
    records.addPusher = () => Promise.reject(new Error('the disk is full'))
    await expect(handle('pull_request', { ...PULL, action: 'synchronize' })).rejects.toThrow('the disk is full')
    expect(examined).toEqual([])
  })
})

describe('a review', () => {
  it.each(['submitted', 'edited', 'dismissed'])('%s has its pull request examined', async (action) => {
    const { handle, examined } = await appUnderTest()
    await handle('pull_request_review', { ...PULL, action, review: { state: 'approved' } })
    expect(examined).toEqual([KEY])
  })
})

describe('a check asked for again', () => {
  const sha = 'b'.repeat(40)

  it.each(['check_run', 'check_suite'])('as %s has every open pull request at its commit examined', async (name) => {
    const { handle, examined } = await appUnderTest({ withHead: { [sha]: [5, 6] } })
    await handle(name, { ...REPOSITORY, action: 'rerequested', [name]: { head_sha: sha, app: { id: APP_ID } } })
    expect(examined).toEqual([KEY, { ...KEY, number: 6 }])
  })

  it('of another app is none of ours', async () => {
    const { handle, examined } = await appUnderTest({ withHead: { [sha]: [5] } })
    await handle('check_run', { ...REPOSITORY, action: 'rerequested', check_run: { head_sha: sha, app: { id: 1 } } })
    await handle('check_run', { ...REPOSITORY, action: 'rerequested', check_run: { head_sha: sha, app: null } })
    await handle('check_run', { ...REPOSITORY, action: 'created', check_run: { head_sha: sha, app: { id: APP_ID } } })
    expect(examined).toEqual([])
  })
})

describe('a push', () => {
  const push = (ref: string, parts: object = {}) => {
    const repository = { ...REPOSITORY.repository, default_branch: 'main' }
    const range = { before: HEAD, after: 'b'.repeat(40) }
    return { ...REPOSITORY, repository, ref, ...range, deleted: false, commits: [], ...parts }
  }

  it('to a branch has the open pull requests onto it examined', async () => {
    const { handle, examined, spread } = await appUnderTest()
    await handle('push', push('refs/heads/release/1'))
    const { number: _, ...repository } = KEY
    expect([examined, spread]).toEqual([[], [{ kind: 'base', repository, branch: 'release/1' }]])
  })

  it.each([
    ['main', true],
    ['release/1', false],
  ])('to %s is noted, then looked at', async (branch, isDefault) => {
    const { handle, noted, watched } = await appUnderTest()
    await handle('push', push(`refs/heads/${branch}`))
    const range = {
      installationId: 7,
      owner: 'acme',
      repo: 'infrastructure',
      branch,
      before: HEAD,
      after: 'b'.repeat(40),
    }
    expect(noted).toEqual([{ branch, before: HEAD, sha: 'b'.repeat(40) }])
    expect(watched).toEqual([{ kind: 'push', push: { ...range, isDefault, pusher: 'alice' } }])
  })

  it('of a tag and the end of a branch change nothing', async () => {
    const { handle, spread, watched } = await appUnderTest()
    await handle('push', push('refs/tags/main'))
    await handle('push', push('refs/heads/main', { deleted: true }))
    expect([spread, watched]).toEqual([[], []])
  })

  it('makes its sender a pusher of the commits that it brought, though somebody else opens the pull request', async () => {
    const { handle, records } = await appUnderTest()
    const commits = [
      { id: 'new', distinct: true },
      { id: 'known-before', distinct: false },
    ]
    await handle('push', push('refs/heads/topic', { commits, head_commit: { id: 'tip', distinct: true } }))
    await records.addCommits(KEY, [commit('new'), commit('tip')])
    await records.addCommits({ ...KEY, number: 6 }, [commit('known-before')])
    expect(await records.pushers(KEY)).toEqual([ALICE])
    expect(await records.pushers({ ...KEY, number: 6 })).toEqual([])
    await records.addCommits({ ...KEY, number: 7 }, [commit('tip')])
    expect(await records.pushers({ ...KEY, number: 7 })).toEqual([ALICE])
  })
})

describe('a repository', () => {
  it.each([
    ['renamed', { repository: { name: { from: 'old' } } }, { owner: 'acme', repo: 'old' }],
    ['transferred', { owner: { from: { user: { login: 'bob' } } } }, { owner: 'bob', repo: 'infrastructure' }],
    ['transferred', { owner: { from: { organization: { login: 'o' } } } }, { owner: 'o', repo: 'infrastructure' }],
  ])('%s takes its records along', async (action, changes, former) => {
    const { handle, records } = await appUnderTest()
    await records.addPusher({ ...KEY, ...former }, ALICE)
    await handle('repository', { ...REPOSITORY, action, changes })
    expect(await records.pushers(KEY)).toEqual([ALICE])
  })
})

it('an account that is renamed takes the records of its repositories along', async () => {
  const { handle, records } = await appUnderTest()
  await records.addPusher({ ...KEY, owner: 'former-name' }, ALICE)
  const changes = { login: { from: 'Former-Name' } }
  await handle('installation_target', {
    action: 'renamed',
    account: { login: KEY.owner },
    changes,
    installation: { id: 7 },
  })
  expect(await records.pushers(KEY)).toEqual([ALICE])
})

describe('a request to deploy', () => {
  const address = 'https://api.example.com/api/v3/repos/Acme/infrastructure/actions/runs/21/deployment_protection_rule'
  const asked = {
    ...REPOSITORY,
    action: 'requested',
    repository: { ...REPOSITORY.repository, default_branch: 'main' },
    environment: 'production',
    deployment: { sha: HEAD },
    deployment_callback_url: address,
  }

  it('is kept, then answered', async () => {
    const { handle, watched, deployments } = await appUnderTest()
    await handle('deployment_protection_rule', asked)
    const run = { runId: 21, environment: 'production', sha: HEAD, defaultBranch: 'main' }
    const request = { installationId: 7, owner: 'acme', repo: 'infrastructure', ...run }
    expect(deployments).toEqual([request])
    expect(watched).toEqual([{ kind: 'deployment', request }])
  })

  it.each([
    ['of another repository', address.replace('infrastructure', 'other')],
    ['that leads elsewhere', `${address}/../../../22`],
    ['with a number that is none', address.replace('/21/', '/0x15/')],
    ['that is no address', 'deployment_protection_rule'],
  ])('whose callback is forged as one %s is left unanswered', async (_what, deployment_callback_url) => {
    const { handle, watched, deployments, captured } = await appUnderTest()
    await handle('deployment_protection_rule', { ...asked, deployment_callback_url })
    expect([watched, deployments]).toEqual([[], []])
    expect(captured.text()).toContain('names no run of its own repository')
  })
})

describe('anything else', () => {
  it.each(['marketplace_purchase', 'star', 'an_event_of_next_year'])(
    'like %s is acknowledged with a log line',
    async (name) => {
      const { handle, examined, captured } = await appUnderTest()
      await handle(name, { action: 'created', secret_text: 'marker-of-the-payload' })
      expect(examined).toEqual([])
      expect(captured.text()).toContain('nothing is done for this event')
      expect(captured.text()).toContain(`"name":"${name}"`)
    },
  )
})

describe('a payload that cannot be used', () => {
  it.each([
    ['is no JSON', '{"text":"marker-of-the-payload', 'the payload is no JSON object'],
    ['is no object', '["marker-of-the-payload"]', 'the payload is no JSON object'],
    ['lacks its repository', '{"action":"opened","text":"marker-of-the-payload"}', 'repository'],
    ['has a number that is a text', payloadText({ pull_request: { number: 'marker-of-the-payload' } }), 'number'],
  ])('because it %s is an error that says so without quoting it', async (_what, payload, message) => {
    const { deliver, captured } = await appUnderTest()
    const failure = deliver('pull_request', payload)
    await expect(failure).rejects.toThrow(message)
    await expect(failure).rejects.not.toThrow('marker-of-the-payload')
    await failure.catch((err: unknown) => captured.log.error({ err }, 'failed'))
    expect(captured.text()).not.toContain('marker-of-the-payload')
  })
})

describe('a workflow that has completed', () => {
  const completed = { ...REPOSITORY, action: 'completed', workflow_run: { id: 21, head_sha: HEAD } }
  const known = { withHead: { [HEAD]: [5, 6] }, uploaded: { 21: ['coverage', 'plan'] }, planned: { 6: ['plan'] } }

  it('has the pull requests at its commit examined whose plan it has uploaded', async () => {
    const { handle, examined } = await appUnderTest(known)
    await handle('workflow_run', completed)
    expect(examined).toEqual([{ ...KEY, number: 6 }])
  })

  it.each([
    ['of a commit that is no head', { withHead: {} }],
    ['that has uploaded nothing', { uploaded: {} }],
    ['that has uploaded something else', { uploaded: { 21: ['coverage'] } }],
    ['where no settings name plans', { planned: {} }],
  ])('%s leads to no new check', async (_what, change) => {
    const { handle, examined } = await appUnderTest({ ...known, ...change })
    await handle('workflow_run', completed)
    expect(examined).toEqual([])
  })

  it('is waited for until then', async () => {
    const { handle, examined } = await appUnderTest(known)
    await handle('workflow_run', { ...completed, action: 'in_progress' })
    expect(examined).toEqual([])
  })
})

function payloadText(changed: object): string {
  return JSON.stringify({ ...PULL, action: 'opened', ...changed })
}

describe('who may do what in a repository', () => {
  it.each([
    ['member', 'removed', 'repository'],
    ['membership', 'removed', 'installation'],
    ['organization', 'member_removed', 'installation'],
    ['team', 'deleted', 'repository'],
    ['team', 'removed_from_repository', 'repository'],
  ])('%s %s has what is open examined again, of the %s', async (event, action, kind) => {
    const { handle, spread } = await appUnderTest()
    await handle(event, { ...REPOSITORY, action })
    expect(spread).toMatchObject([{ kind }])
  })
})

function commitOf(sha: string) {
  const who = { authorName: '', authorEmail: '', committerName: '', committerEmail: '' }
  return { sha, ...who, message: '', parents: 1 }
}

interface Known {
  readonly withHead?: Readonly<Record<string, readonly number[]>>
  /** Names of artifacts by run. */
  readonly uploaded?: Readonly<Record<number, readonly string[]>>
  /** Names of artifacts by pull request. */
  readonly planned?: Readonly<Record<number, readonly string[]>>
}

async function appUnderTest(known: Known = {}) {
  const examined: PullRequestKey[] = []
  const records = memoryRecords()
  const captured = capturedLog()
  const noted: unknown[] = []
  const watched: WatchJob[] = []
  const spread: FanOut[] = []
  const deployments: DeploymentRequest[] = []
  const probot = await new Probot({ appId: APP_ID, privateKey: testKey(), secret: 'x', log: captured.log }).ready()
  const app = countersignApp({
    appId: APP_ID,
    jobs: { requestExamination: async (key) => void examined.push(key) },
    mergeGroups: { remember: async () => {}, of: async () => undefined },
    groupJobs: { requestGroupExamination: async () => {} },
    records,
    pullRequests: {
      withHead: async (_repository, sha) => known.withHead?.[sha] ?? [],
    },
    fanOuts: { request: async (fanOut) => void spread.push(fanOut) },
    planArtifacts: { uploadedBy: async (_repository, run) => known.uploaded?.[run] ?? [] },
    plannedArtifacts: async ({ number }) => known.planned?.[number] ?? [],
    landings: {
      async begin(_repository, move) {
        noted.push(move)
        return [{ ...move, isHeard: true }]
      },
      tips: async () => new Map(),
      of: async () => [],
      settle: async () => {},
    },
    watchJobs: { request: async (job) => void watched.push(job) },
    commandJobs: { requestCommand: async () => {} },
    deployments: { add: async (request) => void deployments.push(request) },
    outdatedAnswers: { outdate: async () => {} },
    departures: { returned: async () => {}, forgetLedger: async () => {} },
    content: { forget: async () => {} },
    observations: { forgetAll: async () => {} },
    catchUpSoon: async () => {},
    log: captured.log,
  })
  await probot.load(app)
  const deliver = (event: string, payload: string) =>
    handleDelivery({ id: 'd1', event, payload, receivedAt: '2026-03-01T10:00:00Z' }, probot)
  const handle = (event: string, payload: object) => deliver(event, JSON.stringify(payload))
  return { deliver, handle, examined, records, captured, noted, watched, spread, deployments }
}

function commit(sha: string) {
  const person = { authorName: 'Ann', authorEmail: 'ann@example.com', committerName: 'Ann' }
  return { sha, ...person, committerEmail: 'ann@example.com', message: 'Change', parents: 1 }
}
