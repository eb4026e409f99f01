import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openStore } from '../../src/adapters/store/store.ts'
import { deliveryOf } from '../contracts/delivery.ts'
import { jobRouter } from '../contracts/job-router.ts'
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
    await store.startWorkers(router.handlers, { concurrency: 2 })
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
    await store.startWorkers(jobRouter().handlers, { concurrency: 1 })
    await server.stop()
    await expect(store.deliveries.accept(deliveryOf('{}'))).rejects.toMatchObject({ name: 'Fault', retryable: true })
    await expect(store.ping()).rejects.toMatchObject({ name: 'Fault' })
    await store.close(1_000)
    await expect(openStore({ kind: 'postgres', url }, { log: SILENT })).rejects.toMatchObject({ name: 'Fault' })
  })
})
