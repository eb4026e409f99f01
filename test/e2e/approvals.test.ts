import { describe, expect, it } from 'vitest'
import type { CheckRun } from '../github/world/check-run.ts'
import { appUnderTest } from './app-under-test.ts'
import { gate, heldPull, openWidening, verdictAfter } from './held-pull.ts'
import { READS, READS_AND_DELETES, READS_AND_WRITES, rolePolicy } from './role-policy.ts'

const { github } = appUnderTest()
const README = { files: { 'README.md': '# Logs\n' } }
const SETTINGS = '.github/countersign.yml'

describe('an approval counts', () => {
  it('of an independent human with write access, given after the check has shown the change', async () => {
    const subject = await heldPull(github(), 'acme/plain')
    const run = await verdictAfter(subject, () => subject.pull.approve('bob'))
    expect([run.conclusion, run.title]).toEqual(['success', 'Countersigned by bob: 1 finding'])
  })

  it('given on an older head, as long as later commits touch no governed file', async () => {
    const subject = await heldPull(github(), 'acme/older-head')
    await verdictAfter(subject, () => subject.pull.approve('bob'))
    const approved = subject.pull.headSha
    const run = await verdictAfter(subject, () => subject.pull.push(README))
    expect(run.conclusion).toBe('success')
    expect(run.summary).toContain(`\`bob\` approved \`${approved.slice(0, 12)}\`: counts.`)
  })

  it('of what is shown again after something else was shown', async () => {
    const subject = await heldPull(github(), 'acme/restored')
    const { repository, pull } = subject
    await verdictAfter(subject, () =>
      repository.push('main', { files: { [SETTINGS]: 'version: 1\napprovals: { humans: 3 }\n' } }),
    )
    await verdictAfter(subject, () => repository.push('main', { delete: [SETTINGS] }))
    const run = await verdictAfter(subject, () => pull.approve('bob'))
    expect([run.conclusion, run.title]).toEqual(['success', 'Countersigned by bob: 1 finding'])
  })

  it('still after the base branch was merged in with the "Update branch" button and added nothing', async () => {
    const subject = await heldPull(github(), 'acme/update-branch')
    await verdictAfter(subject, () => subject.pull.approve('bob'))
    await subject.repository.push('main', README)
    const run = await verdictAfter(subject, () => subject.pull.updateBranch({ by: 'alice' }))
    expect([run.conclusion, run.headSha]).toEqual(['success', subject.pull.headSha])
  })
})

describe('when it is given: an attacker gets nothing from', () => {
  it('an approval before the check was published', async () => {
    github().webhooks.hold()
    const subject = await openWidening(github(), 'acme/too-early')
    await subject.pull.approve('bob')
    github().webhooks.release()
    expectRefused(await subject.pull.concluded(), 'bob', 'before this check had shown its result')
    const again = await verdictAfter(subject, () => subject.pull.rerequest())
    expectRefused(again, 'bob', 'before this check had shown its result')
    const edited = await verdictAfter(subject, () => subject.pull.editReview('bob', 'I have looked again'))
    expectRefused(edited, 'bob', 'before this check had shown its result')
  })

  it('approve then push', async () => {
    const subject = await heldPull(github(), 'acme/then-push')
    await verdictAfter(subject, () => subject.pull.approve('bob'))
    const run = await verdictAfter(subject, () => subject.pull.push({ files: READS_AND_DELETES }))
    expectRefused(run, 'bob', 'no longer what was shown to them')
  })

  it('approve then push something that is widened and hidden again in the same branch', async () => {
    const subject = await heldPull(github(), 'acme/there-and-back')
    await verdictAfter(subject, () => subject.pull.push({ files: READS_AND_DELETES }))
    await verdictAfter(subject, () => subject.pull.approve('bob'))
    const run = await verdictAfter(subject, () => subject.pull.push({ files: READS_AND_WRITES }))
    expectRefused(run, 'bob', 'no longer what was shown to them')
  })

  it('an approval while an older commit is the head, then a fast-forward', async () => {
    const subject = await openWidening(github(), 'acme/fast-forward', { commits: [README] })
    const { pull } = subject
    await pull.concluded()
    const harmless = pull.headSha
    await verdictAfter(subject, () => pull.push({ files: READS_AND_WRITES }))
    const widening = pull.headSha
    await verdictAfter(subject, () => pull.resetTo(harmless))
    await verdictAfter(subject, () => pull.approve('bob'))
    const run = await verdictAfter(subject, () => pull.resetTo(widening))
    expectRefused(run, 'bob', 'no longer what was shown to them')
  })

  it('an approval that names an older commit', async () => {
    const subject = await openWidening(github(), 'acme/older-commit', { commits: [README] })
    await subject.pull.concluded()
    const commit = subject.pull.headSha
    await verdictAfter(subject, () => subject.pull.push({ files: READS_AND_WRITES }))
    const run = await verdictAfter(subject, () => subject.pull.approve('bob', { commit }))
    expectRefused(run, 'bob', 'no longer what was shown to them')
  })

  it('an approval whose commit GitHub has lost (a null commit id)', async () => {
    const subject = await heldPull(github(), 'acme/null-commit')
    await verdictAfter(subject, () => subject.pull.approve('bob'))
    subject.pull.forgetCommit('bob')
    const run = await verdictAfter(subject, () => subject.pull.rerequest({ by: 'alice' }))
    expectRefused(run, 'bob', 'names no commit')
  })

  it('approve then request changes', async () => {
    const subject = await heldPull(github(), 'acme/objection')
    await verdictAfter(subject, () => subject.pull.approve('bob'))
    await verdictAfter(subject, () => subject.pull.approve('carol'))
    const run = await verdictAfter(subject, () => subject.pull.requestChanges('bob'))
    expect([run.conclusion, run.title]).toEqual(['action_required', 'Held: bob requests changes'])
    expect(run.summary).toContain('They have requested changes since.')
  })

  it('the dismissal of an objection by somebody who answers for the change', async () => {
    const subject = await heldPull(github(), 'acme/lifted')
    const { pull } = subject
    await verdictAfter(subject, () => pull.requestChanges('carol'))
    await verdictAfter(subject, () => pull.approve('bob'))
    const held = await verdictAfter(subject, () => pull.dismiss('carol', { by: 'alice' }))
    expect([held.conclusion, held.title]).toEqual(['action_required', 'Held: carol requests changes'])
    expect(held.summary).toContain('The objection of carol was dismissed by alice')
    await verdictAfter(subject, () => pull.requestChanges('carol'))
    const lifted = await verdictAfter(subject, () => pull.dismiss('carol', { by: 'bob' }))
    expect([lifted.conclusion, lifted.title]).toEqual(['success', 'Countersigned by bob: 1 finding'])
  })

  it('an approval that was dismissed', async () => {
    const subject = await heldPull(github(), 'acme/dismissed')
    await verdictAfter(subject, () => subject.pull.approve('bob'))
    const run = await verdictAfter(subject, () => subject.pull.dismiss('bob', { by: 'carol' }))
    expect([run.conclusion, run.title]).toEqual(['action_required', 'Held: 1 finding needs a second human'])
  })

  it('a new base branch on which the change does more', async () => {
    const subject = await heldPull(github(), 'acme/retargeted')
    const { repository, pull } = subject
    await repository.push('release', { files: { 'main.tf': rolePolicy('s3:ListBucket') } })
    gate(github(), repository, 'release')
    await verdictAfter(subject, () => pull.approve('bob'))
    const run = await verdictAfter(subject, () => pull.retarget('release'))
    expectRefused(run, 'bob', 'no longer what was shown to them')
  })

  it('a base branch that makes more of the same change once it has moved', async () => {
    const files = { 'main.tf': READS['main.tf'].replace('"arn:aws:s3:::acme-logs/*"', 'local.bucket') }
    const bucket = (name: string) => ({ 'locals.tf': `locals {\n  bucket = "arn:aws:s3:::${name}"\n}\n` })
    const widened = { 'main.tf': files['main.tf'].replace('"s3:GetObject"', '"s3:*"') }
    const options = { files: { ...files, ...bucket('acme-logs/*') }, commits: [{ files: widened }] }
    const subject = await heldPull(github(), 'acme/moved-base', options)
    await verdictAfter(subject, () => subject.pull.approve('bob'))
    const run = await verdictAfter(subject, () => subject.repository.push('main', { files: bucket('*') }))
    expectRefused(run, 'bob', 'no longer what was shown to them')
  })

  it('write access that was taken away after the approval', async () => {
    const subject = await heldPull(github(), 'acme/revoked')
    await verdictAfter(subject, () => subject.pull.approve('bob'))
    subject.repository.setRole('bob', 'triage')
    const run = await verdictAfter(subject, () => subject.pull.rerequest())
    expectRefused(run, 'bob', 'They have read access')
  })
})

describe('who gives it: no approval counts of', () => {
  it('a bot', async () => {
    const subject = await heldPull(github(), 'acme/bot')
    expectRefused(
      await verdictAfter(subject, () => subject.pull.approve('helper[bot]')),
      'helper[bot]',
      'only people can countersign',
    )
  })

  it('the author', async () => {
    github().settings.allowSelfApproval = true
    const subject = await heldPull(github(), 'acme/author')
    expectRefused(await verdictAfter(subject, () => subject.pull.approve('alice')), 'alice', 'their own pull request')
  })

  it('a co-author', async () => {
    const message = `Widen\n\nCo-authored-by: Bob <${github().user('bob').id}+bob@users.noreply.github.com>`
    const subject = await heldPull(github(), 'acme/co-author', { commits: [{ message, files: READS_AND_WRITES }] })
    expectRefused(await verdictAfter(subject, () => subject.pull.approve('bob')), 'bob', 'Co-author of')
  })

  it('whoever pushed, also where somebody else is the author of the commits', async () => {
    const subject = await heldPull(github(), 'acme/pusher')
    await verdictAfter(subject, () => subject.pull.push({ author: 'alice', files: READS_AND_DELETES }, { by: 'bob' }))
    expectRefused(await verdictAfter(subject, () => subject.pull.approve('bob')), 'bob', 'Pushed to its branch')
  })

  it('whoever pushed the commits before somebody else opened the pull request', async () => {
    const subject = await heldPull(github(), 'acme/pushed-before', {
      pushedBy: 'bob',
      commits: [{ author: 'alice', files: READS_AND_WRITES }],
    })
    expectRefused(await verdictAfter(subject, () => subject.pull.approve('bob')), 'bob', 'Pushed to its branch')
  })

  it('the owner of the fork that the branch is in, where nobody is told who pushed', async () => {
    const { repository } = await heldPull(github(), 'acme/fork-owner')
    const fork = await repository.fork('bob')
    const commits = [{ author: 'alice', files: READS_AND_DELETES }]
    const pull = await repository.openPull({ author: 'alice', from: fork, branch: 'more', pushedBy: 'bob', commits })
    await pull.concluded()
    expectRefused(await verdictAfter({ repository, pull }, () => pull.approve('bob')), 'bob', 'Owns the fork')
  })

  it('whoever pushed under a forged author address', async () => {
    const forged = { author: { name: 'Carol', email: 'carol@example.com' }, files: READS_AND_WRITES }
    const subject = await heldPull(github(), 'acme/forged', { pushedBy: 'bob', commits: [forged] })
    expectRefused(await verdictAfter(subject, () => subject.pull.approve('bob')), 'bob', 'Pushed to its branch')
    expectRefused(await verdictAfter(subject, () => subject.pull.approve('carol')), 'carol', 'Author of')
  })

  it('a committer on the second parent of a merge', async () => {
    const subject = await heldPull(github(), 'acme/second-parent')
    const { repository, pull } = subject
    const side = await repository.push(
      'side',
      { author: 'alice', committer: 'bob', files: { 'side.tf': '# x\n' } },
      { by: 'alice' },
    )
    await verdictAfter(subject, () =>
      pull.push({ message: 'Merge side', merges: [side], files: { 'side.tf': '# x\n' } }),
    )
    expectRefused(await verdictAfter(subject, () => pull.approve('bob')), 'bob', 'Committer of')
  })

  it('whoever merged the base branch in with the "Update branch" button', async () => {
    const subject = await heldPull(github(), 'acme/updater')
    await subject.repository.push('main', README)
    await verdictAfter(subject, () => subject.pull.updateBranch({ by: 'bob' }))
    expectRefused(await verdictAfter(subject, () => subject.pull.approve('bob')), 'bob', 'Pushed to its branch')
  })

  it('somebody whose commit a force-push has removed', async () => {
    const subject = await heldPull(github(), 'acme/force-push')
    const { pull } = subject
    await verdictAfter(subject, () => pull.push({ author: 'bob', files: READS_AND_DELETES }))
    await verdictAfter(subject, () => pull.forcePush({ files: READS_AND_DELETES }))
    expectRefused(await verdictAfter(subject, () => pull.approve('bob')), 'bob', 'Author of')
  })

  it('somebody who may only read', async () => {
    const subject = await heldPull(github(), 'acme/reader')
    expectRefused(await verdictAfter(subject, () => subject.pull.approve('rita')), 'rita', 'They have read access')
    expectRefused(
      await verdictAfter(subject, () => subject.pull.approve('stranger')),
      'stranger',
      'They have no access',
    )
  })

  it('a machine user of the settings', async () => {
    const settings = 'version: 1\nauthorship:\n  machineUsers: [Bob]\n'
    const subject = await heldPull(github(), 'acme/machine-user', { files: { ...READS, [SETTINGS]: settings } })
    expectRefused(await verdictAfter(subject, () => subject.pull.approve('bob')), 'bob', 'list of machine users')
  })
})

describe('how many: two approvals are needed', () => {
  it('where a bot opened the pull request, and its requester is not one of them', async () => {
    github().user('devin-ai-integration[bot]', { id: 158_243_242 })
    const options = { author: 'devin-ai-integration[bot]', body: 'Requested by: @bob' }
    const subject = await heldPull(github(), 'acme/requested', options)
    await verdictAfter(subject, () => subject.pull.approve('carol'))
    const run = await verdictAfter(subject, () => subject.pull.approve('bob'))
    expectRefused(run, 'bob', 'having asked an AI tool')
    expect(run.summary).toContain('2 approvals needed, 1 counts.')
    const done = await verdictAfter(subject, () => subject.pull.approve('alice'))
    expect([done.conclusion, done.title]).toEqual(['success', 'Countersigned by carol, alice: 2 findings'])
  })

  it('where a co-author is named by an address that GitHub maps to nobody, which may be the approver', async () => {
    const message = 'Widen\n\nCo-authored-by: Bob <bob@example.com>'
    const subject = await heldPull(github(), 'acme/unknown-co-author', {
      commits: [{ message, files: READS_AND_WRITES }],
    })
    const one = await verdictAfter(subject, () => subject.pull.approve('bob'))
    expect(one.conclusion).toBe('action_required')
    expect(one.summary).toContain('2 approvals needed, 1 counts.')
  })

  it('where the address of a commit belongs to no account', async () => {
    const commits = [{ author: { name: 'Alice', email: 'alice@laptop.example.com' }, files: READS_AND_WRITES }]
    const subject = await heldPull(github(), 'acme/no-account', { commits })
    const one = await verdictAfter(subject, () => subject.pull.approve('bob'))
    expect(one.conclusion).toBe('action_required')
    expect(one.summary).toContain('2 approvals needed, 1 counts.')
    const two = await verdictAfter(subject, () => subject.pull.approve('carol'))
    expect(two.conclusion).toBe('success')
  })
})

describe('round the rules: nothing is gained by', () => {
  it('a pull request that edits the rules that judge it', async () => {
    const laxer = 'version: 1\nmode: advisory\nauthorship:\n  machineUsers: []\n'
    const files = { ...READS, [SETTINGS]: 'version: 1\nauthorship:\n  machineUsers: [bob]\n' }
    const commits = [{ files: { ...READS_AND_WRITES, [SETTINGS]: laxer } }]
    const subject = await heldPull(github(), 'acme/own-rules', { files, commits })
    expectRefused(await verdictAfter(subject, () => subject.pull.approve('bob')), 'bob', 'list of machine users')
    const run = await verdictAfter(subject, () => subject.pull.approve('carol'))
    expect([run.conclusion, run.title]).toEqual(['success', 'Countersigned by carol: 2 findings'])
  })

  it("another app's check, or a commit status, of the same name", async () => {
    const subject = await heldPull(github(), 'acme/spoofed')
    const { repository, pull } = subject
    const sha = pull.headSha
    await repository.spoofCheckRun({
      app: github().otherApp('impostor'),
      name: 'countersign',
      sha,
      conclusion: 'success',
    })
    await repository.setStatus({ sha, state: 'success', context: 'countersign', by: 'alice' })
    expect(pull.checkRun()?.conclusion).toBe('action_required')
    const run = await verdictAfter(subject, () => pull.rerequest({ by: 'alice' }))
    expect(run.conclusion).toBe('action_required')
    expect(run.app.id).toBe(github().app.id)
  })

  it('a re-run by the author', async () => {
    const subject = await heldPull(github(), 'acme/re-run')
    const before = subject.pull.checkRun()
    const run = await verdictAfter(subject, () => subject.pull.rerequest({ by: 'alice' }))
    expect([run.conclusion, run.title]).toEqual([before?.conclusion, before?.title])
  })
})

it('asked GitHub for nothing that GitHub would not allow', async () => {
  await github().settled()
  expect(github().violations).toEqual([])
})

function expectRefused(run: Readonly<CheckRun>, login: string, reason: string): void {
  expect(run.conclusion).toBe('action_required')
  const line = (run.summary ?? '')
    .split('\n')
    .find((each) => each.startsWith(`- \`${login}\` approved: does not count.`))
  expect(line).toContain(reason)
}
