import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openStore, type StoreLocation } from '../../src/adapters/store/store.ts'
import { jobRouter, startWorkers } from '../contracts/job-router.ts'
import { type PostgresServer, startPostgres } from '../contracts/postgres-server.ts'
import { QUICK } from '../contracts/quick-timing.ts'
import { SILENT } from '../store/silent-log.ts'

const folder = mkdtempSync(join(tmpdir(), 'countersign-killed-'))
const started: { server?: PostgresServer } = {}
beforeAll(async () => {
  started.server = await startPostgres()
})
afterAll(async () => {
  await started.server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const DELIVERIES = 12

describe('a process that is killed with jobs in its hands', () => {
  it.concurrent('loses nothing in a directory, and frees it', async ({ expect }) => {
    const location = { kind: 'directory', path: join(folder, 'store') } as const
    const worker = await stuckWorker(location.kind, location.path)
    const message = `in use by process ${worker.process.pid}.`
    await expect(openStore(location, { log: SILENT })).rejects.toThrow(message)
    expect(await handledAfterKill(worker, location)).toEqual(worker.deliveries)
  })

  it.concurrent('loses nothing on PostgreSQL, where another one takes over', async ({ expect }) => {
    const url = (await started.server?.createDatabase('killed')) ?? ''
    const worker = await stuckWorker('postgres', url)
    expect(await handledAfterKill(worker, { kind: 'postgres', url })).toEqual(worker.deliveries)
  }, 60_000)
})

interface StuckWorker {
  readonly process: ChildProcess
  /** Ids, sorted. */
  readonly deliveries: readonly string[]
}

async function stuckWorker(kind: string, place: string): Promise<StuckWorker> {
  const script = fileURLToPath(new URL('./stuck-worker.ts', import.meta.url))
  const process_ = spawn(process.execPath, [script, kind, place, String(DELIVERIES)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: process_.stdout })) {
    return { process: process_, deliveries: stringsOf(JSON.parse(line)).sort() }
  }
  return expect.fail('The process ended by itself')
}

/** Kills the process, opens its store here, and returns what is handled then: the ids, sorted. */
async function handledAfterKill(worker: StuckWorker, location: StoreLocation): Promise<readonly string[]> {
  worker.process.kill('SIGKILL')
  await once(worker.process, 'exit')
  const store = await openStore(location, { log: SILENT, timing: QUICK })
  const router = jobRouter()
  const handled = worker.deliveries.map((id) => router.onDelivery(id))
  await startWorkers(store, router.handlers, 2)
  await vi.waitFor(() => expect(handled.every((runs) => runs.length > 0)).toBe(true), { timeout: 50_000, interval: 50 })
  await store.close()
  return handled.flatMap((runs) => runs.map(({ id }) => id)).sort()
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}
