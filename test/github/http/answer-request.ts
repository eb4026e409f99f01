import { createHash } from 'node:crypto'
import { checkBody, checkParameters, checkResponse } from '../openapi/validate.ts'
import type { World } from '../world/world.ts'
import { authenticate, authorize, visibleRepository } from './authenticate.ts'
import type { FaultEffect } from './faults.ts'
import type { Answer, Call } from './operation.ts'
import { countRequest, rateLimitHeaders } from './rate-limit.ts'
import { invalid, Refusal } from './refusal.ts'
import type { RequestLog } from './request-log.ts'
import type { Route } from './routes.ts'

/** GitHub's answer to one request: authenticated, validated, carried out, and itself validated. */
export async function answerRequest(
  world: World,
  request: Request,
  url: URL,
  route: Route | undefined,
  fault: FaultEffect | undefined,
  log: RequestLog,
): Promise<Response> {
  const operation = route?.operation.id ?? `${request.method} ${url.pathname}`
  try {
    const answer = await decide(world, request, url, route, fault)
    const problems = route === undefined || answer.body instanceof Buffer ? [] : checkAnswer(route, answer)
    if (problems.length > 0) {
      log.violations.push({ kind: 'double', operation, problems })
      return respond(world, request, { status: 500, body: { message: problems.join('; ') } })
    }
    return respond(world, request, answer)
  } catch (error) {
    if (error instanceof Refusal) {
      if (error.violation) {
        log.violations.push({ kind: 'request', operation, problems: (error.errors ?? [error.message]).map(String) })
      }
      return respond(world, request, refusalAnswer(error))
    }
    // The double's own bug: the test that caused it must see it.
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
    log.violations.push({ kind: 'double', operation, problems: [detail] })
    return respond(world, request, { status: 500, body: { message: detail } })
  }
}

async function decide(
  world: World,
  request: Request,
  url: URL,
  route: Route | undefined,
  fault: FaultEffect | undefined,
): Promise<Answer> {
  if (fault?.kind === 'answer') throw faultRefusal(fault)
  if (route === undefined) {
    throw new Refusal(404, 'Not Found', { violation: true, errors: ['the double has no such operation'] })
  }
  const { operation, path } = route
  const actor = authenticate(world, request.headers.get('authorization') ?? undefined, operation)
  countRequest(world, actor)
  const query = new Map(url.searchParams)
  const body = await readBody(request)
  const problems = [...checkParameters(operation.id, path, query), ...checkBody(operation.id, body)]
  if (problems.length > 0) throw invalid(problems)
  const repository = visibleRepository(world, actor, path)
  authorize(world, actor, operation, repository)
  const accept = request.headers.get('accept') ?? ''
  const call: Call = { world, actor, path, query, body, accept, repository }
  const answer = await operation.handle(call)
  return { ...answer, headers: { ...rateLimitHeaders(world, actor), ...answer.headers } }
}

async function readBody(request: Request): Promise<unknown> {
  const text = await request.text()
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Refusal(400, 'Problems parsing JSON', { violation: true, errors: [String(error)] })
  }
}

function checkAnswer(route: Route, answer: Answer): readonly string[] {
  // What goes over the wire is the JSON, without properties that are undefined.
  const body = answer.body === undefined ? undefined : JSON.parse(JSON.stringify(answer.body))
  return checkResponse(route.operation.id, answer.status, body)
}

function faultRefusal(fault: Extract<FaultEffect, { kind: 'answer' }>): Refusal {
  if (fault.retryAfter === undefined) return new Refusal(fault.status, fault.message)
  const exhausted = fault.message.startsWith('API rate limit') ? { 'x-ratelimit-remaining': '0' } : {}
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

function respond(world: World, request: Request, answer: Answer): Response {
  const binary = answer.body instanceof Buffer
  const body = answer.body === undefined ? '' : binary ? answer.body : JSON.stringify(answer.body)
  const etag = `W/"${createHash('sha256').update(body).digest('hex')}"`
  const headers = new Headers({
    date: new Date(world.clock.now()).toUTCString(),
    'content-type': binary ? 'application/vnd.github.raw+json' : 'application/json; charset=utf-8',
    'x-github-media-type': 'github.v3; format=json',
    ...(answer.status === 200 ? { etag } : {}),
    ...answer.headers,
  })
  const unchanged = request.method === 'GET' && answer.status === 200 && request.headers.get('if-none-match') === etag
  if (unchanged) return new Response(null, { status: 304, headers })
  return new Response(answer.status === 204 ? null : body, { status: answer.status, headers })
}
