import { expect, it } from 'vitest'
import type { RepositoryHandle } from '../github/handles/repository-handle.ts'
import { appUnderTest } from './app-under-test.ts'
import { openWidening, type Subject, verdictAfter } from './held-pull.ts'
import { READS, READS_AND_DELETES, READS_AND_WRITES, rolePolicy } from './role-policy.ts'

const { github } = appUnderTest()

const README = { 'README.md': 'Infra' }
const ADVISORY = { '.countersign.yml': 'version: 1\nmode: advisory\n' }

/** A repository of its own owner: `main` and every `release/*` require the check. */
async function repositoryOf(name: string) {
  const collaborators = { alice: 'write', bob: 'write', mallory: 'write' } as const
  const repository = await github().repository(`${name}/infra`, { files: READS, collaborators })
  gateReleases(repository)
  return repository
}

function gateReleases(repository: RepositoryHandle) {
  const required_status_checks = [{ context: 'countersign', integration_id: github().app.id }]
  const parameters = { strict_required_status_checks_policy: true, required_status_checks }
  const rules = [{ type: 'required_status_checks', parameters }] as const
  repository.addRuleset({ branches: ['~DEFAULT_BRANCH', 'release/*'], rules })
}

/** A pull request that widens access, countersigned by bob. */
async function countersigned(name: string): Promise<Subject> {
  const subject = await openWidening(github(), name)
  gateReleases(subject.repository)
  await subject.pull.concluded((run) => run.conclusion === 'action_required')
  await verdictAfter(subject, () => subject.pull.approve('bob'))
  return subject
}

function issuesOf({ repository }: RepositoryHandle) {
  return [...repository.issues.values()].filter(({ user }) => user.login === 'countersign[bot]')
}

/** Waits until the watch has failed the check of a commit, and gives the issue that names the branch. */
async function told(repository: RepositoryHandle, branch: string, sha?: string) {
  const issue = await github().until(() => issuesOf(repository).find(({ title }) => title.includes(`on ${branch} (`)))
  const headSha = sha ?? (await repository.sha(branch))
  await github().until(() =>
    repository.repository.checkRuns.find((run) => run.headSha === headSha && run.conclusion === 'failure'),
  )
  return issue
}

/** Makes one more branch, that is told of, so that whatever happened before has been looked at. */
async function silentUntilNow(repository: RepositoryHandle) {
  const said = issuesOf(repository).length
  const files = { 'main.tf': rolePolicy('s3:GetObject', 's3:PutObjectAcl') }
  const sha = await repository.push('elsewhere', { files }, { by: 'mallory' })
  await repository.setBranch('release/last', sha, { by: 'mallory' })
  await told(repository, 'release/last')
  expect(issuesOf(repository)).toHaveLength(said + 1)
}

async function deployed(repository: RepositoryHandle, sha: string) {
  const deployment = await repository.requestDeployment({ sha })
  return github().until(() => (deployment.state === 'waiting' ? undefined : deployment.state))
}

it('a gated branch made at a commit that nobody has reviewed is told of, and nothing of it is deployed', async () => {
  const repository = await repositoryOf('new-evil')
  const base = await repository.push('main', { files: README })
  const evil = await repository.push('topic', { files: READS_AND_WRITES }, { by: 'mallory' })
  await repository.setBranch('release/1', evil, { by: 'mallory' })
  const { body } = await told(repository, 'release/1')
  expect(body).toContain(`\`mallory\` made the branch at \`${evil.slice(0, 12)}\``)
  expect(body).toContain(`on top of \`${base.slice(0, 12)}\``)
  expect(body).toContain('s3:PutObject')
  expect(await deployed(repository, evil)).toBe('rejected')
  const onTop = await repository.push('release/1', { files: { 'README.md': 'Release' } }, { by: 'mallory' })
  expect(await deployed(repository, onTop)).toBe('rejected')
  const restored = await repository.push('release/1', { files: READS }, { by: 'mallory' })
  expect(await deployed(repository, restored)).toBe('approved')
})

it('two gated branches made at one commit that nobody has reviewed do not vouch for each other', async () => {
  const repository = await repositoryOf('new-two')
  const evil = await repository.push('topic', { files: READS_AND_WRITES }, { by: 'mallory' })
  await repository.setBranch('release/1', evil, { by: 'mallory' })
  await repository.setBranch('release/2', evil, { by: 'mallory' })
  await told(repository, 'release/1')
  await told(repository, 'release/2')
})

it('a gated branch made in the midst of a merged pull request, where it had widened what it took back, is told of', async () => {
  const repository = await repositoryOf('new-midst')
  const commits = [{ files: READS_AND_WRITES }, { files: { ...READS, ...README } }]
  const pull = await repository.openPull({ author: 'mallory', branch: 'topic', commits })
  await pull.concluded((run) => run.conclusion === 'success')
  await pull.merge({ by: 'mallory', method: 'merge' })
  const midst = (await repository.repository.git.commit(pull.headSha))?.parents[0] ?? expect.fail()
  await repository.setBranch('release/1', midst, { by: 'mallory' })
  expect((await told(repository, 'release/1')).body).toContain('s3:PutObject')
})

it('a gated branch made at access that landed without a countersignature, and was taken back since, is told of', async () => {
  const repository = await repositoryOf('new-taken-back')
  const bad = await repository.push('main', { files: READS_AND_WRITES }, { by: 'mallory' })
  await repository.push('main', { files: READS }, { by: 'alice' })
  await told(repository, 'main', bad)
  await repository.setBranch('release/1', bad, { by: 'mallory' })
  await told(repository, 'release/1')
})

it('a gated branch made at what landed elsewhere, and is still looked at there, waits for that and is told of', async () => {
  const repository = await repositoryOf('new-awaited')
  const { reached, release } = github().faults.hold(/new-awaited.*\/commits\/.*\/pulls/)
  const bad = await repository.push('main', { files: READS_AND_WRITES }, { by: 'mallory' })
  await reached
  await repository.setBranch('release/1', bad, { by: 'mallory' })
  await repository.push('main', { files: READS }, { by: 'mallory' })
  release()
  await told(repository, 'main', bad)
  await told(repository, 'release/1')
})

it('a gated branch made from a time at which the settings only advised is judged by those of today', async () => {
  const repository = await repositoryOf('new-advisory')
  const before = await repository.push('main', { files: ADVISORY })
  await repository.push('main', { delete: ['.countersign.yml'] })
  await repository.setBranch('topic', before, { by: 'mallory' })
  const evil = await repository.push('topic', { files: READS_AND_WRITES }, { by: 'mallory' })
  await repository.setBranch('release/1', evil, { by: 'mallory' })
  expect((await told(repository, 'release/1')).body).toContain('s3:PutObject')
})

it('a default branch that is new is compared with the one before, by the settings there', async () => {
  const repository = await repositoryOf('new-default')
  await repository.push('main', { files: README })
  const evil = await repository.push('topic', { files: { ...READS_AND_WRITES, ...ADVISORY } }, { by: 'mallory' })
  await github().settled()
  repository.repository.defaultBranch = 'trunk'
  await repository.setBranch('trunk', evil, { by: 'mallory' })
  expect((await told(repository, 'trunk')).body).toContain('s3:PutObject')
})

it('a gated branch made where the default branch stands, or stood, says nothing, whatever was taken off it since', async () => {
  const { repository, pull } = await countersigned('new-stood')
  const landed = await pull.merge()
  await repository.setBranch('release/1', landed, { by: 'alice' })
  await repository.push('main', { files: READS }, { by: 'alice' })
  await repository.setBranch('release/2', landed, { by: 'alice' })
  await repository.setBranch('release/3', await repository.sha(), { by: 'alice' })
  await silentUntilNow(repository)
  expect(await deployed(repository, landed)).toBe('approved')
})

it('a gated branch made with a correction that adds no access says nothing, wherever it parted', async () => {
  const { repository, pull } = await countersigned('new-corrected')
  const landed = await pull.merge()
  await repository.push('main', { files: READS }, { by: 'alice' })
  await repository.setBranch('fix', landed, { by: 'alice' })
  const fixed = await repository.push('fix', { files: README }, { by: 'alice' })
  await repository.setBranch('release/1', fixed, { by: 'alice' })
  await silentUntilNow(repository)
  expect(await deployed(repository, fixed)).toBe('approved')
})

it('a gated branch made at the head of a pull request that was squashed says nothing', async () => {
  const { repository, pull } = await countersigned('new-squashed')
  await pull.merge({ method: 'squash' })
  await repository.setBranch('release/1', pull.headSha, { by: 'alice' })
  await silentUntilNow(repository)
})

it('a gated branch made from another one is compared with that one', async () => {
  const repository = await repositoryOf('new-other')
  await repository.setBranch('release/1', await repository.sha(), { by: 'alice' })
  const commits = [{ files: READS_AND_DELETES }]
  const pull = await repository.openPull({ author: 'alice', branch: 'change', base: 'release/1', commits })
  await pull.concluded((run) => run.conclusion === 'action_required')
  await verdictAfter({ repository, pull }, () => pull.approve('bob'))
  await pull.merge()
  await repository.setBranch('fix', await repository.sha('release/1'), { by: 'alice' })
  const fixed = await repository.push('fix', { files: README }, { by: 'alice' })
  await repository.setBranch('release/2', fixed, { by: 'alice' })
  await silentUntilNow(repository)
})

it('asked GitHub for nothing that GitHub would not allow', async () => {
  await github().settled()
  expect(github().violations).toEqual([])
})
