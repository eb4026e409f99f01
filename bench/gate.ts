import { setTimeout as delay } from 'node:timers/promises'
import { WEBHOOK_PATH } from '../src/intake/webhook-app.ts'
import { startPostgres } from '../test/contracts/postgres-server.ts'
import type { PullHandle } from '../test/github/handles/pull-handle.ts'
import { type GitHub, startGitHub } from '../test/github/start-github.ts'
import type { Delivery } from '../test/github/webhooks/delivery.ts'
import { percentile } from './open-loop.ts'
import { type BenchRow, printRows } from './row.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'

/** Pull requests a second, and for how many seconds they arrive. */
const LOADS = [
  { perSecond: 1, seconds: 8 },
  { perSecond: 10, seconds: 6 },
  { perSecond: 100, seconds: 2 },
] as const
/** GitHub takes some 75 writes a minute of one installation, and each pull request needs two. */
const INSTALLATIONS = 30
const LOOK_MS = 5
const PATIENCE_MS = 120_000

/**
 * How long a pull request waits for its check and its verdict: the server as it is started for users, in a process of
 * its own on a fresh embedded store, and beside it, in the same run, in two processes on a PostgreSQL. Both against the
 * double, which answers at once. Everything is on this one machine.
 */
export async function gateBench(): Promise<readonly BenchRow[]> {
  return [...(await measureOn('', startAlone)), ...(await measureOn(', web and worker apart', startApart))]
}

/** What is measured: where webhooks go, and all the processes that serve. */
interface Served {
  readonly web: ServerProcess
  readonly processes: readonly ServerProcess[]
  stop(): Promise<void>
}

async function measureOn(how: string, start: (github: GitHub) => Promise<Served>): Promise<readonly BenchRow[]> {
  const github = await startGitHub()
  const served = await start(github)
  try {
    await untilSwept(github, served)
    const rows: BenchRow[] = []
    for (const load of LOADS) rows.push(...(await measure(github, served, load, how)))
    return rows
  } finally {
    await served.stop()
    await github.stop()
  }
}

type Load = (typeof LOADS)[number]

interface Arrival {
  readonly pull: PullHandle
  readonly webhook: Delivery
  atMs: number
  createdMs?: number
  verdictMs?: number
}

async function measure(github: GitHub, served: Served, load: Load, how: string): Promise<readonly BenchRow[]> {
  const arrivals = await prepare(github, load)
  const before = { server: cpuSeconds(served), double: ownCpuSeconds(), ms: performance.now() }
  const arriving = arrive(`${served.web.url}${WEBHOOK_PATH}`, arrivals, load)
  await watch(arrivals)
  await arriving
  const passed = (performance.now() - before.ms) / 1_000
  const name = `${load.perSecond} a second${how}`
  return [
    ...shares(`${name}, check created`, arrivals, ({ createdMs = Number.NaN }) => createdMs, 'aim: within a second'),
    ...shares(`${name}, verdict`, arrivals, ({ verdictMs = Number.NaN }) => verdictMs, 'aim: within seconds'),
    { name: `${name}, cores taken by the server`, value: (cpuSeconds(served) - before.server) / passed, unit: '' },
    { name: `${name}, cores taken by the double`, value: (ownCpuSeconds() - before.double) / passed, unit: '' },
  ]
}

/** Pull requests whose webhooks arrived nowhere: the double has them in its log, signed. */
async function prepare(github: GitHub, { perSecond, seconds }: Load): Promise<readonly Arrival[]> {
  const arrivals: Arrival[] = []
  const repositories = []
  for (let at = 0; at < Math.min(INSTALLATIONS, perSecond * seconds); at += 1) {
    const collaborators = { alice: 'write', bob: 'write' } as const
    repositories.push(await github.repository(`bench-${perSecond}-${at}/infra`, { files: FILES, collaborators }))
  }
  for (let at = 0; at < perSecond * seconds; at += 1) {
    const repository = repositories[at % repositories.length]
    if (repository === undefined) throw new Error('there are repositories')
    const commits = [{ files: { 'policy.tf': policy(`s3:Put${at}`) } }]
    const pull = await repository.openPull({ author: 'alice', branch: `change-${at}`, commits })
    await github.settled()
    const webhook = github.webhooks.deliveries.findLast(({ event }) => event === 'pull_request')
    if (webhook === undefined) throw new Error('an opened pull request has a webhook')
    arrivals.push({ pull, webhook, atMs: 0 })
  }
  return arrivals
}

async function arrive(url: string, arrivals: readonly Arrival[], { perSecond }: Load): Promise<void> {
  const startedMs = performance.now()
  const answers: Promise<Response>[] = []
  for (const [index, arrival] of arrivals.entries()) {
    const dueMs = startedMs + (index * 1_000) / perSecond
    await delay(Math.max(0, dueMs - performance.now()))
    arrival.atMs = performance.now()
    const { payload: body, requestHeaders: headers } = arrival.webhook
    answers.push(fetch(url, { method: 'POST', body, headers }))
  }
  const refused = (await Promise.all(answers)).filter(({ status }) => status !== 202)
  if (refused.length > 0) throw new Error(`${refused.length} webhooks were not accepted`)
}

async function watch(arrivals: readonly Arrival[]): Promise<void> {
  const startedMs = performance.now()
  let waiting = arrivals
  while (waiting.length > 0) {
    if (performance.now() - startedMs > PATIENCE_MS) throw new Error(`${waiting.length} pull requests have no verdict`)
    for (const arrival of waiting) look(arrival)
    waiting = waiting.filter(({ verdictMs }) => verdictMs === undefined)
    await delay(LOOK_MS)
  }
}

function look(arrival: Arrival): void {
  const run = arrival.pull.checkRuns().at(-1)
  if (run === undefined) return
  arrival.createdMs ??= performance.now() - arrival.atMs
  if (run.status === 'completed') arrival.verdictMs = performance.now() - arrival.atMs
}

function shares(
  name: string,
  arrivals: readonly Arrival[],
  of: (arrival: Arrival) => number,
  beside: string,
): readonly BenchRow[] {
  const sorted = arrivals.map(of).sort((one, other) => one - other)
  return [
    { name: `${name}, p50`, value: percentile(sorted, 0.5), unit: 'ms', beside },
    { name: `${name}, p99`, value: percentile(sorted, 0.99), unit: 'ms', beside },
  ]
}

const FILES = { 'main.tf': 'resource "aws_iam_role" "app" {\n  name = "app"\n}\n', 'policy.tf': policy('s3:GetObject') }

function policy(action: string): string {
  const statement = `{ Effect = "Allow", Action = "${action}", Resource = "*" }`
  return `resource "aws_iam_role_policy" "app" {
  role   = aws_iam_role.app.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [${statement}] })
}
`
}

async function startAlone(github: GitHub): Promise<Served> {
  const server = await startServerProcess({ ...github.app, githubHost: github.host })
  return { web: server, processes: [server], stop: server.stop }
}

async function startApart(github: GitHub): Promise<Served> {
  const postgres = await startPostgres()
  const databaseUrl = await postgres.createDatabase('bench')
  const start = (role: 'web' | 'worker') =>
    startServerProcess({ ...github.app, githubHost: github.host }, { databaseUrl, role })
  const [web, worker] = [await start('web'), await start('worker')]
  return {
    web,
    processes: [web, worker],
    async stop() {
      for (const each of [web, worker]) await each.stop()
      await postgres.stop()
    },
  }
}

/** At its start the server looks for lost webhooks: those of the benchmark must not be there before. */
async function untilSwept(github: GitHub, { processes }: Served): Promise<void> {
  while (!github.requests.some(({ operation }) => operation === 'apps/list-installations')) {
    for (const each of processes) each.assertRuns()
    await delay(50)
  }
}

function cpuSeconds({ processes }: Served): number {
  return processes.reduce((sum, each) => sum + each.cpuSeconds(), 0)
}

/** Of this process, which is the double's, and counts what arrives. */
function ownCpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

if (import.meta.main) printRows('gate', await gateBench())
