import { Probot } from 'probot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type GitHub, startGitHub } from './start-github.ts'
import { webhookReceiver } from './webhook-receiver.ts'

let github: GitHub
let app: Awaited<ReturnType<typeof webhookReceiver>>
beforeEach(async () => {
  github = await startGitHub()
  app = await webhookReceiver()
  github.deliverTo(app.url)
})
afterEach(async () => {
  await github.stop()
  await app.close()
})

async function setUp() {
  const repository = await github.repository('acme/infra', { collaborators: { alice: 'write', bob: 'admin' } })
  const pull = await repository.openPull({ author: 'alice', branch: 'x', commits: [{ files: { 'a.tf': 'a = 1\n' } }] })
  return { repository, pull }
}

describe('webhooks', () => {
  it('are sent for what people do, in order', async () => {
    const { pull } = await setUp()
    await pull.push({ files: { 'a.tf': 'a = 2\n' } })
    const review = await pull.approve('bob')
    await pull.dismiss(review, { by: 'alice' })
    await pull.edit({ title: 'Other' })
    await pull.close()
    await pull.reopen()
    await github.settled()
    expect(app.names()).toEqual([
      'push',
      'check_suite.requested',
      'pull_request.opened',
      'push',
      'check_suite.requested',
      'pull_request.synchronize',
      'pull_request_review.submitted',
      'pull_request_review.dismissed',
      'pull_request.edited',
      'pull_request.closed',
      'pull_request.reopened',
    ])
  })

  it('are signed so that Probot accepts them, and name GitHub as their sender', async () => {
    await setUp()
    await github.settled()
    const { appId, privateKey, secret } = { appId: github.app.id, ...github.app, secret: github.app.webhookSecret }
    const probot = new Probot({ appId, privateKey, secret, logLevel: 'fatal' })
    await probot.ready()
    const [first] = app.received
    expect(first?.userAgent).toMatch(/^GitHub-Hookshot\//)
    expect(await probot.webhooks.verify(first?.body ?? '', first?.signature ?? '')).toBe(true)
    expect(await probot.webhooks.verify(`${first?.body} `, first?.signature ?? '')).toBe(false)
  })
})
