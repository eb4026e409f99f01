import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { githubChecks } from '../../src/adapters/github/checks.ts'
import { createClients } from '../../src/adapters/github/clients.ts'
import { memoryChecks } from '../../src/adapters/memory/checks.ts'
import type { CheckOutput } from '../../src/ports/checks.ts'
import { recordingTimers } from '../adapters/github-test-clients.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import { type CheckedPullRequest, checksContract, shownAnnotation } from './checks-contract.ts'

describe('checks in memory', () => {
  checksContract(async () => {
    const checks = memoryChecks(() => Date.parse('2026-11-02T10:00:00Z'))
    const key = { installationId: 1, owner: 'acme', repo: 'infra', number: 7 }
    return {
      checks,
      key,
      headSha: 'a'.repeat(40),
      otherSha: 'b'.repeat(40),
      shown: async (sha) =>
        checks.runsOn(key, sha).map(({ id, status, conclusion, output }) => ({
          id,
          status,
          conclusion,
          title: output?.title ?? null,
          summary: output?.summary ?? null,
          annotations: output?.annotations.map(shownAnnotation) ?? [],
        })),
    }
  })
})

describe('checks on GitHub', () => {
  let github: GitHub
  let repositories = 0
  beforeAll(async () => {
    github = await startGitHub()
  })
  afterAll(() => github.stop())

  const open = async () => {
    repositories += 1
    const repo = `infra-${repositories}`
    const handle = await github.repository(`acme/${repo}`, { collaborators: { alice: 'write' } })
    const otherSha = await handle.sha()
    const pull = await handle.openPull({ author: 'alice', branch: 'x', commits: [{ files: { 'main.tf': 'a = 1\n' } }] })
    const timers = recordingTimers()
    const clients = await createClients({ ...github.app, appId: github.app.id, baseUrl: github.baseUrl, timers })
    const checks = githubChecks(clients.installation, clients.appId, timers)
    const key = { installationId: github.installation('acme').id, owner: 'acme', repo, number: pull.number }
    const runsOn = (sha: string) =>
      handle.repository.checkRuns.filter((run) => run.headSha === sha && run.app.id === github.app.id)
    const shown: CheckedPullRequest['shown'] = async (sha) =>
      runsOn(sha).map(({ id, status, conclusion, title, summary, annotations }) => ({
        id,
        status,
        conclusion,
        title,
        summary,
        annotations: annotations.map((each) =>
          shownAnnotation({
            path: each.path,
            startLine: each.start_line,
            endLine: each.end_line,
            title: each.title ?? '',
          }),
        ),
      }))
    return { checks, key, headSha: pull.headSha, otherSha, shown, handle, runsOn }
  }

  checksContract(open)

  it('bear the name of the check and of the pull request', async () => {
    const { checks, key, headSha, runsOn } = await open()
    await checks.start(key, headSha)
    expect(runsOn(headSha)).toMatchObject([{ name: 'countersign', externalId: `acme/${key.repo}#${key.number}` }])
  })

  it('of the same name by another app are left alone', async () => {
    const { checks, key, headSha, handle, shown } = await open()
    const app = github.otherApp('impostor')
    await handle.spoofCheckRun({ app, name: 'countersign', sha: headSha, conclusion: 'success' })
    const id = await checks.start(key, headSha)
    expect(await shown(headSha)).toMatchObject([{ id, status: 'in_progress' }])
  })

  it.each(['before', 'after'] as const)(
    'are written once though every answer is lost %s it took effect',
    async (when) => {
      const { checks, key, headSha, shown } = await open()
      github.faults.drop('checks/create', when)
      const id = await checks.start(key, headSha)
      github.faults.drop('checks/update', when, { times: 2 })
      await checks.conclude(key, id, 'failure', FINDINGS)
      expect(await shown(headSha)).toMatchObject([{ id, annotations: FINDINGS.annotations.map(shownAnnotation) }])
    },
  )

  it('are published no later than an approval that follows', async () => {
    const { checks, key, headSha } = await open()
    const publishedAt = await checks.conclude(key, await checks.start(key, headSha), 'failure', FINDINGS)
    expect(publishedAt <= new Date(github.clock.now()).toISOString()).toBe(true)
    expect(Date.parse(publishedAt) % 1000).toBe(0)
  })

  it('take whatever a file can hold', async () => {
    const { checks, key, headSha, shown } = await open()
    const hostile = { path: '/a\u0000/../b.tf', startLine: -5, endLine: Number.NaN, level: 'failure' } as const
    const long = 'x'.repeat(300_000)
    const annotations = [
      { ...hostile, title: '\u202e', message: '' },
      { ...hostile, title: long, message: long, rawDetails: `${long}\ud800` },
      { ...hostile, path: '', title: 't', message: 'm' },
    ]
    const id = await checks.start(key, headSha)
    await checks.conclude(key, id, 'action_required', { title: long, summary: `🚀\n${long}`, annotations })
    expect(await shown(headSha)).toMatchObject([{ id, annotations: { length: 2 } }])
  })

  it('keep to what GitHub allows', () => {
    expect(github.requests.length).toBeGreaterThan(40)
    expect(github.violations).toEqual([])
  })
})

const FINDINGS: CheckOutput = {
  title: 'Held',
  summary: 'Says why',
  annotations: Array.from({ length: 120 }, (_, index) => ({
    path: 'main.tf',
    startLine: index + 1,
    endLine: index + 1,
    level: 'failure',
    title: 'Widens',
    message: 'Says why',
  })),
}
