import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createClients } from '../../src/adapters/github/clients.ts'
import { githubInstallations } from '../../src/adapters/github/installations.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import { recordingTimers } from './github-test-clients.ts'

let github: GitHub
beforeEach(async () => {
  github = await startGitHub()
})
afterEach(async () => {
  expect(github.violations).toEqual([])
  await github.stop()
})

const HOUR_MS = 3_600_000

function clientsHere() {
  const { id: appId, privateKey } = github.app
  return createClients({ appId, privateKey, baseUrl: github.baseUrl, timers: recordingTimers() })
}

describe.each([
  ['behind', 3 * HOUR_MS],
  ['ahead', -3 * HOUR_MS],
])('where the machine’s clock is hours %s', (_way, skewMs) => {
  it('the app signs in by the clock that GitHub’s refusal tells', async () => {
    const { id } = (await github.repository('acme/infra')).repository
    github.clock.advance(skewMs)
    const clients = await clientsHere()
    const [installationId = 0] = await githubInstallations(clients).list()
    const client = await clients.installation(installationId)
    expect((await client.request('GET /repos/acme/infra')).data).toMatchObject({ id })
    expect(refusals()).toBe(1)
  })

  it('an installation’s token is minted, also where that comes first', async () => {
    const { id } = (await github.repository('acme/infra')).repository
    github.clock.advance(skewMs)
    const client = await (await clientsHere()).installation(github.installation('acme').id)
    expect((await client.request('GET /repos/acme/infra')).data).toMatchObject({ id })
  })
})

it('a clock that goes wrong later is made up for as well', async () => {
  await github.repository('acme/infra')
  const clients = await clientsHere()
  await clients.app.request('GET /app')
  github.clock.advance(HOUR_MS)
  await clients.app.request('GET /app')
  expect(refusals()).toBe(1)
})

function refusals(): number {
  return github.requests.filter(({ status }) => status === 401).length
}
