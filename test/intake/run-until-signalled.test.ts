import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { testKey } from '../github/world/test-key.ts'

const SCRIPT = fileURLToPath(new URL('slow-start-worker.ts', import.meta.url))

/** A server that is in the midst of its start. */
async function starting() {
  const env = { APP_ID: '1', PRIVATE_KEY: testKey(), WEBHOOK_SECRET: 'a-secret-of-the-tests' }
  const child = spawn(process.execPath, [SCRIPT], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}

async function ended(child: ChildProcess) {
  const [code, signal] = await once(child, 'exit')
  return { code, signal }
}

it.each(['SIGTERM', 'SIGINT'] as const)('%s while the server starts closes it as soon as it has', async (signal) => {
  const child = await starting()
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  child.kill(signal)
  child.stdin.end('go on\n')
  expect(await ended(child)).toEqual({ code: 0, signal: null })
  expect(output).toContain('closed')
})

it('a second signal ends a server that does not come to start', async () => {
  const child = await starting()
  // Two signals that arrive together are one to the system.
  const end = ended(child)
  const again = setInterval(() => child.kill('SIGTERM'), 100)
  expect(await end).toMatchObject({ code: null })
  clearInterval(again)
})
