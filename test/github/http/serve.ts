import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import { answerGraphql } from '../graphql/answer-graphql.ts'
import type { World } from '../world/world.ts'
import { answerRequest } from './answer-request.ts'
import { artifactStore } from './artifact-store.ts'
import type { FaultEffect, plannedFaults } from './faults.ts'
import { gitOverHttp } from './git-over-http.ts'
import type { Operation } from './operation.ts'
import type { RequestLog } from './request-log.ts'
import { routes } from './routes.ts'

const PREFIX = '/api/v3'

export interface Server {
  readonly origin: string
  close(): Promise<void>
}

/** Serves the operations under `/api/v3` on a free loopback port, as a GitHub Enterprise Server would. */
export async function serve(
  world: World,
  operations: readonly Operation[],
  log: RequestLog,
  faults: ReturnType<typeof plannedFaults>,
): Promise<Server> {
  const table = routes(operations)
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.all(`${PREFIX}/*`, async (context) => {
    const done = log.begin()
    const { method } = context.req
    const url = new URL(context.req.url)
    const path = url.pathname.slice(PREFIX.length)
    const route = table.find(method, path)
    const text = await context.req.text()
    const finish = (status: number) =>
      done({ method, path, operation: route?.operation.id ?? null, status, body: text })
    const fault = faults.take(route?.operation.id ?? '', `${method} ${path}`)
    await pause(fault)
    if (fault?.kind === 'drop' && fault.when === 'before') {
      finish(0)
      return cut(context)
    }
    const incoming = { method, url, headers: context.req.raw.headers, text, atOnce: log.inFlight(), route, fault }
    const response = await answerRequest(world, incoming, log)
    finish(response.status)
    return fault?.kind === 'drop' ? cut(context) : response
  })
  app.post('/api/graphql', async (context) => {
    const done = log.begin()
    const text = await context.req.text()
    const fault = faults.take('graphql', 'POST /graphql')
    await pause(fault)
    const authorization = context.req.header('authorization')
    const response = await answerGraphql(world, { authorization, text }, log, fault)
    done({ method: 'POST', path: '/graphql', operation: 'graphql', status: response.status, body: text })
    return fault?.kind === 'drop' ? cut(context) : response
  })
  app.get('/artifact-store/*', async (context) => {
    const done = log.begin()
    const { pathname: path } = new URL(context.req.url)
    const fault = faults.take('artifact-store', `GET ${path}`)
    await pause(fault)
    const response = artifactStore(world, context.req.raw, log)
    done({ method: 'GET', path, operation: 'artifact-store', status: response.status, body: '' })
    return fault?.kind === 'drop' ? cut(context) : response
  })
  app.all('/:owner/:name{[^/]+\\.git}/*', (context) => answerGit(context, world, log, faults))
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${portOf(server.address())}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      if ('closeAllConnections' in server) server.closeAllConnections()
      await closed
    },
  }
}

async function answerGit(
  context: Context<{ Bindings: HttpBindings }>,
  world: World,
  log: RequestLog,
  faults: ReturnType<typeof plannedFaults>,
): Promise<Response> {
  const done = log.begin()
  const { method } = context.req
  const { pathname, search } = new URL(context.req.url)
  const fault = faults.take('', `${method} ${pathname}`)
  await pause(fault)
  const [, owner = '', name = '', ...rest] = pathname.split('/')
  const address = { owner, name: name.replace(/\.git$/, ''), path: `/${rest.join('/')}`, query: search.slice(1) }
  const body = new Uint8Array(await context.req.arrayBuffer())
  const response =
    fault?.kind === 'answer'
      ? new Response(fault.message, { status: fault.status })
      : await gitOverHttp(world, { ...address, method, headers: context.req.raw.headers, body })
  done({ method, path: pathname, operation: 'git', status: response.status, body: '' })
  return fault?.kind === 'drop' ? cut(context) : response
}

async function pause(fault: FaultEffect | undefined): Promise<void> {
  if (fault?.kind === 'slow') {
    const timer = Promise.withResolvers<void>()
    const timeout = setTimeout(timer.resolve, fault.ms)
    await Promise.race([timer.promise, fault.cancelled])
    clearTimeout(timeout)
  }
  if (fault?.kind === 'held') {
    fault.reached()
    await fault.until
  }
}

/** The client sees the connection break, and cannot know what became of its request. */
function cut(context: Context<{ Bindings: HttpBindings }>): Response {
  context.env.incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The double listens on no port')
  return address.port
}
