import { afterEach, beforeEach, expect, it } from 'vitest'
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

it('tells who joined and left a team, and who left the organization, with what went along', async () => {
  const teams = { platform: { role: 'write', members: ['bob', 'carol'] } } as const
  const { repository } = await github.repository('acme/infra', { collaborators: { bob: 'write' }, teams })
  await github.setTeam('acme', 'platform', ['bob', 'dora'], 'alice')
  await github.leave('acme', 'bob')
  await github.settled()
  expect(app.names()).toEqual(['membership.removed', 'membership.added', 'organization.member_removed'])
  const bodies = app.received.map(({ body }) => JSON.parse(body))
  expect(bodies.map(({ member, membership }) => (member ?? membership.user).login)).toEqual(['carol', 'dora', 'bob'])
  expect(bodies[0]).toMatchObject({
    team: { slug: 'platform' },
    organization: { login: 'acme' },
    sender: { login: 'alice' },
  })
  expect(bodies.every(({ installation }) => installation.id === github.installation('acme').id)).toBe(true)
  expect([...repository.collaborators.keys()]).toEqual([])
  await expect(github.setTeam('acme', 'nobody', [])).rejects.toThrow('no team nobody')
})
