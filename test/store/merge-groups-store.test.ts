import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openStore, type Store } from '../../src/adapters/store/store.ts'
import { Fault } from '../../src/ports/fault.ts'
import type { MergeGroup, MergeGroupKey } from '../../src/ports/merge-queue.ts'
import { QUICK } from '../contracts/quick-timing.ts'
import { SILENT } from './silent-log.ts'

const PATIENCE = { timeout: 25_000, interval: 20 }

let store: Store
const runs: string[] = []
const abandoned: (readonly [string, string])[] = []
const behaviours = new Map<string, () => Promise<void>>()

beforeAll(async () => {
  store = await openStore({ kind: 'memory' }, { log: SILENT, timing: QUICK })
  await store.startGroups({
    async examine({ headSha }) {
      runs.push(headSha)
      await behaviours.get(headSha)?.()
    },
    abandoned: async ({ headSha }, reason) => void abandoned.push([headSha, reason]),
  })
})
afterAll(() => store.close())

function group(digit: string): MergeGroup {
  const refs = { baseSha: '0'.repeat(40), baseRef: 'main', headRef: `gh-readonly-queue/main/pr-7-${digit}` }
  return { installationId: 7, owner: 'Acme', repo: 'infra', headSha: digit.repeat(40), ...refs }
}

function count({ headSha }: MergeGroupKey): number {
  return runs.filter((run) => run === headSha).length
}

describe('a merge group', () => {
  it('is remembered, whatever the case of its name, until it is forgotten', async () => {
    const { mergeGroups } = store
    const one = group('1')
    await mergeGroups.remember(one)
    expect(await mergeGroups.of({ ...one, owner: 'ACME' })).toEqual({
      group: { ...one, owner: 'ACME' },
      isConcluded: false,
    })
    await mergeGroups.conclude(one)
    await mergeGroups.remember(one)
    expect((await mergeGroups.of(one))?.isConcluded).toBe(true)
    await mergeGroups.forget(one)
    expect(await mergeGroups.of(one)).toBeUndefined()
  })

  it('has one job however often it is asked for, and another one where it is asked for meanwhile', async () => {
    const one = group('2')
    const gate = Promise.withResolvers<void>()
    behaviours.set(one.headSha, () => gate.promise)
    await store.groupJobs.requestGroupExamination(one)
    await vi.waitFor(() => expect(count(one)).toBe(1), PATIENCE)
    await store.groupJobs.requestGroupExamination(one)
    await store.groupJobs.requestGroupExamination({ ...one, owner: 'acme' })
    gate.resolve()
    await vi.waitFor(() => expect(count(one)).toBe(2), PATIENCE)
  })

  it('is examined again where that failed, and its last failure is told', async () => {
    const one = group('3')
    behaviours.set(one.headSha, () => Promise.reject(new Error('always')))
    await store.groupJobs.requestGroupExamination(one)
    await vi.waitFor(() => expect(abandoned).toContainEqual([one.headSha, 'always']), PATIENCE)
    expect(count(one)).toBe(QUICK.retryLimit + 1)
  })

  it('waits as long as GitHub wants, at the cost of no retry', async () => {
    const one = group('4')
    const limited = new Fault('rate-limited', 'too much', { retryAfterMs: 1 })
    behaviours.set(one.headSha, () => (count(one) <= 3 ? Promise.reject(limited) : Promise.resolve()))
    await store.groupJobs.requestGroupExamination(one)
    await vi.waitFor(() => expect(count(one)).toBe(4), PATIENCE)
    expect(abandoned.filter(([headSha]) => headSha === one.headSha)).toEqual([])
  })
})
