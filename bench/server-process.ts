import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

export interface ServerProcess {
  readonly url: string
  /** Processor time that it has taken. */
  cpuSeconds(): number
  /** Throws where it has ended. */
  assertRuns(): void
  stop(): Promise<void>
}

/** The app that the server is, and where its GitHub answers. */
export interface ServedApp {
  readonly id: number
  readonly privateKey: string
  readonly webhookSecret: string
  /** `host:port` */
  readonly githubHost: string
}

/** One of several processes on a PostgreSQL. */
export interface ServerPart {
  readonly databaseUrl: string
  readonly role: 'web' | 'worker'
}

/**
 * The server as it is started for users, in a process of its own, once it is ready: on a fresh embedded store, unless it
 * is part of several.
 */
export async function startServerProcess(app: ServedApp, part?: ServerPart): Promise<ServerProcess> {
  const path = mkdtempSync(join(tmpdir(), 'countersign-bench-'))
  const port = await freePort()
  const main = new URL('../src/main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--max-semi-space-size=64', main], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      APP_ID: String(app.id),
      PRIVATE_KEY: app.privateKey,
      WEBHOOK_SECRET: app.webhookSecret,
      GHE_HOST: app.githubHost,
      GHE_PROTOCOL: 'http',
      ...(part === undefined ? { DATA_DIR: path } : { DATABASE_URL: part.databaseUrl, ROLE: part.role }),
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'silent',
    },
  })
  const url = `http://127.0.0.1:${port}`
  const assertRuns = () => {
    if (child.exitCode !== null) throw new Error('the server ended')
  }
  while (!(await isReady(url))) {
    assertRuns()
    await delay(50)
  }
  return {
    url,
    cpuSeconds: () => cpuSecondsOf(child.pid),
    assertRuns,
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      rmSync(path, { recursive: true, force: true })
    },
  }
}

function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  )
}

/** The kernel counts in hundredths of a second; the name of a program, in brackets, may hold anything. */
function cpuSecondsOf(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
    .map(Number)
  return ((fields[11] ?? 0) + (fields[12] ?? 0)) / 100
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
