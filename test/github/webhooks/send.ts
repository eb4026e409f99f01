import { createHmac } from 'node:crypto'
import type { World } from '../world/world.ts'
import type { Delivery, Envelope } from './delivery.ts'

/** GitHub waits this long for an answer. */
const TIMEOUT_MS = 10_000

/** Signs an event and posts it to `url`; without one the attempt fails, as for an app that is down. */
export async function send(
  world: World,
  envelope: Envelope,
  url: string | undefined,
  closing: AbortSignal,
): Promise<Delivery> {
  const startedAtMs = Date.now()
  const requestHeaders = headersOf(envelope)
  const outcome = await post(url, requestHeaders, envelope.payload, closing)
  return {
    ...envelope,
    id: world.nextId(),
    requestHeaders,
    deliveredAt: world.clock.iso(),
    durationSeconds: (Date.now() - startedAtMs) / 1000,
    ...outcome,
  }
}

/** An attempt that never reached the app. */
export function lost(world: World, envelope: Envelope): Delivery {
  return unsent(world, envelope, 10, failure('timed out', 504))
}

/** An attempt that never reached the app although somebody answered that it did. */
export function vanished(world: World, envelope: Envelope): Delivery {
  return unsent(world, envelope, 0.1, { status: 'OK', statusCode: 202, responseHeaders: {}, responseBody: '' })
}

function unsent(world: World, envelope: Envelope, durationSeconds: number, outcome: Outcome): Delivery {
  const { clock } = world
  const requestHeaders = headersOf(envelope)
  return { ...envelope, id: world.nextId(), requestHeaders, deliveredAt: clock.iso(), durationSeconds, ...outcome }
}

function headersOf({ event, guid, installation, payload }: Envelope): Readonly<Record<string, string>> {
  const { app } = installation
  const sign = (algorithm: string) => createHmac(algorithm, app.webhookSecret).update(payload).digest('hex')
  return {
    accept: '*/*',
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/044aadd',
    'x-github-delivery': guid,
    'x-github-event': event,
    'x-github-hook-id': String(app.id),
    'x-github-hook-installation-target-id': String(app.id),
    'x-github-hook-installation-target-type': 'integration',
    'x-hub-signature': `sha1=${sign('sha1')}`,
    'x-hub-signature-256': `sha256=${sign('sha256')}`,
  }
}

type Outcome = Pick<Delivery, 'status' | 'statusCode' | 'responseHeaders' | 'responseBody'>

async function post(
  url: string | undefined,
  headers: Readonly<Record<string, string>>,
  body: string,
  closing: AbortSignal,
): Promise<Outcome> {
  if (url === undefined) return failure('failed to connect to host', 502)
  try {
    const signal = AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), closing])
    const response = await fetch(url, { method: 'POST', headers, body, signal })
    return {
      status: response.ok ? 'OK' : `Invalid HTTP Response: ${response.status}`,
      statusCode: response.status,
      responseHeaders: Object.fromEntries(response.headers),
      responseBody: await response.text(),
    }
  } catch (error) {
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError'
    return timedOut ? failure('timed out', 504) : failure('failed to connect to host', 502)
  }
}

function failure(status: string, statusCode: number): Outcome {
  return { status, statusCode, responseHeaders: {}, responseBody: '' }
}
