import { ProbotOctokit } from 'probot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operationIds } from './openapi/operation-ids.ts'
import { operations } from './operations/operations.ts'
import { quietOctokit } from './quiet-octokit.ts'
import { type GitHub, startGitHub } from './start-github.ts'

let github: GitHub
let scene: Awaited<ReturnType<typeof setUp>>
beforeAll(async () => {
  github = await startGitHub()
  scene = await setUp()
})
afterAll(() => github.stop())

/** One repository in which every operation has something to answer. */
async function setUp() {
  const repository = await github.repository('acme/infra', {
    files: {
      'main.tf': 'a = 1\n',
      'link.tf': { mode: '120000', content: 'main.tf' },
      'modules/vpc/main.tf': 'b = 1\n',
    },
    collaborators: { alice: 'write', bob: 'maintain', tom: 'triage' },
    teams: { platform: { role: 'admin', members: ['carol'] } },
  })
  const pull = await repository.openPull({ author: 'alice', branch: 'x', commits: [{ files: { 'a.tf': 'a = 1\n' } }] })
  await pull.approve('bob')
  pull.lineComment('countersign[bot]', 'a.tf', 'Here')
  await pull.comment('bob', 'Look at it')
  const run_id = await repository.runWorkflow({ sha: pull.headSha, artifacts: { plan: Buffer.from('PK') } })
  await github.settled()
  const gate = await repository.requestDeployment({ sha: pull.headSha })
  const ruleset = repository.addRuleset({ rules: [{ type: 'deletion' }] })
  repository.protect('main', { checks: [{ context: 'countersign', app_id: github.app.id }] })
  const app = { appId: github.app.id, privateKey: github.app.privateKey }
  const quiet = { throttle: { enabled: false }, retry: { enabled: false } }
  return {
    repository,
    pull,
    blob: (await repository.repository.git.entryAt(pull.headSha, 'main.tf'))?.sha ?? '',
    ruleset_id: ruleset.id,
    run_id,
    gate,
    artifact_id: repository.repository.workflowRuns[0]?.artifacts[0]?.id,
    asApp: new ProbotOctokit({ baseUrl: github.baseUrl, auth: app, ...quiet }),
    asInstallation: quietOctokit(github, github.installationToken('acme')),
  }
}

/** Where GitHub sends elsewhere, that is its answer. */
const AS_ANSWERED = { request: { redirect: 'manual' } } as const

/** What each operation is called with beside what most have in common. Null: no operation of that name is called. */
function ownParametersOf(id: string): object {
  const { pull, gate } = scene
  const body: Readonly<Record<string, object>> = {
    'git/get-ref': { ref: 'heads/x' },
    'git/list-matching-refs': { ref: 'heads/' },
    'git/get-commit': { commit_sha: pull.headSha },
    'repos/list-pull-requests-associated-with-commit': { commit_sha: pull.headSha },
    'pulls/create-review': { event: 'COMMENT', body: 'Hm' },
    'pulls/update-review-comment': { comment_id: pull.lineComments[0]?.id, body: 'There' },
    'pulls/request-reviewers': { reviewers: ['tom'], team_reviewers: ['platform'] },
    'pulls/remove-requested-reviewers': { reviewers: ['tom'] },
    'checks/create': { name: 'countersign', head_sha: pull.headSha, actions: [] },
    'checks/update': { status: 'in_progress' },
    'repos/create-commit-status': { sha: pull.headSha, state: 'success', context: 'countersign' },
    'actions/review-custom-gates-for-run': {
      run_id: gate.runId,
      environment_name: 'production',
      state: 'approved',
      comment: 'Clear',
    },
    'issues/create': { title: 'Follow up' },
    'issues/create-comment': { body: 'Look here' },
    'issues/update-comment': { comment_id: pull.comments[0]?.id, body: 'Look there' },
    'reactions/create-for-issue-comment': { comment_id: pull.comments[0]?.id, content: 'eyes' },
    'repos/get-content': { path: 'modules/vpc' },
  }
  return body[id] ?? {}
}

function parametersOf(id: string): Readonly<Record<string, unknown>> {
  const { pull, ruleset_id, blob, run_id, artifact_id } = scene
  return {
    owner: 'acme',
    repo: 'infra',
    org: 'acme',
    team_slug: 'platform',
    username: id.startsWith('teams/') ? 'carol' : 'bob',
    installation_id: github.installation('acme').id,
    delivery_id: github.webhooks.deliveries[0]?.id,
    check_run_id: pull.checkRun()?.id,
    pull_number: pull.number,
    issue_number: pull.number,
    ref: pull.headSha,
    basehead: `main...${pull.headSha}`,
    branch: 'main',
    path: 'main.tf',
    tree_sha: pull.headSha,
    file_sha: blob,
    ruleset_id,
    run_id,
    artifact_id,
    archive_format: 'zip',
    ...ownParametersOf(id),
  }
}

describe('operations', () => {
  it('are those that were extracted from the description', () => {
    expect(operations.map(({ id }) => id).toSorted()).toEqual(operationIds.toSorted())
  })

  it.each(operations)('$id answers as GitHub describes it', async ({ id, as }) => {
    const { description } = await import('./openapi/description.ts')
    const { method = '', path = '', parameters = [], body } = description.operations[id] ?? {}
    const all = parametersOf(id)
    const names = [
      ...parameters.map(({ name }) => name),
      ...Object.keys({ ...Object(body?.['properties']), ...ownParametersOf(id) }),
    ]
    const given = Object.fromEntries(names.flatMap((name) => (name in all ? [[name, all[name]]] : [])))
    const octokit = as === 'app' ? scene.asApp : scene.asInstallation
    const before = github.violations.length
    const response = await octokit.request({ method: method.toUpperCase(), url: path, ...given, ...AS_ANSWERED })
    expect(response.status).toBeLessThan(400)
    expect(github.violations.slice(before)).toEqual([])
    expect(github.requests.at(-1)?.operation).toBe(id)
  })
})
