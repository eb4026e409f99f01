import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Store } from '../../src/adapters/store/store.ts'
import type { Observation } from '../../src/ports/observations.ts'
import type { PullRequestKey } from '../../src/ports/pull-requests.ts'
import { deliveryOf } from '../contracts/delivery.ts'
import { jobRouter, startWorkers } from '../contracts/job-router.ts'

/** What a store does for the making up of lost events, on every engine; each call of `open` is a process. */
export function catchUpContract(processes: number, open: () => Promise<Store>): void {
  const stores: Store[] = []
  const store = () => stores[0] ?? expect.fail('The store was not opened')
  beforeAll(async () => {
    for (let index = 0; index < processes; index++) stores.push(await open())
  })
  afterAll(async () => {
    for (const each of stores) await each.close()
  })

  sweepContract(store)
  observationContract(store)
  openChecksContract(store)
  backgroundContract(store)
  periodicContract(() => stores)
}

const PATIENCE = { timeout: 25_000, interval: 20 }

function sweepContract(store: () => Store): void {
  describe('a sweep', () => {
    it('finds its progress again', async () => {
      expect(await store().sweep.progress()).toBeUndefined()
      const until = '2026-03-01T10:00:00Z'
      const behind = { cursor: 'v1_17', until: '2026-02-28T10:00:00Z' }
      await store().sweep.setProgress({ sweptUntil: until, behind })
      expect(await store().sweep.progress()).toEqual({ sweptUntil: until, behind })
      await store().sweep.setProgress({ sweptUntil: until })
      expect(await store().sweep.progress()).toEqual({ sweptUntil: until })
    })

    it('is told which deliveries are stored', async () => {
      const delivery = deliveryOf('{}')
      await store().deliveries.accept(delivery)
      expect([...(await store().sweep.known([delivery.id, 'never-seen']))]).toEqual([[delivery.id, 'pending']])
      expect((await store().sweep.known([])).size).toBe(0)
    })
  })
}

const TEAM = { org: 'acme', slug: 'security' }
const PEOPLE: Observation['people'] = [
  { question: { kind: 'writers' }, answer: '1' },
  { question: { kind: 'access', login: 'bob' }, answer: '2' },
  { question: { kind: 'members', team: TEAM }, answer: '3' },
  { question: { kind: 'membership', team: TEAM, login: 'bob' }, answer: '4' },
]

function observationContract(store: () => Store): void {
  describe('observations', () => {
    const key = keyOf(1)

    it('are kept by pull request, whatever the case of its name, until they are forgotten', async () => {
      const { observations } = store()
      await observations.set(key, { state: 'a', reviews: 'b', confirmedAt: '2026-03-01T10:00:00Z', people: [] })
      await observations.set({ ...key, number: 2 }, { state: 'c', reviews: 'd', people: PEOPLE })
      await observations.set({ ...key, owner: 'ACME' }, { state: 'e', reviews: 'f', people: [] })
      expect(Object.fromEntries(await observations.of(key))).toEqual({
        1: { state: 'e', reviews: 'f', people: [] },
        2: { state: 'c', reviews: 'd', people: PEOPLE },
      })
      expect((await observations.of({ ...key, repo: 'other' })).size).toBe(0)
      await observations.forget(key)
      expect([...(await observations.of(key)).keys()]).toEqual([2])
    })

    it('are confirmed where there are any', async () => {
      const { observations } = store()
      await observations.confirm({ ...key, number: 2 }, '2026-03-02T10:00:00Z')
      await observations.confirm({ ...key, number: 3 }, '2026-03-02T10:00:00Z')
      expect([...(await observations.of(key))]).toEqual([
        [2, { state: 'c', reviews: 'd', confirmedAt: '2026-03-02T10:00:00Z', people: PEOPLE }],
      ])
    })
  })
}

function openChecksContract(store: () => Store): void {
  it('open checks are known until the commit has a verdict, for whichever pull request', async () => {
    const { openChecks } = store()
    await openChecks.begin(keyOf(31), 'one')
    await openChecks.begin(keyOf(31), 'one')
    await openChecks.begin(keyOf(31), 'two')
    await openChecks.begin(keyOf(32), 'one')
    expect(await openChecks.of({ ...keyOf(31), repo: 'INFRASTRUCTURE' })).toEqual(['one', 'two'])
    await openChecks.end({ owner: 'acme', repo: 'other' }, 'one')
    expect(await openChecks.of(keyOf(32))).toEqual(['one'])
    await openChecks.end(keyOf(31), 'one')
    expect([await openChecks.of(keyOf(31)), await openChecks.of(keyOf(32))]).toEqual([['two'], []])
  })

  it('a check is announced only for an examination that waits, on a commit without any', async () => {
    const { jobs, openChecks } = store()
    const [waiting, shared] = [keyOf(33), keyOf(34)]
    expect(await openChecks.beginAnnouncing(waiting, 'three')).toBe(false)
    await jobs.requestExamination(waiting)
    await jobs.requestExamination(shared)
    expect(await openChecks.beginAnnouncing(waiting, 'three')).toBe(true)
    expect(await openChecks.beginAnnouncing(shared, 'three')).toBe(false)
    await openChecks.withdraw(waiting, 'three')
    expect(await openChecks.beginAnnouncing(shared, 'three')).toBe(true)
  })

  it('a check that was announced for an examination that waits is no other one to conclude', async () => {
    const { jobs, openChecks } = store()
    const key = keyOf(35)
    await openChecks.begin(key, 'before')
    await jobs.requestExamination(key)
    expect(await openChecks.beginAnnouncing(key, 'after')).toBe(true)
    expect(await openChecks.of(key)).toEqual(['before'])
    await openChecks.begin(key, 'after')
    expect(await openChecks.of(key)).toEqual(['before', 'after'])
  })

  it('what was announced is known as such until an examination begins it', async () => {
    const { jobs, openChecks } = store()
    const key = keyOf(36)
    await jobs.requestExamination(key)
    await openChecks.beginAnnouncing(key, 'four')
    expect(await openChecks.begin(keyOf(37), 'five')).toBe('none')
    await openChecks.announced(key, 'four', 17)
    expect(await openChecks.begin(key, 'four')).toEqual({ announcedRun: 17 })
    expect(await openChecks.begin(key, 'four')).toBe('unknown')
    await openChecks.withdraw(key, 'four')
    expect(await openChecks.of(key)).toEqual(['four'])
  })
}

function backgroundContract(store: () => Store): void {
  describe('examinations in the background', () => {
    it('wait behind those that events ask for, and leave alone what is under way', async () => {
      const { jobs } = store()
      expect(await jobs.requestInBackground(keyOf(11))).toBe(true)
      expect(await jobs.requestInBackground(keyOf(12))).toBe(true)
      expect(await jobs.requestInBackground(keyOf(13))).toBe(true)
      await jobs.requestExamination(keyOf(21))
      // An event about what waits already takes it to the front.
      await jobs.requestExamination(keyOf(13))
      expect(await jobs.requestInBackground(keyOf(13))).toBe(false)
      const router = jobRouter()
      const order: number[] = []
      const gate = Promise.withResolvers<void>()
      for (const number of [11, 12, 13, 21]) {
        router.onExamination(number, async () => {
          order.push(number)
          if (number === 12) await gate.promise
        })
      }
      await startWorkers(store(), router.handlers, 1)
      await vi.waitFor(() => expect(order).toHaveLength(4), PATIENCE)
      expect(order.slice(0, 2).sort()).toEqual([13, 21])
      expect(order.slice(2)).toEqual([11, 12])
      expect(await jobs.requestInBackground(keyOf(12))).toBe(false)
      gate.resolve()
      await vi.waitFor(async () => expect(await jobs.requestInBackground(keyOf(12))).toBe(true), PATIENCE)
      await vi.waitFor(() => expect(order).toEqual([...order.slice(0, 4), 12]), PATIENCE)
    })
  })
}

function periodicContract(stores: () => readonly Store[]): void {
  describe('a periodic task', () => {
    it('runs at once and then at its interval, in one process at a time, also after a run that failed', async () => {
      const runs = { total: 0, atOnce: 0, overlaps: 0 }
      const run = async () => {
        runs.total += 1
        runs.atOnce += 1
        if (runs.atOnce > 1) runs.overlaps += 1
        await new Promise((resolve) => setTimeout(resolve, 50))
        runs.atOnce -= 1
        if (runs.total === 1) throw new Error('the first run fails')
      }
      for (const store of stores()) await store.runPeriodically({ name: 'test', everySeconds: 1, run })
      await vi.waitFor(() => expect(runs.total).toBeGreaterThanOrEqual(4), PATIENCE)
      expect(runs.overlaps).toBe(0)
    })

    it('is told where the store closes, and does not hold that up', async () => {
      const [store] = stores().slice(-1)
      const begun = Promise.withResolvers<AbortSignal>()
      const run = (signal: AbortSignal) =>
        new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => resolve())
          begun.resolve(signal)
        })
      await store?.runPeriodically({ name: 'long', everySeconds: 60, run })
      const signal = await begun.promise
      await store?.close()
      expect(signal.aborted).toBe(true)
    })
  })
}

function keyOf(number: number): PullRequestKey {
  return { installationId: 7, owner: 'acme', repo: 'infrastructure', number }
}
