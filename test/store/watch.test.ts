import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openStore, type Store } from '../../src/adapters/store/store.ts'
import { Fault } from '../../src/ports/fault.ts'
import type { WatchJob } from '../../src/ports/watch-jobs.ts'
import { QUICK } from '../contracts/quick-timing.ts'
import { SILENT } from './silent-log.ts'

const REPOSITORY = { installationId: 7, owner: 'Acme', repo: 'infra' }
const LOWER = { ...REPOSITORY, owner: 'acme' }
const LANDING = { branch: 'main', before: 'a', sha: 'b' }
const REQUEST = { ...LOWER, runId: 21, environment: 'production', sha: 'b', defaultBranch: 'main' }
const PATIENCE = { timeout: 25_000, interval: 20 }

let store: Store
const runs: string[] = []
const abandoned: string[] = []
beforeAll(async () => {
  store = await openStore({ kind: 'memory' }, { log: SILENT, timing: QUICK })
  await store.startWatch({
    watch: async (job) => {
      const name = nameOf(job)
      runs.push(name)
      if (name === 'fails') throw new Error('always')
      if (name === 'waits' && runs.filter((run) => run === 'waits').length === 1) {
        throw new Fault('rate-limited', 'wait', { retryAfterMs: 300 })
      }
    },
    abandoned: async (job, reason) => void abandoned.push(`${nameOf(job)}: ${reason}`),
  })
})
afterAll(() => store.close())

it('remembers how a branch came to where it stands, whatever the case of its repository', async () => {
  await store.landings.begin(REPOSITORY, LANDING)
  expect(await store.landings.at(LOWER, 'b')).toEqual([{ ...LANDING, standing: 'pending' }])
  await store.landings.settle(LOWER, { ...LANDING, standing: 'uncovered' })
  await store.landings.begin(REPOSITORY, LANDING)
  expect(await store.landings.at(REPOSITORY, 'b')).toEqual([{ ...LANDING, standing: 'uncovered' }])
  await store.landings.begin(REPOSITORY, { ...LANDING, before: 'c' })
  expect(await store.landings.at(REPOSITORY, 'b')).toEqual([{ ...LANDING, before: 'c', standing: 'pending' }])
  await store.landings.forget(REPOSITORY, LANDING)
  expect(await store.landings.at(REPOSITORY, 'b')).toHaveLength(1)
  await store.landings.forget(REPOSITORY, { ...LANDING, before: 'c' })
  expect(await store.landings.at(REPOSITORY, 'b')).toEqual([])
})

it('keeps deployments that wait until they are answered', async () => {
  await store.deployments.add(REQUEST)
  await store.deployments.add({ ...REQUEST, sha: 'another' })
  expect(await store.deployments.waiting(REPOSITORY)).toEqual([REQUEST])
  await store.deployments.said(REQUEST, 'It waits.')
  expect(await store.deployments.waiting(REPOSITORY)).toEqual([{ ...REQUEST, lastComment: 'It waits.' }])
  await store.deployments.remove(REQUEST)
  expect(await store.deployments.waiting(REPOSITORY)).toEqual([])
})

it('runs jobs of the watch, puts off what GitHub puts off, and gives up aloud', async () => {
  await store.watchJobs.request({ kind: 'deployment', request: REQUEST })
  for (const branch of ['fails', 'waits']) await store.watchJobs.request(pushTo(branch))
  await vi.waitFor(() => expect(abandoned).toEqual(['fails: always']), PATIENCE)
  expect(runs.toSorted()).toEqual(['deployment', 'fails', 'fails', 'fails', 'waits', 'waits'])
})

function pushTo(branch: string): WatchJob {
  return { kind: 'push', push: { ...REPOSITORY, branch, isDefault: true, before: 'a', after: 'b', pusher: 'alice' } }
}

function nameOf(job: WatchJob): string {
  return job.kind === 'push' ? job.push.branch : job.kind
}
