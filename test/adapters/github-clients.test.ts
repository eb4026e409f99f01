import { createHmac } from 'node:crypto'
import nock from 'nock'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createClients } from '../../src/adapters/github/clients.ts'
import {
  API,
  APP_ID,
  forgetEverything,
  github,
  mintTokens,
  NOW_MS,
  recordingTimers,
  testClients,
} from './github-test-clients.ts'

afterEach(() => {
  vi.useRealTimers()
  forgetEverything()
})

/** Answers with the credentials that came. */
function echoCredentials(path: string, times = 1): void {
  github()
    .get(path)
    .times(times)
    .reply(200, (request: Request) => ({ sent: request.headers.get('authorization') }))
}

describe('the client of an installation', () => {
  it('mints its token where it asks everything else, once', async () => {
    mintTokens()
    echoCredentials('/repos/acme/infra', 2)
    const clients = await testClients(recordingTimers())
    for (const _ of [1, 2]) {
      const client = await clients.installation(9)
      expect((await client.request('GET /repos/acme/infra')).data).toEqual({ sent: 'token ghs_1' })
    }
    expect(nock.pendingMocks()).toEqual([])
  })

  it('mints a new token before the old one ends', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW_MS })
    mintTokens(2)
    echoCredentials('/repos/acme/infra', 2)
    const client = await (await testClients(recordingTimers())).installation(9)
    expect((await client.request('GET /repos/acme/infra')).data).toEqual({ sent: 'token ghs_1' })
    vi.setSystemTime(NOW_MS + 59.5 * 60_000)
    expect((await client.request('GET /repos/acme/infra')).data).toEqual({ sent: 'token ghs_2' })
  })

  it('mints a new token where GitHub no longer takes the old one', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW_MS })
    mintTokens(2)
    echoCredentials('/repos/acme/infra')
    const client = await (await testClients(recordingTimers())).installation(9)
    await client.request('GET /repos/acme/infra')
    vi.setSystemTime(NOW_MS + 10 * 60_000)
    github().get('/repos/acme/infra').reply(401, { message: 'Bad credentials' })
    echoCredentials('/repos/acme/infra')
    expect((await client.request('GET /repos/acme/infra')).data).toEqual({ sent: 'token ghs_2' })
  })

  it('fails where the app’s signature is refused, and does not wait for ever', async () => {
    github().post('/app/installations/9/access_tokens').times(2).reply(401, { message: 'Bad credentials' })
    const client = await (await testClients(recordingTimers())).installation(9)
    await expect(client.request('GET /repos/acme/infra')).rejects.toMatchObject({ kind: 'forbidden' })
  })

  it('fails as not installed where the app may mint no token', async () => {
    github().post('/app/installations/9/access_tokens').reply(403, { message: 'This installation has been suspended' })
    github().post('/app/installations/9/access_tokens').reply(404, { message: 'Not Found' })
    const client = await (await testClients(recordingTimers())).installation(9)
    await expect(client.request('GET /repos/acme/infra')).rejects.toMatchObject({ kind: 'not-installed' })
    await expect(client.request('GET /repos/acme/infra')).rejects.toMatchObject({ kind: 'not-installed' })
  })
})

describe('the client of the app', () => {
  it('signs in with a JSON web token of the app', async () => {
    echoCredentials('/app')
    const { app, appId } = await testClients(recordingTimers())
    const { data } = await app.request('GET /app')
    const [, payload = ''] = /^Bearer [\w-]+\.([\w-]+)\.[\w-]+$/.exec(JSON.parse(JSON.stringify(data)).sent) ?? []
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({ iss: APP_ID })
    expect(appId).toBe(APP_ID)
  })
})

describe('starting', () => {
  it('is refused with a key that cannot be read', async () => {
    const clients = createClients({ appId: APP_ID, privateKey: 'not a key', baseUrl: API })
    await expect(clients).rejects.toMatchObject({ kind: 'invalid', message: expect.stringContaining('private key') })
  })

  it('takes no webhook that is signed with the word Probot would take', async () => {
    const { probot } = await testClients(recordingTimers())
    const signed = createHmac('sha256', 'development').update('{}').digest('hex')
    expect(await probot.webhooks.verify('{}', `sha256=${signed}`)).toBe(false)
    expect(await probot.webhooks.verify('{}', await probot.webhooks.sign('{}'))).toBe(true)
  })
})
