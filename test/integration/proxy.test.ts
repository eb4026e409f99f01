import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type GitHub, startGitHub } from '../github/start-github.ts'

const SCRIPT = new URL('proxied-client-worker.ts', import.meta.url).pathname
const started: { github?: GitHub } = {}
const github = () => started.github ?? expect.fail('The double was not started')

beforeAll(async () => {
  started.github = await startGitHub()
})
afterAll(() => started.github?.stop())

/** A proxy through which every host is the double. `asked` are the hosts that clients wanted to reach. */
async function startProxy() {
  const asked: string[] = []
  const [host = '', port] = github().host.split(':')
  const proxy = createServer((_request, response) => response.writeHead(405).end())
  proxy.on('connect', (request, client) => {
    asked.push(request.url ?? '')
    const upstream = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(client)
      client.pipe(upstream)
    })
    // Either side may break off; the test looks at what came through.
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy())
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const address: AddressInfo | string | null = proxy.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy listens on no port')
  return { asked, url: `http://127.0.0.1:${address.port}`, close: () => proxy.close() }
}

async function slugBy(api: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const { id, privateKey } = github().app
  const env = { ...environment, APP_ID: String(id), PRIVATE_KEY: privateKey, API: api }
  const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT], { env, timeout: 50_000 })
  return stdout
}

it('reaches a GitHub Enterprise Server, that no name server knows, through the proxy of the environment', async () => {
  const proxy = await startProxy()
  try {
    expect(await slugBy('http://github.example.com/api/v3', { HTTP_PROXY: proxy.url })).toBe('countersign')
    expect(new Set(proxy.asked)).toEqual(new Set(['github.example.com:80']))
  } finally {
    proxy.close()
  }
})

it('goes past the proxy to hosts that NO_PROXY names', async () => {
  const proxy = await startProxy()
  try {
    const environment = { HTTP_PROXY: proxy.url, NO_PROXY: '127.0.0.1' }
    expect(await slugBy(github().baseUrl, environment)).toBe('countersign')
    expect(proxy.asked).toEqual([])
  } finally {
    proxy.close()
  }
})
