import { createServer } from 'node:http'

interface Received {
  readonly event: string
  readonly action: string | undefined
  readonly delivery: string
  readonly signature: string
  readonly userAgent: string
  readonly body: string
}

/** An app that only writes down what it is sent, and answers with `status`. */
export async function webhookReceiver() {
  const received: Received[] = []
  const answer = { status: 202 }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      const header = (name: string) => String(request.headers[name] ?? '')
      received.push({
        event: header('x-github-event'),
        action: JSON.parse(body).action,
        delivery: header('x-github-delivery'),
        signature: header('x-hub-signature-256'),
        userAgent: header('user-agent'),
        body,
      })
      response.writeHead(answer.status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The receiver listens on no port')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    received,
    answer,
    /** `event.action` of everything received, in order. */
    names: () => received.map(({ event, action }) => (action === undefined ? event : `${event}.${action}`)),
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
