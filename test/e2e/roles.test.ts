import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WEBHOOK_PATH } from '../../src/intake/webhook-app.ts'
import { type RunningServer, startServer } from '../../src/server/start-server.ts'
import { type PostgresServer, startPostgres } from '../contracts/postgres-server.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import { READS, READS_AND_WRITES } from './role-policy.ts'

const COLLABORATORS = { alice: 'write', bob: 'write' } as const
/** Every open pull request of the organisation is looked through. */
const PATIENCE = { timeoutMs: 80_000 }

/** A process that takes webhooks in and two that examine, on one database. */
describe('processes of different roles', { timeout: 200_000 }, () => {
  const running: { github?: GitHub; database?: PostgresServer; web?: RunningServer; workers: RunningServer[] } = {
    workers: [],
  }
  const github = () => running.github ?? expect.fail('GitHub was not started')
  beforeAll(async () => {
    running.github = await startGitHub()
    running.github.settings.secondaryLimits = true
    running.database = await startPostgres()
    const url = await running.database.createDatabase('roles')
    const { app, baseUrl: apiUrl } = running.github
    const config = { ...app, appId: app.id, apiUrl, storage: { kind: 'postgres', url } } as const
    const start = (role: 'web' | 'worker') =>
      startServer({ ...config, role, host: '127.0.0.1', port: 0, logLevel: 'silent' }, { catchUpSeconds: 86_400 })
    running.web = await start('web')
    running.workers.push(await start('worker'), await start('worker'))
    running.github.deliverTo(`${running.web.url}${WEBHOOK_PATH}`)
  })
  afterAll(async () => {
    for (const server of [running.web, ...running.workers]) await server?.close()
    await running.github?.stop()
    await running.database?.stop()
    expect(running.github?.violations).toEqual([])
  })

  it('hold a pull request together, and let it pass once somebody else approved', async () => {
    const pull = await opened('acme/together')
    expect((await pull.concluded()).conclusion).toBe('action_required')
    await pull.approve('bob')
    const released = await pull.concluded((run) => run.conclusion === 'success')
    expect(released.title).toContain('bob')
  })

  it('judge by the newest floor, whichever of them heard of it and whichever had read it before', async () => {
    const advisory = { 'countersign.yml': 'version: 1\nmode: advisory\n' }
    const floor = await github().repository('floored/.github', { files: advisory, collaborators: COLLABORATORS })
    const settings = { '.github/countersign.yml': advisory['countersign.yml'] }
    const pulls = []
    for (const name of ['a', 'b', 'c', 'd']) pulls.push(await opened(`floored/${name}`, settings))
    for (const pull of pulls) await pull.concluded(({ conclusion }) => conclusion === 'neutral')
    await floor.push('main', { files: { 'countersign.yml': 'version: 1\nmode: enforce\n' } }, { by: 'bob' })
    for (const pull of pulls) await pull.concluded(({ conclusion }) => conclusion === 'action_required', PATIENCE)
  })

  it('examine what is open onto a branch again when somebody pushes to it, and ask GitHub for nothing that it refuses', async () => {
    const repository = await github().repository('acme/moved', { files: READS, collaborators: COLLABORATORS })
    const pull = await repository.openPull({ author: 'alice', branch: 'x', commits: [{ files: READS_AND_WRITES }] })
    await pull.concluded(({ conclusion }) => conclusion === 'action_required')
    await repository.push(
      'main',
      { files: { '.github/countersign.yml': 'version: 1\nmode: advisory\n' } },
      { by: 'bob' },
    )
    await pull.concluded(({ conclusion }) => conclusion === 'neutral')
    expect(github().requests.filter(({ status }) => status === 403 || status === 429)).toEqual([])
  })

  it('take webhooks in where that is their role, and tell everywhere whether they live and can work', async () => {
    const [worker] = running.workers
    for (const each of [running.web, worker]) {
      const answers = ['healthz', 'readyz'].map((path) => fetch(`${each?.url}/${path}`))
      expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200])
    }
    const refused = await fetch(`${worker?.url}${WEBHOOK_PATH}`, { method: 'POST', body: '{}' })
    expect(refused.status).toBe(404)
    expect(await refused.text()).toContain('role `web`')
  })

  async function opened(name: string, settings = {}) {
    const files = { ...READS, ...settings }
    const repository = await github().repository(name, { files, collaborators: COLLABORATORS })
    return repository.openPull({ author: 'alice', branch: 'wider', commits: [{ files: READS_AND_WRITES }] })
  }
})
