import { expect, it } from 'vitest'
import { appUnderTest } from './app-under-test.ts'
import { openWidening, previewed, verdictAfter } from './held-pull.ts'
import { READS, READS_AND_WRITES } from './role-policy.ts'

const { github } = appUnderTest()

type Deployment = Awaited<ReturnType<Awaited<ReturnType<typeof repositoryOf>>['requestDeployment']>>

function repositoryOf(name: string) {
  return github().repository(`${name}/infra`, { files: READS, collaborators: { alice: 'write', mallory: 'admin' } })
}

/** Waits for the app's next word on a deployment, after so many. */
async function answered(deployment: Deployment, after = 0) {
  const said = await github().until(() => deployment.comments[after])
  return [deployment.state, said]
}

it('a deployment of a held pull request waits and says why, and goes on once it is countersigned', async () => {
  const subject = await openWidening(github(), 'deploys-held')
  await subject.pull.concluded()
  const deployment = await subject.repository.requestDeployment({ sha: subject.pull.headSha })
  expect(await answered(deployment)).toEqual(['waiting', expect.stringContaining(`#${subject.pull.number} holds`)])
  await verdictAfter(subject, () => subject.pull.approve('bob'))
  expect(await answered(deployment, 1)).toEqual(['approved', expect.stringContaining('passes for this commit')])
})

it('a deployment of a commit that landed clear is let through', async () => {
  const repository = await repositoryOf('deploys-clear')
  const sha = await repository.push('main', { files: { 'README.md': 'Infra' } }, { by: 'alice' })
  const deployment = await repository.requestDeployment({ sha })
  const approved = await github().until(() => (deployment.state === 'waiting' ? undefined : deployment.state))
  expect(approved).toBe('approved')
})

it('a deployment of access that landed by a direct push is ended, and so is one of what was pushed on top of it', async () => {
  const repository = await repositoryOf('deploys-direct')
  const wider = await repository.push('main', { files: READS_AND_WRITES }, { by: 'mallory' })
  const onTop = await repository.push('main', { files: { 'README.md': 'Infra' } }, { by: 'mallory' })
  for (const sha of [wider, onTop]) {
    const deployment = await repository.requestDeployment({ sha })
    const ended = await github().until(() => (deployment.state === 'waiting' ? undefined : deployment.state))
    expect([ended, deployment.comments.at(-1)]).toEqual(['rejected', expect.stringContaining('access landed')])
  }
  const restored = await repository.push('main', { files: READS }, { by: 'alice' })
  const deployment = await repository.requestDeployment({ sha: restored })
  expect(await github().until(() => (deployment.state === 'waiting' ? undefined : deployment.state))).toBe('approved')
})

it('a deployment of uncountersigned access is ended though the branch was moved away and back', async () => {
  const repository = await repositoryOf('deploys-cycle')
  await repository.push('main', { files: READS_AND_WRITES }, { by: 'mallory' })
  const onTop = await repository.push('main', { files: { 'README.md': 'Infra' } }, { by: 'mallory' })
  await repository.push('main', { files: { 'README.md': 'Infrastructure' } }, { by: 'mallory' })
  await repository.setBranch('main', onTop, { by: 'mallory' })
  const deployment = await repository.requestDeployment({ sha: onTop })
  const ended = await github().until(() => (deployment.state === 'waiting' ? undefined : deployment.state))
  expect([ended, deployment.comments.at(-1)]).toEqual(['rejected', expect.stringContaining('access landed')])
})

it('a deployment of what the branch was put back to goes on', async () => {
  const repository = await repositoryOf('deploys-restored')
  const before = await repository.push('main', { files: { 'README.md': 'Infra' } }, { by: 'alice' })
  await repository.push('main', { files: READS_AND_WRITES }, { by: 'mallory' })
  await repository.setBranch('main', before, { by: 'alice' })
  const deployment = await repository.requestDeployment({ sha: before })
  expect(await github().until(() => (deployment.state === 'waiting' ? undefined : deployment.state))).toBe('approved')
})

it('a deployment of a commit that no pull request holds waits', async () => {
  const repository = await repositoryOf('deploys-nothing')
  const sha = await repository.push('topic', { files: READS_AND_WRITES }, { by: 'mallory' })
  await github().settled()
  const deployment = await repository.requestDeployment({ sha })
  expect((await answered(deployment))[0]).toBe('waiting')
  expect(await github().until(() => deployment.comments.find((said) => said.includes('knows nothing')))).toBeDefined()
})

it('a deployment is not let through by a pull request onto a branch that holds the access already', async () => {
  const repository = await repositoryOf('deploys-own-base')
  await repository.push('mine', { files: READS_AND_WRITES }, { by: 'mallory' })
  const commits = [{ files: { 'README.md': 'Nothing' } }]
  const pull = await repository.openPull({ author: 'mallory', branch: 'evil', base: 'mine', commits })
  expect((await previewed(github(), pull)).conclusion).toBe('success')
  const deployment = await repository.requestDeployment({ sha: pull.headSha })
  expect(await github().until(() => deployment.comments.find((said) => said.includes('knows nothing')))).toBeDefined()
  expect(deployment.state).toBe('waiting')
})

it('a forged address for the answer is never called, and no other run is answered', async () => {
  const repository = await repositoryOf('deploys-forged')
  const sha = await repository.push('main', { files: { 'README.md': 'Infra' } }, { by: 'alice' })
  const callbackUrl = `${github().baseUrl}/repos/other/infra/actions/runs/1/deployment_protection_rule`
  const forged = await repository.requestDeployment({ sha, callbackUrl })
  const honest = await repository.requestDeployment({ sha, environment: 'staging' })
  await github().until(() => (honest.state === 'approved' ? true : undefined))
  expect([forged.state, forged.comments]).toEqual(['waiting', []])
  expect(github().requests.filter(({ path }) => path.includes('/repos/other/'))).toEqual([])
})

it('asked GitHub for nothing that GitHub would not allow', async () => {
  await github().settled()
  expect(github().violations).toEqual([])
})
