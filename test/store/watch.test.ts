import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openStore, type Store } from '../../src/adapters/store/store.ts'
import { Fault } from '../../src/ports/fault.ts'
import { NO_COMMIT, type WatchJob } from '../../src/ports/watch-jobs.ts'
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
  expect(await store.landings.begin(REPOSITORY, LANDING)).toEqual([{ ...LANDING, isHeard: true }])
  expect(await store.landings.at(LOWER, 'b')).toEqual([{ ...LANDING, standing: 'pending' }])
  await store.landings.settle(LOWER, { ...LANDING, standing: 'uncovered' })
  expect(await store.landings.begin(REPOSITORY, LANDING)).toEqual([{ ...LANDING, isHeard: true }])
  expect(await store.landings.at(REPOSITORY, 'b')).toEqual([{ ...LANDING, standing: 'uncovered' }])
  await store.landings.forget(REPOSITORY, LANDING)
  expect(await store.landings.at(REPOSITORY, 'b')).toEqual([])
})

it('keeps every move to a commit, in the order in which they were made', async () => {
  const repository = await moved('moves', 'r>u', 'u>a', 'a>b', 'b>a')
  const kept = await store.landings.of(repository)
  expect(kept?.map(({ before, sha }) => `${before}>${sha}`)).toEqual(['r>u', 'u>a', 'a>b', 'b>a'])
  expect(await store.landings.at(repository, 'a')).toHaveLength(2)
  expect(await store.landings.tips(repository)).toEqual(new Map([['main', 'a']]))
})

it('has a move looked at again that was made again, but not one of which the event came twice', async () => {
  const repository = await moved('again', 'r>u', 'u>r')
  for (const standing of ['clean', 'uncovered'] as const) {
    await store.landings.settle(repository, { branch: 'main', before: 'r', sha: 'u', standing })
  }
  await store.landings.begin(repository, { branch: 'main', before: 'r', sha: 'u' })
  expect(await store.landings.at(repository, 'u')).toMatchObject([{ standing: 'pending' }])
})

it('has that looked at which lies between two pushes, and who did it where the event was only late', async () => {
  const repository = await moved('gaps', 'r>a')
  const move = { branch: 'main', before: 'b', sha: 'c' }
  const gap = { branch: 'main', before: 'a', sha: 'b' }
  expect(await store.landings.begin(repository, move)).toEqual([
    { ...gap, isHeard: false },
    { ...move, isHeard: true },
  ])
  expect(await store.landings.at(repository, 'b')).toEqual([{ ...gap, standing: 'pending' }])
  expect(await store.landings.begin(repository, gap)).toEqual([{ ...gap, isHeard: true }])
  expect(await store.landings.tips(repository)).toEqual(new Map([['main', 'c']]))
})

it('compares a branch that is made anew with what it was before it was deleted', async () => {
  const repository = await moved('anew', 'r>a')
  const anew = { branch: 'main', before: NO_COMMIT, sha: 'x' }
  expect(await store.landings.begin(repository, anew)).toEqual([{ ...anew, before: 'a', isHeard: true }])
  const same = { branch: 'main', before: NO_COMMIT, sha: 'x' }
  expect(await store.landings.begin(repository, same)).toEqual([{ ...anew, before: 'a', isHeard: true }])
  expect(await store.landings.begin(repository, { ...anew, branch: 'other' })).toMatchObject([{ before: NO_COMMIT }])
})

it('has a branch that was made come from what it was compared with, at its place among the moves', async () => {
  const repository = { ...REPOSITORY, repo: 'made' }
  const made = { branch: 'release', before: NO_COMMIT, sha: 'x' }
  await store.landings.begin(repository, made)
  await store.landings.begin(repository, { branch: 'release', before: 'x', sha: 'y' })
  const settled = { ...made, before: 'b', standing: 'uncovered' } as const
  for (const _ of ['once', 'again']) await store.landings.settleNew(repository, settled)
  expect(await store.landings.of(repository)).toMatchObject([settled, { before: 'x', sha: 'y' }])
  expect(await store.landings.tips(repository)).toEqual(new Map([['release', 'y']]))
  expect(await store.landings.begin(repository, made)).toMatchObject([{ before: 'y', sha: 'x' }])
})

it('finds where a branch was seen that no event told of', async () => {
  const repository = { ...REPOSITORY, repo: 'unheard' }
  expect(await store.landings.seenAt(repository, { branch: 'main', sha: 'r' })).toBeUndefined()
  expect(await store.landings.at(repository, 'r')).toMatchObject([{ before: 'r', standing: 'clean' }])
  const move = { branch: 'main', before: 'r', sha: 'a' }
  expect(await store.landings.seenAt(repository, { branch: 'main', sha: 'a' })).toEqual({ ...move, isHeard: false })
  expect(await store.landings.at(repository, 'a')).toMatchObject([{ standing: 'pending' }])
  expect(await store.landings.seenAt(repository, { branch: 'main', sha: 'a' })).toBeUndefined()
})

it('does not take a branch to begin where an event tells that it came from elsewhere', async () => {
  const repository = { ...REPOSITORY, repo: 'late' }
  await store.landings.seenAt(repository, { branch: 'main', sha: 'b' })
  await store.landings.begin(repository, { branch: 'main', before: 'a', sha: 'b' })
  expect(await store.landings.of(repository)).toEqual([{ branch: 'main', before: 'a', sha: 'b', standing: 'pending' }])
})

it('remembers for some days that a branch was governed', async () => {
  for (const branch of ['release', 'main', 'release']) await store.governedBranches.saw(REPOSITORY, branch)
  expect(await store.governedBranches.of(LOWER)).toEqual(['main', 'release'])
  expect(await store.governedBranches.of({ ...LOWER, repo: 'other' })).toEqual([])
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

/** A repository of which `main` was moved so. */
async function moved(repo: string, ...moves: readonly string[]) {
  const repository = { ...REPOSITORY, repo }
  for (const move of moves) {
    const [before = '', sha = ''] = move.split('>')
    await store.landings.begin(repository, { branch: 'main', before, sha })
  }
  return repository
}

function pushTo(branch: string): WatchJob {
  return { kind: 'push', push: { ...REPOSITORY, branch, isDefault: true, before: 'a', after: 'b', pusher: 'alice' } }
}

function nameOf(job: WatchJob): string {
  return job.kind === 'push' ? job.push.branch : job.kind
}
