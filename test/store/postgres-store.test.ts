import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openStore } from '../../src/adapters/store/store.ts'
import { inTurn } from '../../src/review/in-turn.ts'
import { deliveryOf } from '../contracts/delivery.ts'
import { jobRouter, startWorkers } from '../contracts/job-router.ts'
import { type PostgresServer, startPostgres } from '../contracts/postgres-server.ts'
import { QUICK } from '../contracts/quick-timing.ts'
import { storeContract } from '../contracts/store-contract.ts'
import { catchUpContract } from './catch-up-contract.ts'
import { SILENT } from './silent-log.ts'

const started: { server?: PostgresServer; url?: string } = {}
beforeAll(async () => {
  started.server = await startPostgres()
  started.url = await started.server.createDatabase('countersign')
})
afterAll(() => started.server?.stop())

describe('the store on PostgreSQL, with two processes', () => {
  storeContract(2, () => {
    const url = started.url ?? expect.fail('PostgreSQL was not started')
    return openStore({ kind: 'postgres', url }, { log: SILENT, timing: QUICK })
  })
})

describe('turns that processes take on PostgreSQL', () => {
  const REPOSITORY = { installationId: 7, owner: 'acme', repo: 'infra' }
  const twoProcesses = async (name: string) => {
    const url = (await started.server?.createDatabase(name)) ?? expect.fail('PostgreSQL was not started')
    const stores = [1, 2].map(() => openStore({ kind: 'postgres', url }, { log: SILENT, timing: QUICK }))
    return Promise.all(stores)
  }

  it('let one of them at a time write to a commit, and any number to different ones', async () => {
    const stores = await twoProcesses('turns')
    const turns = stores.map(({ turnLocks }) => inTurn(turnLocks))
    const running = new Map<string, number>()
    const most = { ofOne: 0, ofAll: 0 }
    const work = (sha: string) => async () => {
      running.set(sha, (running.get(sha) ?? 0) + 1)
      most.ofOne = Math.max(most.ofOne, ...running.values())
      most.ofAll = Math.max(
        most.ofAll,
        [...running.values()].reduce((sum, count) => sum + count),
      )
      await delay(10)
      running.set(sha, (running.get(sha) ?? 0) - 1)
    }
    const shas = ['a', 'b', 'c']
    const each = turns.flatMap((turn) => shas.flatMap((sha) => [1, 2, 3].map(() => turn(REPOSITORY, sha, work(sha)))))
    await Promise.all(each)
    expect(most.ofOne).toBe(1)
    expect(most.ofAll).toBeGreaterThan(1)
    for (const store of stores) await store.close()
  })

  it('are done again where the connection that held one broke, and pass on where the work failed', async () => {
    const [one, other] = await twoProcesses('broken_turns')
    const [turn, otherTurn] = [inTurn(one?.turnLocks), inTurn(other?.turnLocks)]
    const cut = () => started.server?.cutConnections('broken_turns') ?? expect.fail('PostgreSQL was not started')
    await expect(turn(REPOSITORY, 'a', cut)).rejects.toMatchObject({ name: 'Fault', retryable: true })
    await expect(turn(REPOSITORY, 'a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await otherTurn(REPOSITORY, 'a', async () => 'done')).toBe('done')
    await Promise.all([one, other].map((store) => store?.close()))
  })
})

describe('making up for lost events on PostgreSQL, with two processes', () => {
  const place: { url?: string } = {}
  catchUpContract(2, async () => {
    place.url ??= (await started.server?.createDatabase('catch_up')) ?? expect.fail('PostgreSQL was not started')
    return openStore({ kind: 'postgres', url: place.url }, { log: SILENT, timing: QUICK })
  })
})

describe('a database that goes away', () => {
  it('for a moment costs no delivery that was accepted, and the store works on', async () => {
    const url = (await started.server?.createDatabase('cut')) ?? ''
    const store = await openStore({ kind: 'postgres', url }, { log: SILENT, timing: QUICK })
    const router = jobRouter()
    await startWorkers(store, router.handlers, 2)
    const deliveries = Array.from({ length: 20 }, () => deliveryOf('{}'))
    const handled = deliveries.map(({ id }) => router.onDelivery(id))
    for (const [index, delivery] of deliveries.entries()) {
      if (index % 5 === 0) await started.server?.cutConnections('cut')
      await vi.waitFor(() => store.deliveries.accept(delivery), { timeout: 10_000 })
    }
    await vi.waitFor(() => expect(handled.every((runs) => runs.length > 0)).toBe(true), { timeout: 25_000 })
    await store.close()
  })

  it('for good makes every call a fault, and lets the store be closed', async () => {
    const server = await startPostgres()
    const url = await server.createDatabase('gone')
    const store = await openStore({ kind: 'postgres', url }, { log: SILENT, timing: QUICK })
    await startWorkers(store, jobRouter().handlers, 1)
    await server.stop()
    await expect(store.deliveries.accept(deliveryOf('{}'))).rejects.toMatchObject({ name: 'Fault', retryable: true })
    await expect(store.ping()).rejects.toMatchObject({ name: 'Fault' })
    await store.close(1_000)
    await expect(openStore({ kind: 'postgres', url }, { log: SILENT })).rejects.toMatchObject({ name: 'Fault' })
  })
})
