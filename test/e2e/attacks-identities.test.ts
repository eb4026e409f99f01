import { describe, expect, it } from 'vitest'
import { appUnderTest } from './app-under-test.ts'
import { heldPull, verdictAfter } from './held-pull.ts'
import { READS, READS_AND_DELETES, READS_AND_WRITES, rolePolicy } from './role-policy.ts'

const { github } = appUnderTest()

describe('who gives it: an attacker gets nothing from', () => {
  it('the approval of a workflow’s GITHUB_TOKEN', async () => {
    const subject = await heldPull(github(), 'attack/workflow-token')
    subject.repository.setRole('github-actions[bot]', 'write')
    const run = await verdictAfter(subject, () => subject.pull.approve('github-actions[bot]'))
    expect(run.conclusion).toBe('action_required')
    expect(run.summary).toContain('`github-actions[bot]` approved: does not count.')
  })

  it('the approval of whoever resolved a conflict in the web editor', async () => {
    const subject = await heldPull(github(), 'attack/conflict-editor')
    const { repository, pull } = subject
    await verdictAfter(subject, () => repository.push('main', { files: { 'main.tf': rolePolicy('s3:ListBucket') } }))
    const merges = [await repository.sha('main')]
    // GitHub's editor makes the merge in the name of whoever uses it, and commits it itself.
    const committer = { name: 'GitHub', email: 'noreply@github.com' }
    const merge = {
      message: 'Merge branch main into change',
      author: 'bob',
      committer,
      merges,
      files: READS_AND_DELETES,
    }
    await verdictAfter(subject, () => pull.push(merge, { by: 'bob' }))
    const run = await verdictAfter(subject, () => pull.approve('bob'))
    expect(run.conclusion).toBe('action_required')
    expect(run.summary).toContain('`bob` approved: does not count.')
  })

  it('the approval of an identity without an e-mail address that its commits are credited to', async () => {
    const nobody = { name: 'Bob', email: 'bob@laptop.invalid' }
    const commits = [{ author: nobody, files: READS_AND_WRITES }]
    const subject = await heldPull(github(), 'attack/no-address', { pushedBy: 'alice', commits })
    const run = await verdictAfter(subject, () => subject.pull.approve('bob'))
    expect([run.conclusion, run.summary?.includes('2 approvals needed, 1 counts.')]).toEqual(['action_required', true])
  })

  it('a draft that was approved before it showed what it does, and is made ready then', async () => {
    const { repository } = await heldPull(github(), 'attack/draft')
    const commits = [{ files: { 'README.md': '# Logs\n' } }]
    const pull = await repository.openPull({ author: 'alice', branch: 'draft', draft: true, commits })
    const subject = { repository, pull }
    await pull.concluded()
    await verdictAfter(subject, () => pull.approve('bob'))
    await verdictAfter(subject, () => pull.push({ files: READS_AND_DELETES }))
    const run = await verdictAfter(subject, () => pull.setDraft(false))
    expect(run.conclusion).toBe('action_required')
    expect(run.summary).toMatch(/`bob` approved.*: does not count\..*no longer what was shown to them/)
  })
})

describe('what GitHub gives no app a say in', () => {
  it('a second account of the author counts as the person it seems to be, and the check names it', async () => {
    const subject = await heldPull(github(), 'attack/second-account')
    subject.repository.setRole('alice-two', 'write')
    const run = await verdictAfter(subject, () => subject.pull.approve('alice-two'))
    expect([run.conclusion, run.title]).toEqual(['success', 'Countersigned by alice-two: 1 finding'])
  })

  it('and is no second human once the settings list it among the machine users', async () => {
    const files = { ...READS, '.github/countersign.yml': 'version: 1\nauthorship:\n  machineUsers: [alice-two]\n' }
    const subject = await heldPull(github(), 'attack/listed-account', { files })
    subject.repository.setRole('alice-two', 'write')
    const run = await verdictAfter(subject, () => subject.pull.approve('alice-two'))
    expect(run.conclusion).toBe('action_required')
  })
})

it('asked GitHub for nothing that GitHub would not allow', async () => {
  await github().settled()
  expect(github().violations).toEqual([])
})
