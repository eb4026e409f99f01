import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { openStore } from '../../src/adapters/store/store.ts'
import { Fault } from '../../src/ports/fault.ts'
import { deliveryOf } from '../contracts/delivery.ts'
import { jobRouter, startWorkers } from '../contracts/job-router.ts'
import { QUICK } from '../contracts/quick-timing.ts'
import { SILENT } from './silent-log.ts'

const folder = mkdtempSync(join(tmpdir(), 'countersign-data-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const open = (path: string) => openStore({ kind: 'directory', path }, { log: SILENT, timing: QUICK })

describe('a data directory', () => {
  it('keeps what was accepted, hands back what could not be finished in time, and is nobody else’s to read', async () => {
    const path = join(folder, 'kept')
    const delivery = deliveryOf('{"kept":true}')
    const first = await open(path)
    const entered = Promise.withResolvers<void>()
    const hang = () => {
      entered.resolve()
      return new Promise<void>(() => undefined)
    }
    await startWorkers(first, { ...jobRouter().handlers, deliver: hang }, 1)
    await first.deliveries.accept(delivery)
    await entered.promise
    await expect(open(path)).rejects.toThrow(`in use by process ${process.pid}. Stop it first`)
    await first.close(1)
    expect(statSync(path).mode & 0o777).toBe(0o700)

    const second = await open(path)
    const router = jobRouter()
    const handled = router.onDelivery(delivery.id)
    await startWorkers(second, router.handlers, 1)
    await vi.waitFor(() => expect(handled).toEqual([delivery]), { timeout: 20_000 })
    expect(await second.deliveries.accept(delivery)).toBe(false)
    await second.close()
  })

  it('that a killed process left half-made is made anew', async () => {
    const path = join(folder, 'torn')
    mkdirSync(join(path, 'postgres'), { recursive: true })
    writeFileSync(join(path, 'postgres/PG_VERSION'), '')
    const store = await open(path)
    await expect(store.ping()).resolves.toBeUndefined()
    await store.close()
  })

  it('that is a file is refused', async () => {
    const path = join(folder, 'file')
    writeFileSync(path, '')
    await expect(open(path)).rejects.toThrow(path)
  })
})

describe('a store that is closed', () => {
  it('finishes what runs, and faults on whatever is asked of it then', async () => {
    const store = await openStore({ kind: 'memory' }, { log: SILENT, timing: QUICK })
    const router = jobRouter()
    const gate = Promise.withResolvers<void>()
    const finished: string[] = []
    const entered = Promise.withResolvers<void>()
    const deliver = async () => {
      entered.resolve()
      await gate.promise
      finished.push('delivery')
    }
    await startWorkers(store, { ...router.handlers, deliver }, 1)
    await store.deliveries.accept(deliveryOf('{}'))
    await entered.promise
    const closed = store.close().then(() => finished.push('store'))
    gate.resolve()
    await closed
    expect(finished).toEqual(['delivery', 'store'])
    await expect(store.deliveries.accept(deliveryOf('{}'))).rejects.toThrow(Fault)
    await expect(store.ping()).rejects.toThrow(Fault)
  })
})
