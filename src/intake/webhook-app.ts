import type { Context, Hono } from 'hono'
import { z } from 'zod'
import type { Clock } from '../ports/clock.ts'
import { Fault } from '../ports/fault.ts'
import type { Deliveries } from '../ports/jobs.ts'
import type { AnsweredDelivery, Metrics } from '../ports/metrics.ts'
import { type ProbeAppOptions, probeApp, problem } from './probe-app.ts'
import { type BodyReader, type BodyRefusal, bodyReader } from './read-body.ts'

export interface WebhookAppOptions extends Omit<ProbeAppOptions, 'elsewhere'> {
  /** True where the signature (`sha256=…`) is that of the body. */
  readonly verify: (body: string, signature: string) => Promise<boolean>
  readonly deliveries: Deliveries
  readonly clock: Clock
  readonly metrics?: Pick<Metrics, 'deliveryAnswered'>
}

export const WEBHOOK_PATH = '/api/github/webhooks'
/** GitHub caps payloads at 25 MB and delivers none above. */
export const MAX_BODY_BYTES = 25 * 1024 * 1024

/**
 * The HTTP side: webhooks are verified, stored and acknowledged, and nothing else happens before the answer. What could
 * not be stored is answered 503, so that GitHub keeps it as failed and can deliver it again.
 */
export function webhookApp(options: WebhookAppOptions): Hono {
  const reader = bodyReader({ bodyBytes: MAX_BODY_BYTES, totalBytes: MAX_TOTAL_BYTES, withinMs: BODY_TIMEOUT_MS })
  const receive = async (context: Context) => {
    const startedMs = performance.now()
    const { response, outcome } = await answer(context, reader, options)
    const event = context.req.header('x-github-event') ?? ''
    options.metrics?.deliveryAnswered({ event, outcome, seconds: (performance.now() - startedMs) / 1_000 })
    return response
  }
  const app = probeApp({ ...options, elsewhere: `webhooks go to ${WEBHOOK_PATH}` })
  app.post(WEBHOOK_PATH, receive)
  app.post('/', receive)
  return app
}

/** Several of the largest at a time; more than that are no webhooks of GitHub's. */
const MAX_TOTAL_BYTES = 8 * MAX_BODY_BYTES
/** GitHub itself gives up after ten seconds. */
const BODY_TIMEOUT_MS = 10_000

const SIGNATURE = /^sha256=[0-9a-f]{64}$/
const DELIVERY_ID = /^[\w-]{1,100}$/
const EVENT_NAME = /^[a-z_]{1,100}$/

interface Answer {
  readonly response: Response
  readonly outcome: AnsweredDelivery['outcome']
}

async function answer(context: Context, reader: BodyReader, options: WebhookAppOptions): Promise<Answer> {
  const refusal = refuseByHeaders(context)
  if (refusal !== undefined) return { response: refusal, outcome: 'refused' }
  const body = await reader.read(context.req.raw.body)
  if (body instanceof Uint8Array) return receiveBody(context, body, options)
  return { response: refuseBody(context, body), outcome: 'refused' }
}

/** Everything that can be refused without reading the body. */
function refuseByHeaders(context: Context): Response | undefined {
  const header = (name: string) => context.req.header(name) ?? ''
  const signature = header('x-hub-signature-256')
  if (signature === '') {
    return problem(context, 401, 'unsigned', 'X-Hub-Signature-256 is missing: set a webhook secret in the GitHub App')
  }
  if (!SIGNATURE.test(signature)) {
    return problem(context, 400, 'wrong-signature', 'X-Hub-Signature-256 is not of the form sha256=<64 hex digits>')
  }
  if (Number(header('content-length')) > MAX_BODY_BYTES) return refuseBody(context, 'too-large')
  if (!DELIVERY_ID.test(header('x-github-delivery'))) {
    return problem(context, 400, 'no-delivery-id', 'X-GitHub-Delivery is missing or is no delivery id')
  }
  if (!EVENT_NAME.test(header('x-github-event'))) {
    return problem(context, 400, 'no-event', 'X-GitHub-Event is missing or is no event name')
  }
  if (!header('content-type').startsWith('application/json')) {
    const way = 'set the content type of the webhook to application/json in the GitHub App'
    return problem(context, 415, 'not-json', `Content-Type is not application/json: ${way}`)
  }
  return undefined
}

function refuseBody(context: Context, refusal: BodyRefusal): Response {
  switch (refusal) {
    case 'too-large':
      return problem(context, 413, 'too-large', `The body is larger than ${MAX_BODY_BYTES} bytes, GitHub's own limit`)
    case 'busy':
      return problem(context, 503, 'busy', 'Too many bodies are being read at the moment; deliver this again later')
    case 'too-slow':
      return problem(context, 408, 'too-slow', `The body was not there within ${BODY_TIMEOUT_MS / 1_000} seconds`)
    case 'interrupted':
      return problem(context, 400, 'interrupted', 'The body ended before it was complete')
  }
}

async function receiveBody(context: Context, body: Uint8Array, options: WebhookAppOptions): Promise<Answer> {
  const payload = new TextDecoder('utf-8', { ignoreBOM: true }).decode(body)
  const signature = z.string().parse(context.req.header('x-hub-signature-256'))
  if (body.length === 0 || !(await options.verify(payload, signature))) {
    options.log.warn(
      { delivery: context.req.header('x-github-delivery') },
      'a webhook with a wrong signature was refused',
    )
    const message = 'The signature is not that of the body: compare the webhook secrets'
    return { response: problem(context, 400, 'wrong-signature', message), outcome: 'refused' }
  }
  const id = z.string().parse(context.req.header('x-github-delivery'))
  const event = z.string().parse(context.req.header('x-github-event'))
  const receivedAt = new Date(options.clock.now()).toISOString()
  try {
    const accepted = await options.deliveries.accept({ id, event, payload, receivedAt })
    options.log.info({ delivery: id, name: event, duplicate: !accepted }, 'webhook accepted')
    const response = context.json({ accepted, duplicate: !accepted }, 202)
    return { response, outcome: accepted ? 'accepted' : 'duplicate' }
  } catch (err) {
    options.log.error({ err, delivery: id, name: event }, 'a webhook could not be stored')
    if (err instanceof Fault && err.kind === 'invalid') {
      return { response: problem(context, 400, 'unusable', err.message), outcome: 'not-stored' }
    }
    const message = 'The delivery could not be stored; deliver it again'
    return { response: problem(context, 503, 'not-stored', message), outcome: 'not-stored' }
  }
}
