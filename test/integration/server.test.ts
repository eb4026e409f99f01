import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WEBHOOK_PATH } from '../../src/intake/webhook-app.ts'
import { type RunningServer, startServer } from '../../src/server/start-server.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import { capturedLog } from '../intake/captured-log.ts'
import { headersOf, signatureOf } from '../intake/signed.ts'

const captured = capturedLog()
const started: { github?: GitHub; server?: RunningServer } = {}
const github = () => started.github ?? expect.fail('GitHub was not started')
const server = () => started.server ?? expect.fail('The server was not started')

beforeAll(async () => {
  started.github = await startGitHub()
  const { app, baseUrl } = started.github
  const config = { appId: app.id, privateKey: app.privateKey, webhookSecret: app.webhookSecret, apiUrl: baseUrl }
  const rest = { storage: { kind: 'memory' }, host: '127.0.0.1', port: 0, logLevel: 'trace' } as const
  started.server = await startServer({ ...config, ...rest }, { log: captured.log })
  started.github.deliverTo(`${started.server.url}${WEBHOOK_PATH}`)
})
afterAll(async () => {
  await started.server?.close()
  await started.github?.stop()
})

describe('the server', () => {
  it('holds a pull request that adds access until an independent human approves it', async () => {
    const pull = await widened('acme/held')
    const held = await pull.concluded()
    expect(held.conclusion).toBe('action_required')
    expect(held.annotations.map(({ path, start_line }) => `${path}:${start_line}`)).toContain('main.tf:5')
    await pull.approve('bob')
    const released = await pull.concluded((run) => run.conclusion === 'success')
    expect(released.title).toContain('bob')
  })

  it('examines once what is delivered twice', async () => {
    github().webhooks.duplicate('pull_request.opened')
    const pull = await widened('acme/twice')
    await pull.concluded()
    await github().settled()
    expect(examinations('acme/twice')).toBe(1)
  })

  it('examines again when the check is asked for again, and when the base branch moves', async () => {
    const repository = await repositoryOf('acme/again')
    const pull = await openWidened(repository)
    await pull.concluded()
    await pull.rerequest({ by: 'alice' })
    await github().until(() => examinations('acme/again') >= 2 || undefined)
    await repository.push('main', { files: { 'other.txt': 'x' } })
    await github().until(() => examinations('acme/again') >= 3 || undefined)
    expect((await pull.concluded()).conclusion).toBe('action_required')
  })

  it('concludes although GitHub fails for a while', async () => {
    github().faults.fail('pulls/get', 502, { times: 3 })
    const pull = await widened('acme/failing')
    const run = await pull.concluded((each) => each.conclusion === 'action_required')
    expect(run.conclusion).toBe('action_required')
  })

  it('refuses what GitHub has not signed, and accepts one delivery once', async () => {
    const body = '{"action":"created","text":"marker-of-the-payload"}'
    const { webhookSecret } = github().app
    const send = (headers: Headers) => fetch(`${server().url}${WEBHOOK_PATH}`, { method: 'POST', body, headers })
    const unsigned = await send(headersOf(body, { 'x-hub-signature-256': undefined }))
    const forged = await send(headersOf(body, { 'x-hub-signature-256': signatureOf(body, 'development') }))
    expect([unsigned.status, forged.status]).toEqual([401, 400])
    const delivery = { 'x-github-delivery': randomUUID(), 'x-github-event': 'star' }
    const signed = headersOf(body, { ...delivery, 'x-hub-signature-256': signatureOf(body, webhookSecret) })
    expect(await (await send(signed)).json()).toEqual({ accepted: true, duplicate: false })
    expect(await (await send(signed)).json()).toEqual({ accepted: false, duplicate: true })
  })

  it('asks GitHub for nothing that GitHub would not allow, and logs no secret and no payload', async () => {
    await github().settled()
    expect(github().violations).toEqual([])
    const [, keyLine = expect.fail()] = github().app.privateKey.split('\n')
    expect(captured.text()).toContain('webhook accepted')
    const secrets = [github().app.webhookSecret, keyLine, 'marker-of-the-payload', 'default_branch', 'Bearer ', 'ghs_']
    expect(secrets.filter((secret) => captured.text().includes(secret))).toEqual([])
  })
})

function policy(actions: string): string {
  return `resource "aws_iam_role_policy" "deploy" {
  role = "deploy"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = [${actions}], Resource = "arn:aws:s3:::logs/*" }]
  })
}
`
}

async function repositoryOf(name: string) {
  const collaborators = { alice: 'write', bob: 'write' } as const
  return github().repository(name, { files: { 'main.tf': policy('"s3:GetObject"') }, collaborators })
}

async function openWidened(repository: Awaited<ReturnType<typeof repositoryOf>>) {
  const files = { 'main.tf': policy('"s3:GetObject", "s3:DeleteObject"') }
  return repository.openPull({ author: 'alice', branch: 'widen', commits: [{ message: 'Widen', files }] })
}

async function widened(name: string) {
  return openWidened(await repositoryOf(name))
}

/** How often a pull request's timeline was read: once an examination. */
function examinations(name: string): number {
  const reads = github().requests.filter(({ operation }) => operation === 'issues/list-events-for-timeline')
  return reads.filter(({ path }) => path.includes(`/repos/${name}/`)).length
}
