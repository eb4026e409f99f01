import { expect, it, vi } from 'vitest'
import type { RepositoryHandle } from '../github/handles/repository-handle.ts'
import { appUnderTest } from './app-under-test.ts'
import { openWidening, verdictAfter } from './held-pull.ts'
import { READS, READS_AND_DELETES, READS_AND_WRITES } from './role-policy.ts'

const { github } = appUnderTest()

const COLLABORATORS = { alice: 'write', bob: 'write', carol: 'write', mallory: 'admin' } as const

/** A repository of its own owner, whose default branch was pushed to before: what follows is compared with that. */
function repositoryOf(name: string) {
  return github().repository(`${name}/infra`, { files: READS, collaborators: COLLABORATORS })
}

/** The app's issues, oldest first. */
function issuesOf({ repository }: RepositoryHandle) {
  return [...repository.issues.values()].filter(({ user }) => user.login === 'countersign[bot]')
}

/** The app's runs on a commit, as people and rulesets see them. */
function runsOn({ repository }: RepositoryHandle, sha: string) {
  return repository.checkRuns.filter((run) => run.headSha === sha && run.app.id === github().app.id)
}

/** Waits until the watch has failed the check of a commit. */
async function reported(repository: RepositoryHandle, sha: string) {
  const run = await github().until(() => runsOn(repository, sha).find(({ conclusion }) => conclusion === 'failure'))
  const [issue] = issuesOf(repository)
  return { run, issue: issue ?? expect.fail('There is no issue') }
}

/** Pushes something that is reported, so that whatever was pushed before has been looked at. */
async function silentUntilNow(repository: RepositoryHandle, sha: string) {
  const next = await repository.push('main', { files: READS_AND_DELETES }, { by: 'mallory' })
  await reported(repository, next)
  expect(runsOn(repository, sha)).toEqual([])
  expect(issuesOf(repository)).toHaveLength(1)
}

it('a direct push that broadens fails the check of its commit, and opens one issue that says who and how to restore', async () => {
  const repository = await repositoryOf('direct')
  const before = await repository.sha()
  const sha = await repository.push('main', { files: READS_AND_WRITES }, { by: 'mallory' })
  const { run, issue } = await reported(repository, sha)
  expect(run.title).toBe('Landed without a countersignature: 1 finding')
  expect(run.annotations.map(({ path }) => path)).toEqual(['main.tf'])
  expect(issue.title).toBe(`Landed without a countersignature: 1 finding, on main (${sha.slice(0, 12)})`)
  expect(issue.body).toContain('`mallory` moved the branch')
  expect(issue.body).toContain('s3:PutObject')
  expect(issue.body).toContain(`git revert ${before}..${sha}`)
})

it('a push event that comes twice is told once', async () => {
  const repository = await repositoryOf('twice')
  github().webhooks.duplicate('push')
  const sha = await repository.push('main', { files: READS_AND_WRITES }, { by: 'mallory' })
  await reported(repository, sha)
  const again = github().webhooks.deliveries.find(({ event }) => event === 'push') ?? expect.fail()
  await github().webhooks.redeliver(again.id)
  await github().settled()
  expect([issuesOf(repository).length, runsOn(repository, sha).length]).toEqual([1, 1])
})

it.each(['merge', 'squash'] as const)(
  'an administrator who merges (%s) a held pull request is told of',
  async (method) => {
    const { repository, pull } = await openWidening(github(), `held-${method}`)
    await pull.concluded((run) => run.conclusion === 'action_required')
    const sha = await pull.merge({ by: 'mallory', method })
    const { issue } = await reported(repository, sha)
    expect(issue.body).toContain(`#${pull.number} was merged while it was held: 1 approval needed`)
    expect(issue.body).toContain('`mallory` moved the branch')
  },
)

it('an administrator who merges a held pull request by bypassing the rules is told of', async () => {
  const { repository, pull } = await openWidening(github(), 'bypassed')
  const bypassActors = [{ actor_id: 1, actor_type: 'OrganizationAdmin', bypass_mode: 'always' }] as const
  repository.addRuleset({ rules: [requiring(github().app.id)], bypassActors })
  const held = await pull.concluded((run) => run.conclusion === 'action_required')
  expect(held.summary).not.toContain('This gate is not enforced')
  const sha = await pull.merge({ by: 'mallory' })
  const { run, issue } = await reported(repository, sha)
  expect(run.title).toContain('Landed without a countersignature')
  expect(issue.body).toContain(`#${pull.number} was merged while it was held: 1 approval needed`)
  expect(issue.body).toContain('`mallory` moved the branch')
})

it.each(['merge', 'squash'] as const)('what was countersigned lands (%s) without a word', async (method) => {
  const subject = await openWidening(github(), `signed-${method}`)
  await subject.pull.concluded()
  await verdictAfter(subject, () => subject.pull.approve('bob'))
  await silentUntilNow(subject.repository, await subject.pull.merge({ method }))
})

it('what was countersigned lands without a word though the base branch moved on elsewhere', async () => {
  const subject = await openWidening(github(), 'signed-behind')
  await subject.pull.concluded()
  await verdictAfter(subject, () => subject.pull.approve('bob'))
  await subject.repository.push('main', { files: { 'README.md': 'Infra' } })
  await silentUntilNow(subject.repository, await subject.pull.merge())
})

it('a push that adds no access, and one that touches nothing governed, say nothing', async () => {
  const repository = await repositoryOf('neutral')
  const sha = await repository.push('main', { files: { 'README.md': 'Infra' } })
  const narrowed = await repository.push('main', { files: { 'main.tf': '' } })
  await github().settled()
  expect(runsOn(repository, narrowed)).toEqual([])
  await silentUntilNow(repository, sha)
})

it('a squash whose message names a countersigned pull request is attributed to none', async () => {
  const subject = await openWidening(github(), 'named')
  await subject.pull.concluded()
  await verdictAfter(subject, () => subject.pull.approve('bob'))
  const message = `Change (#${subject.pull.number})\n\nReviewed-by: bob`
  const sha = await subject.repository.push('main', { message, files: READS_AND_WRITES }, { by: 'mallory' })
  const { issue } = await reported(subject.repository, sha)
  expect(issue.body).toContain('came by no merged pull request')
})

it('a merge commit pushed by hand with more than was countersigned is told of', async () => {
  const subject = await openWidening(github(), 'evil-merge')
  const { repository, pull } = subject
  await pull.concluded()
  await verdictAfter(subject, () => pull.approve('bob'))
  const onto = await repository.sha()
  await repository.push('wider', { files: READS_AND_DELETES }, { by: 'mallory' })
  const sha = await commitByHand(repository, 'wider', [onto, pull.headSha])
  // GitHub takes a pull request whose head arrives on its base branch for merged.
  const merged = { state: 'closed', mergedAt: '2099-11-30T10:00:00Z', mergeCommitSha: sha, mergedOnto: onto }
  Object.assign(repository.repository.pulls.get(pull.number) ?? expect.fail(), merged)
  await repository.setBranch('main', sha, { by: 'mallory' })
  const { issue } = await reported(repository, sha)
  expect(issue.body).toContain('s3:DeleteObject')
})

it('a pull request merged after its approval was dismissed is told of', async () => {
  const subject = await openWidening(github(), 'dismissed')
  const { repository, pull } = subject
  await pull.concluded()
  await verdictAfter(subject, () => pull.approve('bob'))
  // The event is lost: the check still passes when the merge comes.
  github().webhooks.lose('pull_request_review.dismissed')
  await pull.dismiss('bob', { by: 'mallory' })
  const sha = await pull.merge({ by: 'mallory' })
  const { issue } = await reported(repository, sha)
  expect(issue.body).toContain(`#${pull.number} was merged while it was held`)
})

it('an approval given after the merge countersigns nothing', async () => {
  const { repository, pull } = await openWidening(github(), 'afterwards')
  await pull.concluded((run) => run.conclusion === 'action_required')
  github().webhooks.hold()
  const sha = await pull.merge({ by: 'mallory' })
  await pull.approve('bob')
  github().webhooks.release()
  const { issue } = await reported(repository, sha)
  expect(issue.body).toContain('was merged while it was held')
})

it('a force-push to the base branch that broadens is told of as such', async () => {
  const repository = await repositoryOf('forced')
  const root = await repository.sha()
  await repository.push('main', { files: { 'README.md': 'Infra' } })
  await repository.push('wider', { files: READS_AND_WRITES })
  const sha = await commitByHand(repository, 'wider', [root])
  await repository.setBranch('main', sha, { by: 'mallory' })
  const { issue } = await reported(repository, sha)
  expect(issue.body).toContain('The push rewrote the branch')
})

it('a branch that is not the default one is watched where its rules require the check', async () => {
  const repository = await repositoryOf('release')
  repository.protect('release', { checks: [{ context: 'countersign', app_id: github().app.id }] })
  await repository.push('release', { files: { 'README.md': 'Release' } })
  await repository.push('topic', { files: { 'README.md': 'Topic' } })
  const topic = await repository.push('topic', { files: READS_AND_WRITES }, { by: 'mallory' })
  const sha = await repository.push('release', { files: READS_AND_WRITES }, { by: 'mallory' })
  await reported(repository, sha)
  expect(runsOn(repository, topic)).toEqual([])
})

it('a push to a branch whose rule was taken off for it, and put back, is told of', async () => {
  const repository = await repositoryOf('rule-off')
  repository.protect('release', { checks: [{ context: 'countersign', app_id: github().app.id }] })
  await repository.push('release', { files: { 'README.md': 'Release' } })
  await reported(repository, await repository.push('release', { files: READS_AND_WRITES }, { by: 'mallory' }))
  repository.protect('release', { checks: [] })
  await rulesChanged(repository)
  await reported(repository, await repository.push('release', { files: READS_AND_DELETES }, { by: 'mallory' }))
  expect(issuesOf(repository).map(({ title }) => title)).toEqual(Array(2).fill(expect.stringContaining('on release')))
})

it('a push to a governed branch while GitHub does not tell its rules is looked at later', async () => {
  const repository = await repositoryOf('rules-untold')
  const answers = () =>
    github()
      .requests.filter(({ path }) => path.includes('rules-untold/infra/rules/branches/'))
      .map(({ status }) => status)
  repository.protect('release', { checks: [{ context: 'countersign', app_id: github().app.id }] })
  await repository.push('release', { files: { 'README.md': 'Release' } })
  await vi.waitFor(() => expect(answers()).toEqual([200]), { timeout: 15_000 })
  await rulesChanged(repository)
  github().faults.fail('repos/get-branch-rules', 502, { times: 5 })
  const sha = await repository.push('release', { files: READS_AND_WRITES }, { by: 'mallory' })
  await reported(repository, sha)
  expect(answers()).toEqual([200, 502, 502, 502, 502, 502, 304])
})

it('without permission to open issues the check still fails', async () => {
  const repository = await repositoryOf('no-issues')
  github().faults.fail('issues/create', 410)
  const sha = await repository.push('main', { files: READS_AND_WRITES }, { by: 'mallory' })
  await github().until(() => runsOn(repository, sha).find(({ conclusion }) => conclusion === 'failure'))
  expect(issuesOf(repository)).toEqual([])
})

it('asked GitHub for nothing that GitHub would not allow', async () => {
  await github().settled()
  expect(github().violations).toEqual([])
})

/** GitHub tells of it where the app may be told; otherwise what was answered is remembered for a while. */
async function rulesChanged({ repository: { owner, name } }: RepositoryHandle) {
  const installation = { id: github().installation(owner.login).id }
  const named = { name, owner: { login: owner.login } }
  github().webhooks.sendRaw('branch_protection_rule', { action: 'edited', installation, repository: named })
  await github().settled()
}

function requiring(appId: number) {
  const required_status_checks = [{ context: 'countersign', integration_id: appId }]
  const parameters = { strict_required_status_checks_policy: true, required_status_checks }
  return { type: 'required_status_checks', parameters } as const
}

/** A commit with the files of a branch and whatever parents, as anyone can make one. */
async function commitByHand({ repository: { git } }: RepositoryHandle, branch: string, parents: readonly string[]) {
  const tip = (await git.resolve(`refs/heads/${branch}`)) ?? ''
  const person = { name: 'mallory', email: 'mallory@example.com', date: '2026-11-02T10:00:00Z' }
  return git.commitTree((await git.commit(tip))?.tree ?? '', parents, 'Merge pull request', person, person)
}
