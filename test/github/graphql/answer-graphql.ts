import { z } from 'zod'
import { authenticate } from '../http/authenticate.ts'
import type { FaultEffect } from '../http/faults.ts'
import type { Actor } from '../http/operation.ts'
import { Refusal } from '../http/refusal.ts'
import type { RequestLog } from '../http/request-log.ts'
import type { World } from '../world/world.ts'
import { parseQuery } from './parse-query.ts'
import { runQuery } from './run-query.ts'
import { queryRoot } from './schema.ts'

const requestBody = z.strictObject({ query: z.string(), variables: z.record(z.string(), z.string()).default({}) })

/** GitHub's answer to a GraphQL request. A query that its schema does not know is answered 200, and a violation. */
export async function answerGraphql(
  world: World,
  request: { readonly authorization: string | undefined; readonly text: string },
  log: RequestLog,
  fault: FaultEffect | undefined,
): Promise<Response> {
  if (fault?.kind === 'answer') return json(fault.status, { message: fault.message })
  let actor: Actor
  try {
    actor = authenticate(world, request.authorization, { id: 'graphql', as: 'token', handle: () => ({ status: 200 }) })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return json(error.status, { message: error.message })
  }
  try {
    const { query, variables } = requestBody.parse(JSON.parse(request.text))
    return json(200, await runQuery(parseQuery(query), variables, queryRoot(world, actor)))
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    log.violations.push({ kind: 'request', operation: 'graphql', problems: [problem] })
    return json(200, { errors: [{ message: problem }] })
  }
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json; charset=utf-8' } })
}
