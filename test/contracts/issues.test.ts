import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClients } from '../../src/adapters/github/clients.ts'
import { githubIssues } from '../../src/adapters/github/issues.ts'
import { memoryIssues } from '../../src/adapters/memory/issues.ts'
import { recordingTimers } from '../adapters/github-test-clients.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import { issuesContract } from './issues-contract.ts'

const KEY = { installationId: 7, owner: 'acme', repo: 'infra' }

describe('issues in memory', () => {
  issuesContract(async () => {
    const issues = memoryIssues()
    const titles = (repository: typeof KEY) => issues.openedIn(repository).map(({ title }) => title)
    return { issues, repository: KEY, elsewhere: { ...KEY, repo: 'other' }, titles }
  })
})

describe('issues on GitHub', () => {
  let github: GitHub
  let repositories = 0
  beforeAll(async () => {
    github = await startGitHub()
  })
  afterAll(() => github.stop())

  const issuesWith = async (secret: string) => {
    const { app, baseUrl } = github
    return githubIssues(await createClients({ ...app, appId: app.id, baseUrl, timers: recordingTimers() }), secret)
  }
  const open = async () => {
    repositories += 1
    const handle = await github.repository(`acme/infra-${repositories}`)
    const other = await github.repository(`acme/elsewhere-${repositories}`)
    const { id: installationId } = github.installation('acme')
    const all = [handle.repository, other.repository]
    const own = ({ repo }: { readonly repo: string }) => [
      ...(all.find(({ name }) => name === repo)?.issues.values() ?? []),
    ]
    return {
      handle,
      issues: await issuesWith('a secret'),
      repository: { installationId, owner: 'acme', repo: handle.repository.name },
      elsewhere: { installationId, owner: 'acme', repo: other.repository.name },
      titles: (repository: { readonly repo: string }) => own(repository).map(({ title }) => title),
      bodies: (repository: { readonly repo: string }) => own(repository).map(({ body }) => body ?? ''),
    }
  }

  issuesContract(open)

  it('are opened once though the answer is lost', async () => {
    const { issues, repository, titles } = await open()
    github.faults.drop('issues/create', 'after')
    await expect(issues.open(repository, 'push-1', { title: 'Look here', body: 'There' })).rejects.toThrow('no answer')
    await issues.open(repository, 'push-1', { title: 'Look here', body: 'There' })
    expect(titles(repository)).toEqual(['Look here'])
  })

  it('are found among many, and a pull request with the marker is none of them', async () => {
    const { issues, repository, handle, titles } = await open()
    const number = await issues.open(repository, 'push-1', { title: 'First', body: 'There' })
    await handle.openPull({ author: 'alice', branch: 'x', body: 'push-1', commits: [{ files: { 'a.tf': '' } }] })
    for (let index = 0; index < 105; index += 1)
      await issues.open(repository, `other-${index}`, { title: 't', body: 'b' })
    expect(await issues.open(repository, 'push-1', { title: 'Again', body: 'There' })).toBe(number)
    expect(titles(repository)).not.toContain('Again')
  })

  it('cannot be forestalled by whoever writes the marker of a push to come into an older one', async () => {
    const { issues, repository, titles } = await open()
    const forged = 'push-2 <!-- countersign push-2 -->'
    await issues.open(repository, 'push-1', { title: 'First', body: forged })
    await (await issuesWith('a guess')).open(repository, 'push-2', { title: 'Guessed', body: forged })
    await issues.open(repository, 'push-2', { title: 'Second', body: 'There' })
    expect(titles(repository)).toEqual(['First', 'Guessed', 'Second'])
  })

  it('take titles and texts beyond GitHub’s limits, and never show their marker', async () => {
    const { issues, repository, titles, bodies } = await open()
    await issues.open(repository, 'push-1', { title: `a\nb\u202e${'x'.repeat(300)}`, body: '🚀'.repeat(40_000) })
    expect(titles(repository)[0]).toMatch(/^a bx{100}.*…$/)
    const [body = ''] = bodies(repository)
    expect(body).toMatch(/more bytes do not fit\.\n\n<!-- countersign [0-9a-f]{64} -->$/)
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_536)
  })

  it('keep to what GitHub allows', () => {
    expect(github.requests.map(({ operation }) => operation)).toContain('issues/list-for-repo')
    expect(github.violations).toEqual([])
  })
})
