import { createHmac, randomUUID } from 'node:crypto'

export const SECRET = 'correct horse battery staple'

/** The value of X-Hub-Signature-256 for a body. */
export function signatureOf(body: string | Uint8Array, secret: string = SECRET): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}

/** A webhook's headers as GitHub sends them. */
export function headersOf(body: string, changed: Readonly<Record<string, string | undefined>> = {}): Headers {
  const headers = {
    'content-type': 'application/json',
    'x-github-delivery': randomUUID(),
    'x-github-event': 'push',
    'x-hub-signature-256': signatureOf(body),
    ...changed,
  }
  return new Headers(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}
