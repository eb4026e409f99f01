import { Probot, ProbotOctokit } from 'probot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silent } from './quiet-octokit.ts'
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
  await github.settled()
  return { repository, pull }
}

function asApp() {
  const auth = { appId: github.app.id, privateKey: github.app.privateKey }
  return new ProbotOctokit({ baseUrl: github.baseUrl, auth, throttle: { enabled: false }, log: silent }).rest.apps
}

describe('webhooks', () => {
  it('are sent for what people do, in order', async () => {
    const { pull } = await setUp()
    await pull.push({ files: { 'a.tf': 'a = 2\n' } })
    const review = await pull.approve('bob')
    await pull.dismiss(review, { by: 'alice' })
    await pull.edit({ title: 'Other' })
    await pull.setDraft(true)
    await pull.comment('bob', 'Hm')
    await pull.close()
    await pull.reopen()
    await github.settled()
    expect(app.names()).toEqual([
      ...['push', 'check_suite.requested', 'pull_request.opened'],
      ...['push', 'check_suite.requested', 'pull_request.synchronize'],
      ...['pull_request_review.submitted', 'pull_request_review.dismissed'],
      ...['pull_request.edited', 'pull_request.converted_to_draft', 'issue_comment.created'],
      ...['pull_request.closed', 'pull_request.reopened'],
    ])
  })

  it('of a new branch list its commits, and tell which of them no branch had before', async () => {
    const { repository, pull } = await setUp()
    await repository.setBranch('copy', pull.headSha)
    const merge = { merges: [pull.headSha], files: { 'b.tf': '' } }
    const merged = await repository.push('main', merge, { by: 'bob' })
    await github.settled()
    const pushes = app.received.filter(({ event }) => event === 'push').map(({ body }) => JSON.parse(body))
    const listed = pushes.map((push) =>
      push.commits.map((commit: object) => ['id', 'distinct'].map((key) => Reflect.get(commit, key))),
    )
    const [opened, copied, mergedIn] = listed
    expect(opened).toEqual([[pull.headSha, true]])
    expect(copied).toEqual([])
    expect(mergedIn).toEqual([
      [pull.headSha, false],
      [merged, true],
    ])
  })

  it('carry what they are about', async () => {
    const { repository, pull } = await setUp()
    const before = pull.headSha
    const after = await pull.push({ message: 'More', files: { 'b.tf': '' } }, { by: 'bob' })
    await repository.push('release', { files: { r: '1' } })
    await pull.retarget('release')
    await github.settled()
    const payloads = app.received.map(({ event, body }) => ({ event, ...JSON.parse(body) }))
    const installation = { id: github.installation('acme').id }
    expect(payloads.find(({ action }) => action === 'synchronize')).toMatchObject({
      before,
      after,
      number: 1,
      sender: { login: 'bob', type: 'User' },
      installation,
      repository: { full_name: 'acme/infra', default_branch: 'main' },
      organization: { login: 'acme' },
      pull_request: { head: { sha: after }, user: { login: 'alice' }, mergeable: null, commits: 2 },
    })
    expect(payloads.filter(({ event }) => event === 'push')[1]).toMatchObject({
      ref: 'refs/heads/x',
      before,
      after,
      forced: false,
      commits: [{ id: after, message: 'More', added: ['b.tf'], author: { username: 'bob' } }],
    })
    expect(payloads.find(({ action }) => action === 'edited').changes).toEqual({
      base: { ref: { from: 'main' }, sha: { from: await repository.sha() } },
    })
  })

  it('are signed so that Probot accepts them, and name GitHub as their sender', async () => {
    await setUp()
    const { id: appId, privateKey, webhookSecret: secret } = github.app
    const probot = new Probot({ appId, privateKey, secret, logLevel: 'fatal' })
    await probot.ready()
    const [first] = app.received
    expect(first?.userAgent).toMatch(/^GitHub-Hookshot\//)
    expect(await probot.webhooks.verify(first?.body ?? '', first?.signature ?? '')).toBe(true)
    expect(await probot.webhooks.verify(`${first?.body} `, first?.signature ?? '')).toBe(false)
  })

  it('of check runs reach the owning app: created, completed, rerequested, requested action', async () => {
    const { repository, pull } = await setUp()
    await repository.spoofCheckRun({
      app: github.otherApp('impostor'),
      name: 'countersign',
      sha: pull.headSha,
      conclusion: 'success',
    })
    const { data: access } = await asApp().createInstallationAccessToken({
      installation_id: github.installation('acme').id,
    })
    const octokit = new ProbotOctokit({ baseUrl: github.baseUrl, auth: { token: access.token } })
    const actions = [{ label: 'Re-examine', description: 'Look again', identifier: 'again' }]
    const run = { owner: 'acme', repo: 'infra', name: 'countersign', head_sha: pull.headSha, actions }
    await octokit.rest.checks.create({ ...run, conclusion: 'action_required' })
    await pull.rerequest({ by: 'bob' })
    await pull.rerequestSuite({ by: 'bob' })
    await pull.requestAction('again', { by: 'bob' })
    await expect(pull.requestAction('other')).rejects.toThrow('no action')
    await github.settled()
    expect(app.names().slice(3)).toEqual([
      ...['check_run.created', 'check_run.completed'],
      ...['check_run.created', 'check_run.completed'],
      ...['check_run.rerequested', 'check_suite.rerequested', 'check_run.requested_action'],
    ])
    expect(pull.checkRun()).toMatchObject({ status: 'completed', conclusion: 'action_required', writes: 1 })
  })

  it('tell of an installation, and only of what the app subscribed to', async () => {
    await github.stop()
    github = await startGitHub({ app: { events: ['push'] } })
    github.deliverTo(app.url)
    await setUp()
    github.announceInstallation('acme', 'bob')
    github.announceInstallation('acme', 'bob', 'suspend')
    await github.settled()
    expect(app.names()).toEqual(['push', 'installation.created', 'installation.suspend'])
  })
})

describe('deliveries', () => {
  it('arrive twice with one id, or reversed, or never', async () => {
    const { pull } = await setUp()
    app.received.length = 0
    github.webhooks.duplicate('pull_request.edited')
    await pull.edit({ title: 'Other' })
    await github.settled()
    const [first, second] = app.received
    expect([first?.action, second?.action, first?.delivery === second?.delivery]).toEqual(['edited', 'edited', true])
    github.webhooks.hold()
    await pull.close()
    await pull.reopen()
    await github.settled()
    expect(app.received).toHaveLength(2)
    github.webhooks.release('reversed')
    await github.settled()
    github.webhooks.lose('pull_request_review')
    await pull.approve('bob')
    await pull.requestChanges('bob')
    await github.settled()
    expect(app.names().slice(2)).toEqual([
      ...['pull_request.reopened', 'pull_request.closed', 'pull_request_review.submitted'],
    ])
  })

  it('are logged with what became of them, and sent again on request with their own id', async () => {
    app.answer.status = 500
    const { pull } = await setUp()
    app.answer.status = 202
    github.webhooks.lose('pull_request.edited')
    await pull.edit({ title: 'Other' })
    await github.settled()
    const { data: log } = await asApp().listWebhookDeliveries({ per_page: 100 })
    expect(log.map(({ event, action, status_code }) => [event, action, status_code])).toEqual([
      ['pull_request', 'edited', 504],
      ['pull_request', 'opened', 500],
      ['check_suite', 'requested', 500],
      ['push', null, 500],
    ])
    app.received.length = 0
    for (const { id } of log) await asApp().redeliverWebhookDelivery({ delivery_id: id })
    await github.settled()
    expect(app.received.map(({ delivery }) => delivery)).toEqual(log.map(({ guid }) => guid))
    const { data: newest } = await asApp().listWebhookDeliveries({ per_page: 1 })
    expect(newest[0]).toMatchObject({ redelivery: true, status: 'OK', status_code: 202, event: 'push' })
    const { data: full } = await asApp().getWebhookDelivery({ delivery_id: newest[0]?.id ?? 0 })
    expect(full.request.payload).toMatchObject({ ref: 'refs/heads/x' })
    expect(github.violations).toEqual([])
  })

  it('are listed by cursor, and for three days', async () => {
    await setUp()
    const first = await asApp().listWebhookDeliveries({ per_page: 2 })
    const cursor = /cursor=([^&>]+)/.exec(first.headers.link ?? '')?.[1] ?? ''
    const second = await asApp().listWebhookDeliveries({ per_page: 2, cursor })
    expect([first.data.length, second.data.length, second.headers.link]).toEqual([2, 1, undefined])
    github.clock.advance(73 * 3_600_000)
    expect((await asApp().listWebhookDeliveries()).data).toEqual([])
    const gone = asApp().redeliverWebhookDelivery({ delivery_id: first.data[0]?.id ?? 0 })
    await expect(gone).rejects.toMatchObject({ status: 404 })
  })

  it('fail as long as no app listens', async () => {
    await github.stop()
    github = await startGitHub()
    await setUp()
    expect(github.webhooks.deliveries.map(({ statusCode }) => statusCode)).toEqual([502, 502, 502])
  })
})
