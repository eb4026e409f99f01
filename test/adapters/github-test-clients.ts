import { generateKeyPairSync } from 'node:crypto'
import nock from 'nock'
import { type Clients, createClients } from '../../src/adapters/github/clients.ts'
import type { Timers } from '../../src/adapters/github/retry.ts'

export const API = 'https://github.example.com/api/v3'
export const APP_ID = 4711
export const KEY = { installationId: 9, owner: 'acme', repo: 'infra', number: 7 }
export const NOW_MS = Date.parse('2026-11-02T10:00:00Z')

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})

/** Time that passes only when somebody sleeps. */
export interface RecordingTimers extends Timers {
  readonly slept: number[]
}

export function recordingTimers(): RecordingTimers {
  const slept: number[] = []
  let now = NOW_MS
  return {
    slept,
    now: () => now,
    sleep: async (ms) => {
      slept.push(ms)
      now += ms
    },
  }
}

export function testClients(timers: Timers): Promise<Clients> {
  return createClients({ appId: APP_ID, privateKey, baseUrl: API, timers })
}

/** Everything at the fake GitHub; undeclared requests fail. */
export function github(): nock.Scope {
  nock.disableNetConnect()
  return nock(API)
}

/** Lets installation 9 mint tokens: `ghs_1`, `ghs_2`, … */
export function mintTokens(times = 1): nock.Scope {
  let minted = 0
  return github()
    .post('/app/installations/9/access_tokens')
    .times(times)
    .reply(201, () => {
      minted += 1
      return {
        token: `ghs_${minted}`,
        expires_at: '2026-11-02T11:00:00Z',
        permissions: {},
        repository_selection: 'all',
      }
    })
}

export function forgetEverything(): void {
  nock.abortPendingRequests()
  nock.cleanAll()
  nock.enableNetConnect()
}
