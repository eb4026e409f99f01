import { ProbotOctokit } from 'probot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type GitHub, startGitHub } from './start-github.ts'

let github: GitHub
beforeEach(async () => {
  github = await startGitHub()
})
afterEach(() => github.stop())

/** Probot's own Octokit, authenticated as the app: it signs a JWT and fetches an installation token by itself. */
function probotOctokit() {
  return new ProbotOctokit({
    baseUrl: github.baseUrl,
    auth: { appId: github.app.id, privateKey: github.app.privateKey, installationId: github.installation('acme').id },
    throttle: { enabled: false },
    retry: { enabled: false },
  })
}

async function setUp() {
  const repository = await github.repository('acme/infra', { collaborators: { alice: 'write', bob: 'admin' } })
  const pull = await repository.openPull({ author: 'alice', branch: 'x', commits: [{ files: { 'a.tf': 'a = 1\n' } }] })
  return { repository, pull, octokit: probotOctokit(), name: { owner: 'acme', repo: 'infra' } }
}

const annotation = { path: 'a.tf', start_line: 1, end_line: 1, annotation_level: 'failure', message: 'Wider' } as const

describe('a check run', () => {
  it('is created, completed and given annotations in batches', async () => {
    const { pull, octokit, name } = await setUp()
    const { data: run } = await octokit.rest.checks.create({
      ...name,
      name: 'countersign',
      head_sha: pull.headSha,
      status: 'in_progress',
    })
    expect(run).toMatchObject({ status: 'in_progress', conclusion: null, app: { id: github.app.id } })
    const output = { title: 'Held', summary: 'One finding' }
    const annotations = Array.from({ length: 50 }, () => annotation)
    await octokit.rest.checks.update({
      ...name,
      check_run_id: run.id,
      conclusion: 'action_required',
      output: { ...output, annotations },
    })
    await octokit.rest.checks.update({ ...name, check_run_id: run.id, output: { ...output, annotations } })
    expect(pull.checkRun()).toMatchObject({ status: 'completed', conclusion: 'action_required', title: 'Held' })
    const all = await octokit.paginate(octokit.rest.checks.listAnnotations, { ...name, check_run_id: run.id })
    expect(all).toHaveLength(100)
    expect(github.violations).toEqual([])
  })

  it('refuses what GitHub refuses and its description does not say', async () => {
    const { pull, octokit, name } = await setUp()
    const create = { ...name, name: 'countersign', head_sha: pull.headSha }
    const output = (changes: object) => ({ ...create, output: { title: 't', summary: 's', ...changes } })
    const post = (body: object) => octokit.request({ method: 'POST', url: '/repos/{owner}/{repo}/check-runs', ...body })
    const wrong: readonly [string, object][] = [
      ['conclusion', { ...create, status: 'completed' }],
      ['start_line', output({ annotations: [{ ...annotation, start_line: 0 }] })],
      ['before start_line', output({ annotations: [{ ...annotation, start_line: 2 }] })],
      ['annotations', output({ annotations: Array.from({ length: 51 }, () => annotation) })],
      ['64 KB', output({ annotations: [{ ...annotation, message: 'x'.repeat(65_537) }] })],
      ['title', output({ annotations: [{ ...annotation, title: 'x'.repeat(256) }] })],
      ['title', output({ title: 'x'.repeat(256) })],
      ['summary', output({ summary: 'x'.repeat(65_536) })],
      ['known property', output({ sumary: 'x' })],
      ['label', { ...create, actions: [{ label: 'x'.repeat(21), description: 'd', identifier: 'i' }] }],
      ['columns', output({ annotations: [{ ...annotation, end_line: 2, start_column: 1 }] })],
    ]
    for (const [problem, body] of wrong) {
      const before = github.violations.length
      await expect(post(body)).rejects.toThrow()
      expect(
        github.violations
          .slice(before)
          .flatMap(({ problems }) => problems)
          .join('; '),
      ).toContain(problem)
    }
    expect(pull.checkRun()).toBeUndefined()
  })

  it('belongs to the app that made it', async () => {
    const { repository, pull, octokit, name } = await setUp()
    const app = github.otherApp('impostor')
    await repository.spoofCheckRun({ app, name: 'countersign', sha: pull.headSha, conclusion: 'success' })
    const { data } = await octokit.rest.checks.listForRef({ ...name, ref: pull.headSha })
    const [spoofed] = data.check_runs
    expect(spoofed?.app?.slug).toBe('impostor')
    const update = { ...name, check_run_id: spoofed?.id ?? 0, conclusion: 'failure' } as const
    await expect(octokit.rest.checks.update(update)).rejects.toMatchObject({ status: 403 })
    expect(pull.checkRun()).toBeUndefined()
  })
})
