import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../../src/server/start-server.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import { heldPull, type Subject } from './held-pull.ts'
import { READS } from './role-policy.ts'

const HOUR_MS = 3_600_000
const SETTINGS = `version: 1
approvals: { request: false }
reminders:
  afterHours: 24
  escalation: { afterHours: 72, teams: [leads] }
`
const FILES = { ...READS, '.github/countersign.yml': SETTINGS }

describe('reminders', () => {
  let github: GitHub
  let server: RunningServer
  let folder: string
  beforeAll(async () => {
    github = await startGitHub()
    folder = await mkdtemp(join(tmpdir(), 'countersign-reminders-'))
    const { id: appId, privateKey, webhookSecret } = github.app
    const storage = { kind: 'directory', path: folder } as const
    const place = { storage, host: '127.0.0.1', port: 0, logLevel: 'silent' } as const
    const config = { appId, privateKey, webhookSecret, apiUrl: github.baseUrl, ...place }
    server = await startServer(config, { catchUpSeconds: 86_400, reminderSeconds: 1 })
    github.deliverTo(`${server.url}/api/github/webhooks`)
  })
  afterAll(async () => {
    await server.close()
    await github.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** GitHub's clock goes on; the app hears of it with the next answer. */
  const wait = async (hours: number, { pull }: Subject) => {
    github.clock.advance(hours * HOUR_MS)
    await pull.comment('dave', 'Any news?')
    await pull.rerequest()
    await github.settled()
  }
  const said = ({ repository, pull }: Subject) =>
    (repository.repository.issues.get(pull.number)?.comments ?? [])
      .filter(({ user }) => user.login === 'countersign[bot]')
      .map(({ body }) => body)
  const saying = (subject: Subject, count: number) =>
    github.until(
      () => (said(subject).length >= count ? said(subject) : undefined),
      () => said(subject).join('\n---\n'),
      30_000,
    )

  it('speak once after the hours of the settings, and then of the teams, to whoever could countersign', async () => {
    const subject = await heldPull(github, 'remind/twice', { files: FILES })
    await wait(25, subject)
    const [reminder = ''] = await saying(subject, 1)
    expect(reminder).toContain('@bob @carol: this change has waited 25 hours')
    expect(reminder).not.toMatch(/@alice|@rita|@helper/)
    await wait(48, subject)
    const [, escalation = ''] = await saying(subject, 2)
    expect(escalation).toMatch(/@remind-twice\/leads @bob @carol: this change has waited 3 days/)
    await wait(1_000, subject)
    expect(said(subject)).toHaveLength(2)
    expect(github.violations).toEqual([])
  })

  it('do not speak of what was countersigned, became a draft or was closed meanwhile', async () => {
    const subjects = [
      await heldPull(github, 'remind/countersigned', { files: FILES }),
      await heldPull(github, 'remind/draft', { files: FILES }),
      await heldPull(github, 'remind/closed', { files: FILES }),
    ]
    const witness = await heldPull(github, 'remind/witness', { files: FILES })
    const [countersigned, draft, closed] = subjects
    await countersigned?.pull.approve('bob')
    await countersigned?.pull.concluded((run) => run.conclusion === 'success')
    await draft?.pull.setDraft(true)
    await closed?.pull.close()
    await wait(30, witness)
    await saying(witness, 1)
    expect(subjects.flatMap(said)).toEqual([])
  })

  it('speak to nobody where the settings ask for none', async () => {
    const subject = await heldPull(github, 'remind/nobody')
    const witness = await heldPull(github, 'remind/somebody', { files: FILES })
    await wait(100, witness)
    await saying(witness, 1)
    expect(said(subject)).toEqual([])
  })
})
