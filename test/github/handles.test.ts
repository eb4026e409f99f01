import { createServer } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { quietOctokit } from './quiet-octokit.ts'
import { type GitHub, startGitHub } from './start-github.ts'

let github: GitHub
const server = { close: async () => undefined as unknown }
beforeEach(async () => {
  github = await startGitHub()
})
afterEach(async () => {
  await server.close()
  await github.stop()
})

/** An app that answers at once, works later, and calls every pull request fine after its second look. */
async function startApp() {
  const seen = new Map<number, number>()
  const work = async (number: number, sha: string) => {
    const { rest } = quietOctokit(github, github.installationToken('acme'))
    const name = { owner: 'acme', repo: 'infra' }
    const looks = (seen.get(number) ?? 0) + 1
    seen.set(number, looks)
    const run = await rest.checks.create({ ...name, name: 'countersign', head_sha: sha, status: 'in_progress' })
    const conclusion = looks > 1 ? 'success' : 'action_required'
    const output = { title: conclusion, summary: `Look ${looks}` }
    await rest.checks.update({ ...name, check_run_id: run.data.id, conclusion, output })
  }
  const app = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { pull_request: pull } = JSON.parse(Buffer.concat(chunks).toString())
      response.writeHead(202).end()
      if (pull !== undefined) void work(pull.number, pull.head.sha)
    })
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  server.close = () => new Promise((resolve) => app.close(resolve))
  github.deliverTo(`http://127.0.0.1:${Object(app.address()).port}/`)
}

async function setUp() {
  const repository = await github.repository('acme/infra', { collaborators: { alice: 'write', bob: 'write' } })
  const commits = [{ files: { 'a.tf': 'a = 1\n' } }]
  return { repository, pull: await repository.openPull({ author: 'alice', branch: 'x', commits }) }
}

describe('a test that waits', () => {
  it('sees the check of the current head, and goes on as soon as it says what is waited for', async () => {
    await startApp()
    const { pull } = await setUp()
    const held = await pull.concluded()
    expect(held).toMatchObject({ conclusion: 'action_required', summary: 'Look 1', writes: 2 })
    await pull.approve('bob')
    const passed = await pull.concluded(({ conclusion }) => conclusion === 'success')
    expect(passed.id).not.toBe(held.id)
    expect(pull.checkRuns()).toHaveLength(2)
    await pull.push({ files: { 'a.tf': 'a = 2\n' } })
    const next = await pull.concluded()
    expect(next.headSha).toBe(pull.headSha)
    expect(held.conclusion).toBe('action_required')
    await github.settled()
    expect(github.violations).toEqual([])
  })

  it('is told what there was when it waited in vain', async () => {
    const { pull } = await setUp()
    const wait = pull.concluded(() => true, { timeoutMs: 10 })
    await expect(wait).rejects.toThrow(`acme/infra#1: the check on ${pull.headSha} is missing`)
    await expect(
      github.until(
        () => undefined,
        () => 'Nothing came',
        10,
      ),
    ).rejects.toThrow('Nothing came')
  })
})

describe('accounts', () => {
  it('have the same id in every run, a type that follows from the login, and the id that a test gives', async () => {
    expect(github.user('alice').id).toBe(github.user('Alice').id)
    const other = await startGitHub()
    expect(other.user('alice').id).toBe(github.user('alice').id)
    await other.stop()
    github.user('claude[bot]', { id: 209_825_114 })
    expect(github.user('claude[bot]')).toMatchObject({ id: 209_825_114, type: 'Bot' })
    expect(github.user('alice').type).toBe('User')
    await setUp()
    expect(github.user('acme').type).toBe('Organization')
  })

  it('are credited by their addresses, also by the noreply one', async () => {
    github.user('Copilot', { id: 198_982_749, type: 'Bot', emails: ['copilot@bots.example'] })
    const repository = await github.repository('acme/infra')
    const email = '198982749+Copilot@users.noreply.github.com'
    await repository.push('main', [
      { author: { name: 'Copilot', email } },
      { author: { name: 'C', email: 'copilot@bots.example' } },
      { author: 'alice', committer: { name: 'GitHub', email: 'noreply@github.com' } },
    ])
    const { rest } = quietOctokit(github, github.installationToken('acme'))
    const { data } = await rest.repos.listCommits({ owner: 'acme', repo: 'infra', per_page: 3 })
    expect(data.map(({ author, commit }) => [author?.login, commit.verification?.verified])).toEqual([
      ['alice', true],
      ['Copilot', false],
      ['Copilot', false],
    ])
  })
})
