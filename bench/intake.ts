import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { pino } from 'pino'
import { listen } from '../src/intake/http-server.ts'
import { WEBHOOK_PATH, webhookApp } from '../src/intake/webhook-app.ts'
import { startServer } from '../src/server/start-server.ts'
import { startPostgres } from '../test/contracts/postgres-server.ts'
import { type OpenLoop, openLoop, percentile } from './open-loop.ts'
import { type BenchRow, printRows } from './row.ts'
import { type ServedApp, type ServerProcess, startServerProcess } from './server-process.ts'

const CONNECTIONS = 50
const SECONDS = 8
/** Deliveries a second that the acknowledgement has to keep up with. */
const STEADY_RATE = 300
const WARM_UP_SECONDS = 3
/** A process that just started computes slowly: what it acknowledges until then is no steady state. */
const STEADY_WARM_UP_SECONDS = 10
const STEADY_SECONDS = 15
const SECRET = 'the secret of the benchmark'
/** As large as a usual pull_request payload. */
const PAYLOAD_BYTES = 25_000

/**
 * How long a webhook waits for its answer with 50 connections that each send the next one at once: the whole server on
 * a fresh embedded store, and beside it, in the same run, the same HTTP side that verifies and stores nothing, which is
 * the limit that no storage can beat.
 */
export async function intakeBench(): Promise<BenchRow[]> {
  // First, while this process has little else to do than to keep the times.
  const steady = await steadily()
  const apart = await steadilyApart()
  const limit = await measure(await withoutStore())
  const server = await measure(await wholeServer())
  const beside = (of: (figures: Figures) => number) => `verifying only: ${format(of(limit))}`
  return [
    { name: 'acknowledged p50', value: server.p50Ms, unit: 'ms', beside: `${beside((figures) => figures.p50Ms)} ms` },
    { name: 'acknowledged p99', value: server.p99Ms, unit: 'ms', beside: `${beside((figures) => figures.p99Ms)} ms` },
    {
      name: 'acknowledged',
      value: server.perSecond,
      unit: '/s',
      beside: `${beside((figures) => figures.perSecond)} /s`,
    },
    ...steadyRows('', steady),
    ...steadyRows(', by a `web` process on PostgreSQL', apart),
    { name: 'not acknowledged with 202', value: server.failed, unit: '', beside: `of ${server.sent} sent` },
  ]
}

function steadyRows(how: string, { latenciesMs, failed }: OpenLoop): readonly BenchRow[] {
  const beside = `limit: 50 ms; ${failed} of ${latenciesMs.length} not with 202`
  return [
    { name: `acknowledged p50 at ${STEADY_RATE} a second${how}`, value: percentile(latenciesMs, 0.5), unit: 'ms' },
    {
      name: `acknowledged p99 at ${STEADY_RATE} a second${how}`,
      value: percentile(latenciesMs, 0.99),
      unit: 'ms',
      beside,
    },
  ]
}

interface Figures {
  readonly p50Ms: number
  readonly p99Ms: number
  readonly perSecond: number
  readonly sent: number
  readonly failed: number
}

interface Running {
  readonly url: string
  close(): Promise<void>
}

const silent = pino({ level: 'silent' })

async function wholeServer(): Promise<Running> {
  const path = mkdtempSync(join(tmpdir(), 'countersign-bench-'))
  const app = { appId: 1, ...generateKey(), webhookSecret: SECRET, apiUrl: 'http://127.0.0.1:1' }
  const place = { storage: { kind: 'directory', path }, host: '127.0.0.1', port: 0, logLevel: 'silent' } as const
  const server = await startServer({ ...app, ...place }, { log: silent, examine: async () => undefined })
  return {
    url: server.url,
    async close() {
      await server.close(0)
      rmSync(path, { recursive: true, force: true })
    },
  }
}

async function withoutStore(): Promise<Running> {
  const app = webhookApp({
    verify: async (body, signature) => signature === signatureOf(body),
    deliveries: { accept: async () => true },
    ping: async () => undefined,
    clock: { now: Date.now },
    log: silent,
  })
  const server = await listen(app, { host: '127.0.0.1', port: 0 })
  return { url: server.url, close: () => server.close(0) }
}

/** The server in a process of its own, and deliveries that come at their times whatever became of those before. */
async function steadily(): Promise<OpenLoop> {
  return steadilyTo(await startServerProcess(servedApp()))
}

/** The same, where webhooks are taken in by a process that does nothing else. */
async function steadilyApart(): Promise<OpenLoop> {
  const postgres = await startPostgres()
  try {
    const databaseUrl = await postgres.createDatabase('bench')
    return await steadilyTo(await startServerProcess(servedApp(), { databaseUrl, role: 'web' }))
  } finally {
    await postgres.stop()
  }
}

function servedApp(): ServedApp {
  return { id: 1, ...generateKey(), webhookSecret: SECRET, githubHost: '127.0.0.1:1' }
}

async function steadilyTo(server: ServerProcess): Promise<OpenLoop> {
  const send = async () => {
    const each = { ...headers, 'x-github-delivery': randomUUID() }
    const { status } = await fetch(`${server.url}${WEBHOOK_PATH}`, { method: 'POST', body, headers: each })
    return status === 202
  }
  try {
    await openLoop(STEADY_RATE, STEADY_WARM_UP_SECONDS, send)
    return await openLoop(STEADY_RATE, STEADY_SECONDS, send)
  } finally {
    await server.stop()
  }
}

const body = JSON.stringify({ action: 'labeled', filler: 'x'.repeat(PAYLOAD_BYTES) })
const headers = {
  'content-type': 'application/json',
  'x-github-event': 'issues',
  'x-hub-signature-256': signatureOf(body),
}

/** As many as the connections give. */
async function measure(server: Running): Promise<Figures> {
  const result = await autocannon({
    url: `${server.url}${WEBHOOK_PATH}`,
    connections: CONNECTIONS,
    duration: SECONDS,
    warmup: { connections: CONNECTIONS, duration: WARM_UP_SECONDS },
    method: 'POST',
    body,
    headers,
    requests: [
      { setupRequest: (request) => ({ ...request, headers: { ...headers, 'x-github-delivery': randomUUID() } }) },
    ],
  })
  await server.close()
  return {
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    perSecond: result.requests.average,
    sent: result.requests.sent,
    failed: result.non2xx + result.errors + result.timeouts,
  }
}

function generateKey(): { readonly privateKey: string } {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

function signatureOf(body: string): string {
  return `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`
}

function format(figure: number): string {
  return figure.toLocaleString('en-GB', { maximumSignificantDigits: 4 })
}

if (import.meta.main) printRows('intake', await intakeBench())
