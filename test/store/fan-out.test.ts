import { afterEach, describe, expect, it, vi } from 'vitest'
import { openStore, type Store } from '../../src/adapters/store/store.ts'
import type { FanOut } from '../../src/ports/fan-outs.ts'
import { Fault } from '../../src/ports/fault.ts'
import type { ExaminationHandlers } from '../../src/ports/jobs.ts'
import type { PullRequestKey } from '../../src/ports/pull-requests.ts'
import { QUICK } from '../contracts/quick-timing.ts'
import { SILENT } from './silent-log.ts'

const PATIENCE = { timeout: 20_000, interval: 20 }
const opened: Store[] = []
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close()
})

async function open(): Promise<Store> {
  const store = await openStore({ kind: 'memory' }, { log: SILENT, timing: QUICK })
  opened.push(store)
  return store
}

function keyOf(number: number): PullRequestKey {
  return { installationId: 7, owner: 'acme', repo: 'infrastructure', number }
}

/** Runs one examination at a time and notes what for. */
async function examined(store: Store, behave: ExaminationHandlers['examine'] = async () => undefined) {
  const runs: string[] = []
  const examine: ExaminationHandlers['examine'] = async (key, signal, urgency) => {
    runs.push(`${key.number} ${urgency()}`)
    await behave(key, signal, urgency)
  }
  await store.startExaminations({ examine, abandoned: async () => undefined }, { concurrency: 1 })
  return runs
}

describe('a push to the base of hundreds of pull requests', () => {
  it('does not delay a new one', async () => {
    const store = await open()
    await store.jobs.requestInBackground(keyOf(900))
    for (let number = 1; number <= 200; number += 1) await store.jobs.requestInFanOut(keyOf(number))
    await store.jobs.requestExamination(keyOf(500))
    const runs = await examined(store)
    await vi.waitFor(() => expect(runs).toHaveLength(202), PATIENCE)
    expect([runs[0], runs[1], runs.at(-1)]).toEqual(['500 event', '1 fan-out', '900 background'])
  })

  it('takes what waited in the background along, and never puts back what an event asked for', async () => {
    const store = await open()
    for (const number of [1, 2, 3]) await store.jobs.requestInBackground(keyOf(number))
    await store.jobs.requestExamination(keyOf(4))
    for (const number of [4, 3]) await store.jobs.requestInFanOut(keyOf(number))
    await store.jobs.requestInFanOut(keyOf(2))
    await store.jobs.requestExamination(keyOf(2))
    const runs = await examined(store)
    await vi.waitFor(() => expect(runs).toHaveLength(4), PATIENCE)
    expect(runs.slice(0, 2).toSorted()).toEqual(['2 event', '4 event'])
    expect(runs.slice(2)).toEqual(['3 fan-out', '1 background'])
  })

  it('has an examination that GitHub put off come back as what it was', async () => {
    const store = await open()
    const limited = new Fault('rate-limited', 'wait', { retryAfterMs: 100 })
    let times = 0
    await store.jobs.requestInFanOut(keyOf(1))
    const runs = await examined(store, async () => {
      times += 1
      if (times === 1) throw limited
    })
    await vi.waitFor(() => expect(runs).toEqual(['1 fan-out', '1 fan-out']), PATIENCE)
  })
})

describe('an examination in the background', () => {
  it('becomes as urgent as the event that waits for it to end', async () => {
    const store = await open()
    const seen: string[] = []
    await store.jobs.requestInBackground(keyOf(1))
    const runs = await examined(store, async (key, _, urgency) => {
      if (seen.length > 0) return
      await store.jobs.requestExamination(key)
      await vi.waitFor(() => expect(urgency()).toBe('event'), PATIENCE)
      seen.push(urgency())
    })
    await vi.waitFor(() => expect(runs).toEqual(['1 background', '1 event']), PATIENCE)
    expect(seen).toEqual(['event'])
  })
})

describe('what concerns many pull requests', () => {
  const repository = { installationId: 7, owner: 'acme', repo: 'infra' }

  it('is asked for once however often it happens, comes back where GitHub puts it off, and is given up aloud', async () => {
    const store = await open()
    const base: FanOut = { kind: 'base', repository, branch: 'main' }
    const all: FanOut = { kind: 'installation', installationId: 7, page: 1 }
    const broken: FanOut = { kind: 'repository', repository }
    for (let push = 0; push < 5; push += 1) await store.fanOuts.request(base)
    await store.fanOuts.request({ ...base, branch: 'release' })
    for (const each of [all, broken]) await store.fanOuts.request(each)
    const runs: FanOut[] = []
    const abandoned: unknown[] = []
    await store.startFanOuts({
      spread: async (fanOut) => {
        runs.push(fanOut)
        if (fanOut.kind === 'repository') throw new Error('broken')
        const isFirst = runs.filter(({ kind }) => kind === 'installation').length === 1
        if (fanOut.kind === 'installation' && isFirst) throw new Fault('rate-limited', 'wait', { retryAfterMs: 100 })
      },
      abandoned: async (fanOut, reason) => void abandoned.push([fanOut, reason]),
    })
    await vi.waitFor(() => expect(abandoned).toEqual([[broken, 'broken']]), PATIENCE)
    const times = (kind: FanOut['kind']) => runs.filter((each) => each.kind === kind).length
    expect([times('base'), times('installation'), times('repository')]).toEqual([2, 2, 3])
  })

  it('goes with the repository that the app has left', async () => {
    const store = await open()
    await store.fanOuts.request({ kind: 'base', repository, branch: 'main' })
    await store.fanOuts.request({ kind: 'repository', repository })
    await store.fanOuts.request({ kind: 'repository', repository: { ...repository, repo: 'other' } })
    const waiting = async () => (await store.queueStates()).find(({ kind }) => kind === 'fan-out')?.waiting
    expect(await waiting()).toBe(3)
    await store.departures.forget(repository)
    expect(await waiting()).toBe(1)
  })
})
