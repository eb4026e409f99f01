import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { Hono } from 'hono'
import { afterEach, describe, expect, it } from 'vitest'
import { type HttpServer, listen } from '../../src/intake/http-server.ts'
import { MAX_BODY_BYTES, WEBHOOK_PATH } from '../../src/intake/webhook-app.ts'
import { intakeUnderTest } from './intake-under-test.ts'
import { headersOf } from './signed.ts'

const servers: HttpServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close(0)
})

describe('over a real connection', () => {
  it('an unsigned webhook is refused before its body was sent', async () => {
    const { url } = await serveIntake()
    const sent = post(url, { 'content-length': '1000000' })
    sent.flushHeaders()
    expect((await answerOf(sent)).statusCode).toBe(401)
    sent.destroy()
  })

  it('a webhook that says it is too large is refused before its body was sent', async () => {
    const { url } = await serveIntake()
    const sent = post(url, { ...headers('{}'), 'content-length': String(MAX_BODY_BYTES + 1) })
    sent.flushHeaders()
    expect((await answerOf(sent)).statusCode).toBe(413)
    sent.destroy()
  })

  it('a webhook that grows too large is refused, and the server works on', async () => {
    const { url } = await serveIntake()
    const sent = post(url, { ...headers('{}'), 'transfer-encoding': 'chunked' })
    sent.on('error', () => undefined)
    const chunk = Buffer.alloc(1024 * 1024)
    for (let size = 0; size <= MAX_BODY_BYTES; size += chunk.length) sent.write(chunk)
    expect((await answerOf(sent)).statusCode).toBe(413)
    sent.destroy()
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  })

  it('a webhook in pieces is put together', async () => {
    const { url, accepted } = await serveIntake()
    const body = JSON.stringify({ text: 'é'.repeat(1_000) })
    const sent = post(url, { ...headers(body), 'transfer-encoding': 'chunked' })
    for (const byte of Buffer.from(body)) sent.write(Buffer.of(byte))
    sent.end()
    expect((await answerOf(sent)).statusCode).toBe(202)
    expect(accepted[0]?.payload).toBe(body)
  })

  it('a sender that goes away half-way leaves nothing behind', async () => {
    const { url, accepted } = await serveIntake()
    const sent = post(url, { ...headers('{}'), 'content-length': '2' })
    const gone = new Promise((resolve) => sent.on('error', () => undefined).on('close', resolve))
    sent.write('{')
    sent.destroy()
    await gone
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    expect(accepted).toEqual([])
  })
})

describe('closing', () => {
  it('lets a request in flight end, and takes no new one', async () => {
    const gate = Promise.withResolvers<string>()
    const entered = Promise.withResolvers<void>()
    const app = new Hono().get('/', async (context) => {
      entered.resolve()
      return context.text(await gate.promise)
    })
    const server = await listen(app, { host: '127.0.0.1', port: 0 })
    const answer = fetch(server.url)
    await entered.promise
    const closed = server.close(10_000)
    await expect(fetch(server.url)).rejects.toThrow()
    gate.resolve('done')
    expect(await (await answer).text()).toBe('done')
    await closed
  })

  it('ends a request that takes longer than the grace', async () => {
    const entered = Promise.withResolvers<void>()
    const app = new Hono().get('/', () => {
      entered.resolve()
      return new Promise<Response>(() => undefined)
    })
    const server = await listen(app, { host: '127.0.0.1', port: 0 })
    const answer = fetch(server.url)
    await Promise.all([entered.promise, expect(answer).rejects.toThrow(), entered.promise.then(() => server.close(1))])
  })

  it('rejects where the port is taken', async () => {
    const { url } = await serveIntake()
    const port = Number(new URL(url).port)
    await expect(listen(new Hono(), { host: '127.0.0.1', port })).rejects.toThrow('EADDRINUSE')
  })
})

async function serveIntake() {
  const { app, accepted } = await intakeUnderTest()
  const server = await listen(app, { host: '127.0.0.1', port: 0 })
  servers.push(server)
  return { url: server.url, accepted }
}

function headers(body: string): Record<string, string> {
  return Object.fromEntries(headersOf(body))
}

function post(url: string, sent: Record<string, string>) {
  return request(`${url}${WEBHOOK_PATH}`, { method: 'POST', headers: sent })
}

async function answerOf(sent: ReturnType<typeof request>): Promise<IncomingMessage> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve).once('error', reject)
  })
  await text(answer)
  return answer
}
