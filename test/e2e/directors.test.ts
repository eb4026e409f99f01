import { describe, expect, it } from 'vitest'
import type { PullHandle } from '../github/handles/pull-handle.ts'
import type { CheckRun } from '../github/world/check-run.ts'
import { appUnderTest } from './app-under-test.ts'
import { heldPull, type Subject, verdictAfter } from './held-pull.ts'
import { READS, READS_AND_DELETES, READS_AND_WRITES } from './role-policy.ts'

const { github } = appUnderTest()
const ASSISTED = { message: 'Widen\n\nCo-Authored-By: Claude <noreply@anthropic.com>', files: READS_AND_WRITES }
const SETTINGS = '.github/countersign.yml'

describe('whoever set an AI tool to work: no approval counts of', () => {
  it('the approver who called @claude in a comment, before what the tool then pushed', async () => {
    const subject = await heldPull(github(), 'acme/called')
    const { pull } = subject
    await pull.comment('bob', '@claude let it delete too')
    await verdictAfter(subject, () => pull.push({ ...ASSISTED, files: READS_AND_DELETES }))
    expectRefused(await verdictAfter(subject, () => pull.approve('bob')), 'bob', 'Called an AI tool in a comment')
    const run = await verdictAfter(subject, () => pull.approve('carol'))
    expect(run.conclusion).toBe('success')
  })

  it('the approver who called it in a comment on a line, or in a review', async () => {
    const subject = await heldPull(github(), 'acme/called-on-line', { commits: [{ files: READS_AND_WRITES }] })
    const { pull } = subject
    await pull.lineComment('bob', 'role.tf', '/oc let it delete too')
    await pull.reviewComment('carol', { body: 'I agree, @copilot' })
    await verdictAfter(subject, () => pull.push({ ...ASSISTED, files: READS_AND_DELETES }))
    for (const login of ['bob', 'carol']) {
      expectRefused(await verdictAfter(subject, () => pull.approve(login)), login, 'Called an AI tool in a comment')
    }
  })

  it('the approver who deleted the comment', async () => {
    const subject = await heldPull(github(), 'acme/deleted')
    const { pull } = subject
    await pull.comment('bob', '@claude let it delete too')
    await pull.deleteComment('bob')
    await verdictAfter(subject, () => pull.push({ ...ASSISTED, files: READS_AND_DELETES }))
    expectRefused(await verdictAfter(subject, () => pull.approve('bob')), 'bob', 'Deleted a comment on it')
  })

  it('the approver who edited the comment', async () => {
    const subject = await heldPull(github(), 'acme/edited')
    const { pull } = subject
    await pull.comment('bob', '@claude let it delete too')
    await pull.editComment('bob', 'ok')
    await verdictAfter(subject, () => pull.push({ ...ASSISTED, files: READS_AND_DELETES }))
    expectRefused(await verdictAfter(subject, () => pull.approve('bob')), 'bob', 'in a comment on it, which was edited')
  })

  it('the approver who edited it, and deleted from its history what it said', async () => {
    const subject = await heldPull(github(), 'acme/edited-deleted')
    const { pull } = subject
    await pull.comment('bob', '@claude let it delete too')
    await pull.editComment('bob', 'ok')
    await pull.deleteVersion('bob')
    await verdictAfter(subject, () => pull.push({ ...ASSISTED, files: READS_AND_DELETES }))
    expectRefused(await verdictAfter(subject, () => pull.approve('bob')), 'bob', 'may have called an AI tool before')
  })

  it('the approver who assigned an agent, or set Copilot to work', async () => {
    github().user('Copilot', { id: 198_982_749, type: 'Bot' })
    const subject = await heldPull(github(), 'acme/assigned')
    const { pull } = subject
    await pull.assign('Copilot', { by: 'bob' })
    await pull.startAgent(github().otherApp('copilot-swe-agent'), { by: 'carol' })
    await verdictAfter(subject, () => pull.push({ author: 'Copilot', files: READS_AND_DELETES }))
    expectRefused(await verdictAfter(subject, () => pull.approve('bob')), 'bob', 'Assigned an AI tool to it')
    expectRefused(await verdictAfter(subject, () => pull.approve('carol')), 'carol', 'Set an AI tool to work on it')
  })
})

describe('who pushed before the app was installed is not taken for nobody: no approval counts of', () => {
  it('whoever pushed commits under the name of somebody else, who opened the pull request', async () => {
    const pull = await pushedBeforeInstallation('acme-early')
    await github().install('acme-early', 'olga')
    await pull.concluded((run) => run.conclusion === 'action_required')
    expectRefused(await nextVerdict(pull, () => pull.approve('bob')), 'bob', 'Pushed to its branch')
    expect((await nextVerdict(pull, () => pull.approve('carol'))).conclusion).toBe('success')
    expect(github().requests.filter(({ operation }) => operation === 'repos/list-activities')).toHaveLength(1)
  })

  it('one person alone, where GitHub does not tell who it was', async () => {
    const pull = await pushedBeforeInstallation('acme-untold')
    github().faults.fail('repos/list-activities', 404, { times: 100 })
    await github().install('acme-untold', 'olga')
    await pull.concluded((run) => run.conclusion === 'action_required')
    const one = await nextVerdict(pull, () => pull.approve('bob'))
    expect([one.conclusion, one.summary]).toEqual(['action_required', expect.stringContaining('is not on record')])
    expect((await nextVerdict(pull, () => pull.approve('carol'))).conclusion).toBe('success')
  })

  /** Bob pushes under the name of Alice, who opens a pull request for it. */
  async function pushedBeforeInstallation(owner: string) {
    const collaborators = { alice: 'write', bob: 'write', carol: 'write' } as const
    const repository = await github().repository(`${owner}/infra`, { installed: false, files: READS, collaborators })
    return repository.openPull({
      ...{ author: 'alice', branch: 'change', pushedBy: 'bob' },
      commits: [{ author: 'alice', files: READS_AND_WRITES }],
    })
  }

  async function nextVerdict(pull: PullHandle, act: () => unknown) {
    const before = pull.checkRuns().at(-1)?.id ?? 0
    await act()
    return pull.concluded((run) => run.id > before)
  }
})

describe('an approval counts', () => {
  it('of somebody who asks a tool about what is there already', async () => {
    const subject = await heldPull(github(), 'acme/asked-later', { commits: [ASSISTED] })
    await subject.pull.comment('bob', '@claude is this safe?')
    const run = await verdictAfter(subject, () => subject.pull.approve('bob'))
    expect(run.conclusion).toBe('success')
  })

  it('of somebody who wrote only what is not examined', async () => {
    const subject = await heldPull(github(), 'acme/readme')
    const { pull } = subject
    const alice = { by: 'alice' }
    await verdictAfter(subject, () => pull.push({ author: 'bob', files: { 'README.md': '# Logs\n' } }, alice))
    expect((await verdictAfter(subject, () => pull.approve('bob'))).conclusion).toBe('success')
  })

  it('of a reviewer whose suggestion was applied, where the settings allow it', async () => {
    const files = { ...READS, [SETTINGS]: 'version: 1\nauthorship:\n  suggestions: allow\n' }
    for (const [name, settings] of Object.entries({ plain: READS, allowed: files })) {
      const subject = await heldPull(github(), `acme/suggested-${name}`, { files: settings })
      const run = await approvedAfterSuggestion(subject)
      // What the comment and the push led to may still be examined when he approves.
      if (name === 'allowed') await subject.pull.concluded(({ conclusion }) => conclusion === 'success')
      else expectRefused(run, 'bob', 'Co-author of')
    }
  })
})

/** Bob suggests lines, alice applies them with GitHub's button, bob approves. */
async function approvedAfterSuggestion(subject: Subject): Promise<Readonly<CheckRun>> {
  const { pull } = subject
  const [path = ''] = Object.keys(READS_AND_DELETES)
  await pull.lineComment('bob', path, 'Rather:\n```suggestion\nx\n```')
  const message = `Update ${path}\n\nCo-authored-by: Bob <${github().user('bob').id}+bob@users.noreply.github.com>`
  const committer = { name: 'GitHub', email: 'noreply@github.com' }
  await verdictAfter(subject, () => pull.push({ message, author: 'alice', committer, files: READS_AND_DELETES }))
  return verdictAfter(subject, () => pull.approve('bob'))
}

it('asked GitHub for nothing that GitHub would not allow', async () => {
  await github().settled()
  expect(github().violations).toEqual([])
})

function expectRefused(run: Readonly<CheckRun>, login: string, reason: string): void {
  expect(run.conclusion).toBe('action_required')
  expect(run.summary).toContain(login)
  expect(run.summary).toContain(reason)
}
