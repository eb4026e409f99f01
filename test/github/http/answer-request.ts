import { createHash } from 'node:crypto'
import { checkBody, checkParameters, checkResponse } from '../openapi/validate.ts'
import type { World } from '../world/world.ts'
import { authenticate, authorize, visibleRepository } from './authenticate.ts'
import type { FaultEffect } from './faults.ts'
import type { Answer, Call } from './operation.ts'
import { countRequest, rateLimitHeaders, uncountRequest } from './rate-limit.ts'
import { invalid, Refusal } from './refusal.ts'
import type { RequestLog } from './request-log.ts'
import type { Route } from './routes.ts'
import { countSecondary } from './secondary-limits.ts'

export interface Incoming {
  readonly method: string
  readonly url: URL
  readonly headers: Headers
  /** The body as it was sent. */
  readonly text: string
  /** How many requests are under way, this one included. */
  readonly atOnce: number
  /** Undefined where the double has no such operation. */
  readonly route: Route | undefined
  readonly fault: FaultEffect | undefined
}

/** GitHub's answer to one request: authenticated, validated, carried out, and itself validated. */
export async function answerRequest(world: World, incoming: Incoming, log: RequestLog): Promise<Response> {
  const { route } = incoming
  const operation = route?.operation.id ?? `${incoming.method} ${incoming.url.pathname}`
  try {
    return respond(world, await decide(world, incoming))
  } catch (error) {
    if (error instanceof Refusal) {
      if (error.violation) {
        log.violations.push({ kind: 'request', operation, problems: (error.errors ?? [error.message]).map(String) })
      }
      return respond(world, refusalAnswer(error))
    }
    // The double's own bug: the test that caused it must see it.
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
    log.violations.push({ kind: 'double', operation, problems: [detail] })
    return respond(world, { status: 500, body: { message: detail } })
  }
}

async function decide(world: World, { method, url, headers, text, atOnce, route, fault }: Incoming): Promise<Answer> {
  if (fault?.kind === 'answer') throw faultRefusal(world, fault)
  if (route === undefined) {
    throw new Refusal(404, 'Not Found', { violation: true, errors: ['the double has no such operation'] })
  }
  const { operation, path } = route
  const actor = authenticate(world, headers.get('authorization') ?? undefined, operation)
  countRequest(world, actor)
  countSecondary(world, actor, method, atOnce)
  const query = new Map(url.searchParams)
  const body = parseJson(text)
  const problems = [...checkParameters(operation.id, path, query), ...checkBody(operation.id, body)]
  if (problems.length > 0) throw invalid(problems)
  const repository = visibleRepository(world, actor, path)
  authorize(world, actor, operation, repository)
  const call: Call = { world, actor, path, query, body, accept: headers.get('accept') ?? '', repository }
  const answer = await operation.handle(call)
  checkAnswer(route, answer)
  const etag = `W/"${createHash('sha256').update(serialize(answer.body)).digest('hex')}"`
  const unchanged = method === 'GET' && headers.get('if-none-match') === etag
  // Asking again for what has not changed costs nothing.
  if (unchanged) uncountRequest(world, actor)
  const common = { etag, ...rateLimitHeaders(world, actor), ...answer.headers }
  return unchanged ? { status: 304, headers: common } : { ...answer, headers: common }
}

function parseJson(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Refusal(400, 'Problems parsing JSON', { violation: true, errors: [String(error)] })
  }
}

/** Throws where GitHub could not have answered so. */
function checkAnswer(route: Route, answer: Answer): void {
  if (answer.body instanceof Buffer) return
  // What goes over the wire is the JSON, without properties that are undefined.
  const body = answer.body === undefined ? undefined : JSON.parse(JSON.stringify(answer.body))
  const problems = checkResponse(route.operation.id, answer.status, body)
  if (problems.length > 0) throw new Error(problems.join('; '))
}

function faultRefusal(world: World, fault: Extract<FaultEffect, { kind: 'answer' }>): Refusal {
  if (fault.retryAfter === undefined) return new Refusal(fault.status, fault.message)
  const reset = String(Math.ceil(world.clock.now() / 1000) + fault.retryAfter)
  const primary = fault.message.startsWith('API rate limit')
  const exhausted = primary ? { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset } : {}
  return new Refusal(fault.status, fault.message, {
    headers: { 'retry-after': String(fault.retryAfter), ...exhausted },
  })
}

function refusalAnswer(refusal: Refusal): Answer {
  const errors = refusal.errors === undefined ? {} : { errors: refusal.errors }
  return {
    status: refusal.status,
    body: { message: refusal.message, ...errors, documentation_url: 'https://docs.github.com/rest' },
    headers: refusal.headers,
  }
}

function respond(world: World, answer: Answer): Response {
  const binary = answer.body instanceof Buffer
  const headers = new Headers({
    date: new Date(world.clock.now()).toUTCString(),
    'content-type': binary ? 'application/vnd.github.raw+json' : 'application/json; charset=utf-8',
    'x-github-media-type': 'github.v3; format=json',
    ...(world.settings.enterpriseVersion === null
      ? {}
      : { 'x-github-enterprise-version': world.settings.enterpriseVersion }),
    ...answer.headers,
  })
  const empty = answer.status === 204 || answer.status === 304
  return new Response(empty ? null : serialize(answer.body), { status: answer.status, headers })
}

function serialize(body: unknown): string | Buffer<ArrayBuffer> {
  if (body === undefined) return ''
  return body instanceof Buffer ? Buffer.from(body) : JSON.stringify(body)
}
