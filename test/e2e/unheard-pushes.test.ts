import { expect, it } from 'vitest'
import { appUnderTest } from './app-under-test.ts'
import { READS, READS_AND_WRITES } from './role-policy.ts'

/** Where it takes three minutes otherwise. */
const { github } = appUnderTest({ catchUpSeconds: 1 })
const PATIENCE_MS = 60_000

it('a push whose webhook GitHub never made is looked at within minutes', { timeout: 90_000 }, async () => {
  const collaborators = { alice: 'write', mallory: 'admin' } as const
  const repository = await github().repository('unheard/infra', { files: READS, collaborators })
  const before = await repository.push('main', { files: { 'README.md': 'Infra' } }, { by: 'alice' })
  await github().settled()
  github().webhooks.leaveTo((event) => (event === 'push' ? 'vanishes' : 'arrives'))
  const sha = await repository.push('main', { files: READS_AND_WRITES }, { by: 'mallory' })
  const failed = () =>
    repository.repository.checkRuns.find((run) => run.headSha === sha && run.conclusion === 'failure')
  const run = await github().until(failed, () => 'The push was not looked at', PATIENCE_MS)
  expect(run.title).toBe('Landed without a countersignature: 1 finding')
  const [issue] = [...repository.repository.issues.values()]
  expect(issue?.body).toContain(`\`mallory\` moved the branch from \`${before.slice(0, 12)}\``)
  expect(github().violations).toEqual([])
})

it('access on a branch that becomes the default one, and nobody reviewed, is told of and not deployed', async () => {
  const collaborators = { alice: 'write', mallory: 'admin' } as const
  github().webhooks.leaveTo(() => 'arrives')
  const handle = await github().repository('switched/infra', { files: READS, collaborators })
  const before = await handle.push('main', { files: { 'README.md': 'Infra' } }, { by: 'alice' })
  const sha = await handle.push('trunk', { files: READS_AND_WRITES }, { by: 'mallory' })
  await github().settled()
  const { repository } = handle
  repository.defaultBranch = 'trunk'
  const named = { name: repository.name, owner: { login: repository.owner.login }, default_branch: 'trunk' }
  const installation = { id: github().installation(repository.owner.login).id }
  const changes = { default_branch: { from: 'main' } }
  github().webhooks.sendRaw('repository', { action: 'edited', changes, installation, repository: named })
  const issueOf = () => [...repository.issues.values()].at(0)
  const issue = await github().until(issueOf, () => 'The branch was not looked at', PATIENCE_MS)
  expect(issue.body).toContain(`moved the branch from \`${before.slice(0, 12)}\` to \`${sha.slice(0, 12)}\``)
  const deployment = await handle.requestDeployment({ sha })
  expect(await github().until(() => (deployment.state === 'waiting' ? undefined : deployment.state))).toBe('rejected')
}, 90_000)
