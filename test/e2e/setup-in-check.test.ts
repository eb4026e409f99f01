import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../../src/server/start-server.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import { defaultEvents, defaultPermissions } from '../github/world/app.ts'
import { appUnderTest } from './app-under-test.ts'
import { gate, type Subject, verdictAfter } from './held-pull.ts'
import { READS, READS_AND_WRITES } from './role-policy.ts'

const HOUR_MS = 3_600_000
const HEADINGS = ['This gate is not enforced', 'What this gate is not granted', 'What is wrong with the server']

/** A pull request that widens access, onto a branch that requires the check. */
async function openGated(github: GitHub, name: string): Promise<Subject> {
  const repository = await github.repository(name, { files: READS, collaborators: { alice: 'write', bob: 'write' } })
  gate(github, repository, 'main')
  const pull = await repository.openPull({ author: 'alice', branch: 'change', commits: [{ files: READS_AND_WRITES }] })
  return { repository, pull }
}

/** What the newest check of a pull request says of the setup of its gate. */
function said({ pull }: Subject): string {
  const { summary, text } = pull.checkRun() ?? {}
  return `${summary}${text}`
}

describe('the check of an app that was granted all', () => {
  const app = appUnderTest()

  it('says nothing of the setup of a gate that is enforced', async () => {
    const subject = await openGated(app.github(), 'setup-whole/infra')
    await subject.pull.concluded()
    for (const heading of HEADINGS) expect(said(subject)).not.toContain(heading)
  })
})

describe('the check of an app that was granted less', () => {
  const { members: _, ...permissions } = defaultPermissions
  const events = defaultEvents.filter((event) => event !== 'member' && event !== 'workflow_run')
  const app = appUnderTest({ app: { permissions, events } })

  it('says which permissions and events are missing that the gate needs, and not those of a feature', async () => {
    const subject = await openGated(app.github(), 'setup-less/infra')
    await subject.pull.concluded()
    expect(said(subject)).toContain('What this gate is not granted')
    expect(said(subject)).toContain('`members: read` (teams that rules name)')
    expect(said(subject)).toContain('`event member` (collaborators who come and go)')
    expect(said(subject)).not.toContain('workflow_run')
  })
})

describe('the check of a server that is not well', () => {
  let github: GitHub
  let folder: string
  let server: RunningServer | undefined
  beforeAll(async () => {
    github = await startGitHub()
    folder = await mkdtemp(join(tmpdir(), 'countersign-setup-'))
  })
  afterAll(async () => {
    await server?.close()
    await github.stop()
    await rm(folder, { recursive: true, force: true })
    expect(github.violations).toEqual([])
  })
  const start = async () => {
    const { id: appId, privateKey, webhookSecret } = github.app
    const storage = { kind: 'directory', path: folder } as const
    const place = { storage, host: '127.0.0.1', port: 0, logLevel: 'silent' } as const
    const config = { appId, privateKey, webhookSecret, apiUrl: github.baseUrl, ...place }
    await server?.close()
    const read = () => github.requests.filter(({ operation }) => operation === 'apps/list-webhook-deliveries').length
    const before = read()
    const { release } = github.faults.hold('apps/list-webhook-deliveries')
    server = await startServer(config, { catchUpSeconds: 86_400 })
    github.deliverTo(`${server.url}/api/github/webhooks`)
    release()
    // Deliveries are looked at when it starts, then what was lost is looked for; neither again on this day.
    await github.until(() => (read() >= before + 2 ? true : undefined))
  }

  it('says that webhooks fail, and no longer once they have arrived for an hour; then that its clock is wrong', async () => {
    const subject = await openGated(github, 'setup-unwell/infra')
    await github.settled()
    const failed = github.webhooks.deliveries.length
    await start()
    await subject.pull.concluded()
    expect(said(subject)).toContain('What is wrong with the server of this gate')
    expect(said(subject)).toContain(
      `Webhooks of this app fail: ${failed} of the last ${failed} deliveries, the newest too, last at `,
    )
    expect(said(subject)).not.toContain("This server's clock")

    github.clock.advance(2 * HOUR_MS)
    await verdictAfter(subject, () => subject.pull.push({ files: { 'README.md': 'more' } }))
    await github.settled()
    await start()
    await verdictAfter(subject, () => subject.pull.rerequest())
    expect(said(subject)).not.toContain('Webhooks of this app fail')
    expect(said(subject)).toContain("This server's clock is about 2 hours behind GitHub's")
  })
})
