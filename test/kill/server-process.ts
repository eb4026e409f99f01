import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { GitHub } from '../github/start-github.ts'

/** The real server as a process of its own, to be killed or asked to stop. */
export interface ServerProcess {
  readonly url: string
  /** All that it has logged, to be shown where a test fails. */
  log(): string
  /** `kill -9`: it learns nothing of it. */
  kill(): Promise<void>
  /** SIGTERM; returns the exit code. */
  stop(): Promise<number | null>
}

export interface ServerPlace {
  readonly github: GitHub
  readonly directory: string
  readonly port: number
}

const COMPILED = fileURLToPath(new URL('../../node_modules/.cache/countersign/compiled', import.meta.url))
const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** Resolves once it listens for webhooks. Throws with its output where it ends before. */
export async function startServerProcess({ github, directory, port }: ServerPlace): Promise<ServerProcess> {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env['PATH'],
      // Reading all the sources takes longer than the rest of the start.
      NODE_COMPILE_CACHE: COMPILED,
      APP_ID: String(github.app.id),
      PRIVATE_KEY: github.app.privateKey,
      WEBHOOK_SECRET: github.app.webhookSecret,
      GHE_HOST: github.host,
      GHE_PROTOCOL: 'http',
      DATA_DIR: directory,
      HOST: '127.0.0.1',
      PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  child.stderr.setEncoding('utf8').on('data', (text: string) => lines.push(text))
  await listening(child, lines)
  const ended = once(child, 'exit')
  return {
    url: `http://127.0.0.1:${port}`,
    log: () => lines.join('\n'),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    async stop() {
      child.kill('SIGTERM')
      await ended
      return child.exitCode
    },
  }
}

function listening(child: ChildProcess, lines: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error('The server has no standard output')
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line)
      if (line.includes('countersign listens for webhooks')) resolve()
    })
    child.once('exit', () => reject(new Error(`The server ended before it listened:\n${lines.join('\n')}`)))
  })
}

/** A port that is free now, for servers that follow each other under one address. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The socket has no port')
  server.close()
  await once(server, 'close')
  return address.port
}
