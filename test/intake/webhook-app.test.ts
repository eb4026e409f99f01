import { describe, expect, it } from 'vitest'
import { MAX_BODY_BYTES } from '../../src/intake/webhook-app.ts'
import { intakeUnderTest } from './intake-under-test.ts'
import { headersOf, SECRET, signatureOf } from './signed.ts'

const BODY = JSON.stringify({ action: 'opened', text: 'é \u{1f980} marker-of-the-payload' })
const PATH = '/api/github/webhooks'

describe('a webhook', () => {
  it('that is signed is stored as it came and acknowledged', async () => {
    const { app, accepted } = await intakeUnderTest()
    const answer = await app.request(PATH, { method: 'POST', body: BODY, headers: headersOf(BODY) })
    expect([answer.status, await answer.json()]).toEqual([202, { accepted: true, duplicate: false }])
    expect(accepted).toMatchObject([{ event: 'push', payload: BODY, receivedAt: '2026-03-01T10:00:00.000Z' }])
  })

  it('may also come to the root, where an app was configured so', async () => {
    const { app } = await intakeUnderTest()
    expect((await app.request('/', { method: 'POST', body: BODY, headers: headersOf(BODY) })).status).toBe(202)
  })

  it('that comes again is acknowledged and stored once', async () => {
    const { app, accepted } = await intakeUnderTest()
    const headers = headersOf(BODY)
    await app.request(PATH, { method: 'POST', body: BODY, headers })
    const again = await app.request(PATH, { method: 'POST', body: BODY, headers })
    expect([again.status, await again.json()]).toEqual([202, { accepted: false, duplicate: true }])
    expect(accepted).toHaveLength(1)
  })

  it('that is signed is stored even where it is no JSON: what it says is the worker’s business', async () => {
    const { app, accepted } = await intakeUnderTest()
    const answer = await app.request(PATH, { method: 'POST', body: '{', headers: headersOf('{') })
    expect([answer.status, accepted.length]).toEqual([202, 1])
  })

  it('with a byte order mark keeps it, since it was signed with it', async () => {
    const { app, accepted } = await intakeUnderTest()
    const body = `\ufeff${BODY}`
    await app.request(PATH, { method: 'POST', body, headers: headersOf(body) })
    expect(accepted[0]?.payload).toBe(body)
  })
})

describe('a webhook is refused', () => {
  it.each([
    ['without a signature', { 'x-hub-signature-256': undefined }, 401, 'unsigned'],
    ['with an empty signature', { 'x-hub-signature-256': '' }, 401, 'unsigned'],
    ['with another secret’s signature', { 'x-hub-signature-256': signatureOf(BODY, 'guess') }, 400, 'wrong-signature'],
    ['with another body’s signature', { 'x-hub-signature-256': signatureOf('{}') }, 400, 'wrong-signature'],
    ['with a SHA-1 signature', { 'x-hub-signature-256': `sha1=${'0'.repeat(40)}` }, 400, 'wrong-signature'],
    [
      'with a signature in capitals',
      { 'x-hub-signature-256': signatureOf(BODY).toUpperCase() },
      400,
      'wrong-signature',
    ],
    ['with too much after its signature', { 'x-hub-signature-256': `${signatureOf(BODY)}00` }, 400, 'wrong-signature'],
    ['without a delivery id', { 'x-github-delivery': undefined }, 400, 'no-delivery-id'],
    ['with an odd delivery id', { 'x-github-delivery': "'; drop table" }, 400, 'no-delivery-id'],
    ['without an event', { 'x-github-event': undefined }, 400, 'no-event'],
    ['with an odd event', { 'x-github-event': 'push push' }, 400, 'no-event'],
    ['as a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'not-json'],
    ['that says it is too large', { 'content-length': String(MAX_BODY_BYTES + 1) }, 413, 'too-large'],
    ['that is too large and unsigned', { 'content-length': '9e9', 'x-hub-signature-256': undefined }, 401, 'unsigned'],
  ])('%s', async (_what, changed, status, code) => {
    const { app, accepted } = await intakeUnderTest()
    const answer = await app.request(PATH, { method: 'POST', body: BODY, headers: headersOf(BODY, changed) })
    expect([answer.status, await answer.json()]).toEqual([status, { error: { code, message: expect.any(String) } }])
    expect(accepted).toEqual([])
  })

  it('with no body at all', async () => {
    const { app } = await intakeUnderTest()
    const answer = await app.request(PATH, { method: 'POST', headers: headersOf('') })
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: 'wrong-signature' } }])
  })

  it('for its signature before anything reads what it says', async () => {
    const { app } = await intakeUnderTest()
    const headers = headersOf('{', { 'x-hub-signature-256': signatureOf('{', 'guess') })
    const answer = await app.request(PATH, { method: 'POST', body: '{', headers })
    expect(await answer.json()).toMatchObject({ error: { code: 'wrong-signature' } })
  })

  it('without a body being read, where the headers suffice', async () => {
    const { app } = await intakeUnderTest()
    const stream = countedStream(1)
    const headers = headersOf('', { 'x-hub-signature-256': undefined })
    const init = { method: 'POST', body: stream.body, headers, duplex: 'half' } as const
    const answer = await app.request(PATH, init)
    expect([answer.status, stream.pulled()]).toEqual([401, 0])
  })

  it('as soon as a body of unknown length is too large, and no more of it is read', async () => {
    const { app } = await intakeUnderTest()
    const stream = countedStream(4 * MAX_BODY_BYTES)
    const init = { method: 'POST', body: stream.body, headers: headersOf(''), duplex: 'half' } as const
    const answer = await app.request(PATH, init)
    expect([answer.status, await answer.json()]).toMatchObject([413, { error: { code: 'too-large' } }])
    expect(stream.pulled()).toBeLessThanOrEqual(MAX_BODY_BYTES + 2 * CHUNK_BYTES)
    expect(stream.cancelled()).toBe(true)
  })

  it('where no store could ever take it', async () => {
    const { app } = await intakeUnderTest()
    const body = '{"zero":"\0"}'
    const answer = await app.request(PATH, { method: 'POST', body, headers: headersOf(body) })
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: 'unusable' } }])
  })

  it('with 503 while it cannot be stored, so that GitHub can deliver it again', async () => {
    const { app, state, accepted } = await intakeUnderTest()
    const headers = headersOf(BODY)
    state.broken = true
    const failed = await app.request(PATH, { method: 'POST', body: BODY, headers })
    expect([failed.status, await failed.json()]).toMatchObject([503, { error: { code: 'not-stored' } }])
    state.broken = false
    expect((await app.request(PATH, { method: 'POST', body: BODY, headers })).status).toBe(202)
    expect(accepted).toHaveLength(1)
  })
})

describe('beside webhooks', () => {
  it('tells whether it lives and whether it can work', async () => {
    const { app, state } = await intakeUnderTest()
    expect([(await app.request('/healthz')).status, (await app.request('/readyz')).status]).toEqual([200, 200])
    state.broken = true
    expect([(await app.request('/healthz')).status, (await app.request('/readyz')).status]).toEqual([200, 503])
  })

  it('says where webhooks go', async () => {
    const { app } = await intakeUnderTest()
    const answer = await app.request('/probot/import', { method: 'POST' })
    expect([answer.status, await answer.json()]).toMatchObject([
      404,
      { error: { message: expect.stringContaining(PATH) } },
    ])
  })
})

describe('the log of the HTTP side', () => {
  it('has an entry for what happened, without the secret, a signature or the payload', async () => {
    const { app, state, captured } = await intakeUnderTest()
    const send = (headers: Headers) => app.request(PATH, { method: 'POST', body: BODY, headers })
    const headers = headersOf(BODY)
    await send(headers)
    await send(headersOf(BODY, { 'x-hub-signature-256': signatureOf(BODY, 'guess') }))
    state.broken = true
    await send(headersOf(BODY))
    await app.request('/readyz')
    expect(captured.text()).toContain('webhook accepted')
    expect(captured.text()).toContain('the disk is full')
    for (const secret of [SECRET, 'marker-of-the-payload', signatureOf(BODY)])
      expect(captured.text()).not.toContain(secret)
  })
})

const CHUNK_BYTES = 1024 * 1024

/** A body that is made while it is read, and tells how much was. */
function countedStream(sizeBytes: number) {
  let pulled = 0
  let cancelled = false
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const size = Math.min(CHUNK_BYTES, sizeBytes - pulled)
        pulled += size
        controller.enqueue(new Uint8Array(size))
        if (pulled >= sizeBytes) controller.close()
      },
      cancel() {
        cancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  return { body, pulled: () => pulled, cancelled: () => cancelled }
}
