import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Store } from '../../src/adapters/store/store.ts'
import { Fault } from '../../src/ports/fault.ts'
import type { PullRequestKey } from '../../src/ports/pull-requests.ts'
import { deliveryOf } from './delivery.ts'
import { dueExaminationsContract } from './due-examinations-contract.ts'
import { examinedPullsContract } from './examined-pulls-contract.ts'
import { type JobRouter, jobRouter, startWorkers } from './job-router.ts'
import { outdatedAnswersContract } from './outdated-answers-contract.ts'
import { policyRecordsContract } from './policy-records-contract.ts'
import { recordsContract } from './records-contract.ts'
import { sharedBudgetsContract } from './shared-budgets-contract.ts'

/**
 * What a store does on every engine. `open` is called `processes` times on the same data, as several processes would;
 * the tests share them, with delivery ids and pull requests of their own.
 */
export function storeContract(processes: number, open: () => Promise<Store>): void {
  const stores: Store[] = []
  const router = jobRouter()
  const store = () => stores[0] ?? expect.fail('The store was not opened')
  beforeAll(async () => {
    for (let index = 0; index < processes; index++) stores.push(await open())
    for (const each of stores) await startWorkers(each, router.handlers, 3)
  })
  afterAll(async () => {
    for (const each of stores) await each.close()
  })

  deliveryContract(store, router)
  examinationContract(store, () => stores, router)
  describe('records', () => recordsContract(async () => store().records))
  dueExaminationsContract(async () => store().dueExaminations)
  policyRecordsContract(async () => store().policies)
  examinedPullsContract(async () => store().examinedPulls)
  outdatedAnswersContract(() => stores)
  it('remembers for all processes what becomes of webhooks', async () => {
    const [first, last] = [store(), stores.at(-1) ?? expect.fail('There is no store')]
    const lastFailed = { at: '2026-05-04T10:00:00Z', status: 'timed out' }
    const failing = { attempts: 3, failed: 1, hasNewestFailed: false, lastFailed }
    const healths = [failing, { attempts: 100, failed: 0, hasNewestFailed: false }]
    expect(await last.webhooks.health()).toBeUndefined()
    for (const health of healths) {
      await first.webhooks.setHealth(health)
      expect(await last.webhooks.health()).toEqual(health)
    }
  })
  if (processes > 1) sharedBudgetsContract(() => stores)
  it('answers a ping', async () => {
    await expect(store().ping()).resolves.toBeUndefined()
  })
}

function deliveryContract(store: () => Store, router: JobRouter): void {
  describe('deliveries', () => {
    it.concurrent('are handled once, however often they come', async () => {
      const delivery = deliveryOf('{"n":1}')
      const handled = router.onDelivery(delivery.id)
      const answers = await Promise.all(Array.from({ length: 20 }, () => store().deliveries.accept(delivery)))
      expect(answers.filter((accepted) => accepted)).toHaveLength(1)
      await vi.waitFor(() => expect(handled).toHaveLength(1), PATIENCE)
      expect(await store().deliveries.accept(delivery)).toBe(false)
      await settled(store, router)
      expect(handled).toEqual([delivery])
    })

    it.concurrent('come back as they were, whatever their id and their text', async () => {
      const text = JSON.stringify({ text: 'zero \u0000, half \ud800, \u{1f980}', filler: 'x'.repeat(1_000_000) })
      const deliveries = [deliveryOf(text), deliveryOf(text, 'not-a-uuid'), deliveryOf(text, 'not-a-uuid-either')]
      const handled = deliveries.map(({ id }) => router.onDelivery(id))
      await Promise.all(deliveries.map((delivery) => store().deliveries.accept(delivery)))
      await vi.waitFor(() => expect(handled).toEqual(deliveries.map((delivery) => [delivery])), PATIENCE)
    })

    it.concurrent('that no database takes are refused without harm to those beside them', async () => {
      const good = deliveryOf('{}')
      const handled = router.onDelivery(good.id)
      const [bad, accepted] = await Promise.allSettled([
        store().deliveries.accept(deliveryOf('{"zero":"\u0000"}')),
        store().deliveries.accept(good),
      ])
      expect(bad).toMatchObject({ status: 'rejected', reason: { name: 'Fault', kind: 'invalid' } })
      expect(accepted).toEqual({ status: 'fulfilled', value: true })
      await vi.waitFor(() => expect(handled).toHaveLength(1), PATIENCE)
    })

    it.concurrent('whose handler throws are tried again', async () => {
      const delivery = deliveryOf('{}')
      const handled = router.onDelivery(delivery.id, (runs) => {
        if (runs === 1) throw new Error('the first run fails')
      })
      await store().deliveries.accept(delivery)
      await vi.waitFor(() => expect(handled).toHaveLength(2), PATIENCE)
    })

    it.concurrent('that always fail are given up aloud, and accepted anew when GitHub redelivers', async () => {
      const delivery = deliveryOf('{}')
      const handled = router.onDelivery(delivery.id, (runs) => {
        if (runs <= 3) throw new Error(`run ${runs} fails`)
      })
      await store().deliveries.accept(delivery)
      const given = { kind: 'delivery', deliveryId: delivery.id, event: 'push', reason: 'run 3 fails' }
      await vi.waitFor(() => expect(router.abandoned).toContainEqual(given), PATIENCE)
      expect(await store().deliveries.accept(delivery)).toBe(true)
      await vi.waitFor(() => expect(handled).toHaveLength(4), PATIENCE)
      expect(await store().deliveries.accept(delivery)).toBe(false)
    })
  })
}

function examinationContract(store: () => Store, all: () => readonly Store[], router: JobRouter): void {
  describe('examinations', () => {
    it.concurrent('never overlap for one pull request, and the last one sees the last head', async () => {
      const pulls = [101, 102, 103].map((number) => new PullUnderTest(number))
      for (const pull of pulls) router.onExamination(pull.key.number, () => pull.examine())
      const events = Array.from({ length: 150 }, (_, index) => pulls[index % pulls.length] ?? expect.fail())
      for (const [index, pull] of events.entries()) {
        pull.head += 1
        await (all()[index % all().length] ?? store()).jobs.requestExamination(pull.key)
      }
      await vi.waitFor(() => expect(pulls.map((pull) => pull.seen)).toEqual(pulls.map((pull) => pull.head)), PATIENCE)
      await settled(store, router)
      expect(pulls.map((pull) => pull.overlaps)).toEqual([0, 0, 0])
      expect(pulls.every((pull) => pull.runs <= pull.head)).toBe(true)
    })

    it.concurrent('asked for while one runs make it run once more, and only once', async () => {
      const gate = Promise.withResolvers<void>()
      const runs = router.onExamination(201, (count) => (count === 1 ? gate.promise : Promise.resolve()))
      await store().jobs.requestExamination(keyOf(201))
      await vi.waitFor(() => expect(runs).toHaveLength(1), PATIENCE)
      for (let again = 0; again < 5; again++) await store().jobs.requestExamination(keyOf(201))
      gate.resolve()
      await vi.waitFor(() => expect(runs).toHaveLength(2), PATIENCE)
      await settled(store, router)
      expect(runs).toEqual([keyOf(201), keyOf(201)])
    })

    it.concurrent('treat a name in another case as the same pull request', async () => {
      const gate = Promise.withResolvers<void>()
      const runs = router.onExamination(202, () => gate.promise)
      await store().jobs.requestExamination(keyOf(202))
      await vi.waitFor(() => expect(runs).toHaveLength(1), PATIENCE)
      await store().jobs.requestExamination({ ...keyOf(202), owner: 'ACME' })
      await settled(store, router)
      expect(runs).toHaveLength(1)
      gate.resolve()
      await vi.waitFor(() => expect(runs).toHaveLength(2), PATIENCE)
    })

    it.concurrent('that fail are tried again, and given up aloud', async () => {
      const runs = router.onExamination(203, () => Promise.reject(new Error('always')))
      await store().jobs.requestExamination(keyOf(203))
      const given = { kind: 'examination', key: keyOf(203), reason: 'always' }
      await vi.waitFor(() => expect(router.abandoned).toContainEqual(given), PATIENCE)
      expect(runs).toHaveLength(3)
    })

    it.concurrent('are put off as long as GitHub asks, at no cost of retries', async () => {
      const limited = new Fault('rate-limited', 'wait', { retryAfterMs: 300 })
      const runs = router.onExamination(204, (count) => (count <= 3 ? Promise.reject(limited) : Promise.resolve()))
      await store().jobs.requestExamination(keyOf(204))
      await vi.waitFor(() => expect(runs).toHaveLength(4), PATIENCE)
      expect(router.abandoned.filter((job) => job.kind === 'examination' && job.key.number === 204)).toEqual([])
    })
  })
}

const PATIENCE = { timeout: 25_000, interval: 20 }

/** A delivery that is handled after all the earlier ones shows that the workers had the time to do too much. */
async function settled(store: () => Store, router: JobRouter): Promise<void> {
  for (let round = 0; round < 2; round++) {
    const marker = deliveryOf('{}')
    const handled = router.onDelivery(marker.id)
    await store().deliveries.accept(marker)
    await vi.waitFor(() => expect(handled).toHaveLength(1), PATIENCE)
  }
}

class PullUnderTest {
  readonly key: PullRequestKey
  head = 0
  seen = 0
  runs = 0
  overlaps = 0
  #running = false

  constructor(number: number) {
    this.key = keyOf(number)
  }

  /** Reads the head, takes a moment, and reports on what it read. */
  async examine(): Promise<void> {
    if (this.#running) this.overlaps += 1
    this.#running = true
    this.runs += 1
    const { head } = this
    await new Promise((resolve) => setTimeout(resolve, 5))
    this.seen = head
    this.#running = false
  }
}

function keyOf(number: number): PullRequestKey {
  return { installationId: 7, owner: 'acme', repo: 'infrastructure', number }
}
