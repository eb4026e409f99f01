import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { testKey } from '../github/world/test-key.ts'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
const folder = mkdtempSync(join(tmpdir(), 'countersign-process-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SECRET = 'marker-of-the-secret'
const COMPLETE = { APP_ID: '1', PRIVATE_KEY: testKey(), WEBHOOK_SECRET: SECRET, HOST: '127.0.0.1', PORT: '0' }

describe('the process of the server', () => {
  it('leaves with exit code 2 and says what to set, without quoting a secret', async () => {
    const refused = await runToEnd({ ...COMPLETE, APP_ID: '', PRIVATE_KEY: `${SECRET}-no-key` })
    expect(refused.code).toBe(2)
    expect(refused.errors).toContain('countersign does not start')
    expect(refused.errors).toMatch(/APP_ID is not set.*PRIVATE_KEY holds no RSA private key/s)
    expect(refused.errors + refused.output).not.toContain(SECRET)
  })

  it('keeps its directory to itself, and leaves with exit code 0 when it is asked to end', async () => {
    const variables = { ...COMPLETE, DATA_DIR: join(folder, 'data') }
    const first = start(variables)
    const url = await listeningAt(first)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    const second = await runToEnd(variables)
    expect([second.code, second.errors]).toEqual([2, expect.stringContaining(`in use by process ${first.pid}.`)])
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    first.kill('SIGTERM')
    expect(await once(first, 'exit')).toEqual([0, null])
  })

  it('leaves with exit code 2 and the reason where the database is not there', async () => {
    const refused = await runToEnd({ ...COMPLETE, DATABASE_URL: `postgres://user:${SECRET}@127.0.0.1:1/none` })
    expect(refused.code).toBe(2)
    expect(refused.errors).toContain('ECONNREFUSED')
    expect(refused.errors + refused.output).not.toContain(SECRET)
  })
})

/** A process that has these variables and no others of the test's own. */
function start(variables: Readonly<Record<string, string>>) {
  const env = { PATH: process.env['PATH'] ?? '', ...variables }
  return spawn(process.execPath, [MAIN], { env, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function runToEnd(variables: Readonly<Record<string, string>>) {
  const child = start(variables)
  const exit = once(child, 'exit')
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  const [code] = await exit
  return { code, output, errors }
}

const lineSchema = z.object({ url: z.string().optional() })

async function listeningAt(child: ReturnType<typeof start>): Promise<string> {
  for await (const line of createInterface({ input: child.stdout })) {
    const { url } = lineSchema.parse(JSON.parse(line))
    if (url !== undefined) return url
  }
  return expect.fail('The server ended without listening')
}
