import { once } from 'node:events'
import { createServer, Server } from 'node:http'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'

export interface HttpServer {
  /** Where it listens, e.g. `http://127.0.0.1:3000`. */
  readonly url: string
  /** Takes no more connections and waits for the requests in flight, `graceMs` at most. */
  close(graceMs: number): Promise<void>
}

/** Starts to listen; port 0 takes a free one. Rejects where the port cannot be had. */
export async function listen(
  app: Hono,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<HttpServer> {
  const serverOptions = { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: HEADERS_TIMEOUT_MS }
  const server = serve({
    fetch: app.fetch,
    hostname: host,
    port,
    overrideGlobalObjects: false,
    createServer,
    serverOptions,
  })
  await once(server, 'listening')
  const address = server.address()
  if (!(server instanceof Server) || address === null || typeof address === 'string') {
    throw new Error('the server listens on no port')
  }
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    close: (graceMs) => close(server, graceMs),
  }
}

/** GitHub itself waits ten seconds for an answer. */
const REQUEST_TIMEOUT_MS = 30_000
const HEADERS_TIMEOUT_MS = 10_000
const IDLE_CHECK_MS = 25

async function close(server: Server, graceMs: number): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  // A connection that answers its last request stays open for the next one, until somebody looks.
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS)
  const deadline = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearInterval(idle)
  clearTimeout(deadline)
}
