import { describe, expect, it } from 'vitest'
import { appUnderTest } from './app-under-test.ts'
import { gate, heldPull, openWidening, verdictAfter } from './held-pull.ts'
import { READS, READS_AND_DELETES, READS_AND_WRITES } from './role-policy.ts'

const { github } = appUnderTest()
const HOUR_MS = 3_600_000

/** The check on a pull request onto a branch that requires a check of this name. */
async function verdictWhereRequired(name: string, context: string, appId?: number) {
  const collaborators = { alice: 'write', bob: 'write' } as const
  const repository = await github().repository(`attack-${name}/infra`, { files: READS, collaborators })
  const check = { context, ...(appId === undefined ? {} : { integration_id: appId }) }
  const parameters = { required_status_checks: [check], strict_required_status_checks_policy: false }
  repository.addRuleset({ rules: [{ type: 'required_status_checks', parameters }] })
  const pull = await repository.openPull({ author: 'alice', branch: 'change', commits: [{ files: READS_AND_WRITES }] })
  return pull.concluded((run) => run.conclusion === 'action_required')
}

describe('the check itself says that nobody has to wait for it', () => {
  it('after a rename of the check’s required name', async () => {
    const run = await verdictWhereRequired('renamed-check', 'countersign-old', github().app.id)
    expect(run.summary).toContain('This gate is not enforced')
  })

  it('where the check is taken from anybody, so that a spoofed one would do', async () => {
    const run = await verdictWhereRequired('unbound-check', 'countersign')
    expect(run.summary).toContain('takes the check `countersign` from anybody')
  })

  it('where another app’s check of that name is the one that is required', async () => {
    const run = await verdictWhereRequired('other-source', 'countersign', github().otherApp('impostor-source').id)
    expect(run.summary).toContain('takes the check `countersign` from another app only')
  })

  it('or that it is not visible, where GitHub does not show what is required', async () => {
    github().faults.fail(/\/attack-unseen-rules\/infra\/rules\/branches\//, 403, { times: 20 })
    const run = await verdictWhereRequired('unseen-rules', 'countersign', github().app.id)
    expect(run.summary).toContain('Whether `main` requires the check `countersign` is not visible here')
  })

  it('or that it is not visible who may bypass it, where all is well as far as is shown', async () => {
    const run = await verdictWhereRequired('unseen-bypass', 'countersign', github().app.id)
    expect(run.summary).toContain('Who may bypass the ruleset that requires this check is not visible here')
    expect(run.summary).not.toMatch(/not enforced|is enforced|goes round/)
  })
})

describe('what happens around a pull request gives an attacker nothing', () => {
  it('a transferred repository: who pushed before the transfer cannot approve after it', async () => {
    const subject = await heldPull(github(), 'attack/transferred', {
      pushedBy: 'bob',
      commits: [{ author: 'alice', files: READS_AND_WRITES }],
    })
    await github().repository('attack-new-owner/other')
    const installation = github().installation('attack-new-owner')
    installation.events = [...installation.events, 'repository']
    await subject.repository.transfer('attack-new-owner', { by: 'alice' })
    await github().settled()
    const run = await verdictAfter(subject, () => subject.pull.approve('bob'))
    expect(run.conclusion).toBe('action_required')
    const line = run.summary?.split('\n').find((each) => each.startsWith('- `bob` approved: does not count.'))
    expect(line).toContain('Pushed to its branch')
  })

  it('a repository that has another name before its event arrives: it forgets nobody who pushed since', async () => {
    const subject = await heldPull(github(), 'attack/moved-late', {
      pushedBy: 'bob',
      commits: [{ author: 'alice', files: READS_AND_WRITES }],
    })
    await github().repository('attack-late-owner/other')
    const installation = github().installation('attack-late-owner')
    installation.events = [...installation.events, 'repository']
    github().webhooks.leaveTo((event) => (event === 'repository.transferred' ? 'late' : 'arrives'))
    await subject.repository.transfer('attack-late-owner', { by: 'alice' })
    await verdictAfter(subject, () => subject.pull.push({ author: 'alice', files: READS_AND_DELETES }, { by: 'carol' }))
    github().webhooks.deliverLate(0)
    github().webhooks.leaveTo(undefined)
    await github().settled()
    for (const login of ['bob', 'carol']) {
      const run = await verdictAfter(subject, () => subject.pull.approve(login))
      const line = run.summary?.split('\n').find((each) => each.startsWith(`- \`${login}\` approved: does not count.`))
      expect([run.conclusion, line]).toEqual(['action_required', expect.stringContaining('Pushed to its branch')])
    }
  })

  it('a suspended installation: nothing passes while the app is shut out, and what came meanwhile is judged after', async () => {
    const subject = await heldPull(github(), 'attack/suspended')
    const installation = github().installation(subject.repository.repository.owner.login)
    installation.suspendedAt = github().clock.iso()
    await subject.pull.push({ files: READS_AND_DELETES })
    await github().settled()
    expect(subject.pull.checkRun()).toBeUndefined()
    installation.suspendedAt = null
    const run = await verdictAfter(subject, () => subject.pull.approve('bob'))
    expect([run.headSha, run.conclusion]).toEqual([subject.pull.headSha, 'action_required'])
  })

  it('an expired token mid-job: the examination goes on with a new one', async () => {
    const { reached, release } = github().faults.hold('repos/list-collaborators')
    const subject = await openWidening(github(), 'attack/expired-token')
    await reached
    github().clock.advance(2 * HOUR_MS)
    release()
    const run = await subject.pull.concluded((each) => each.conclusion === 'action_required')
    expect(run.title).toBe('Held: 1 finding needs a second human')
  })

  it('a 404 on a deleted head: the job ends, no check passes, and none is left in progress', async () => {
    const { reached, release } = github().faults.hold('checks/create')
    const subject = await openWidening(github(), 'attack/deleted-head')
    await reached
    await subject.repository.deleteBranch('change', { by: 'alice' })
    github().faults.fail(/^GET .*attack-deleted-head.*\/(git|compare|commits)\//, 404, { times: 50 })
    release()
    const { checkRuns } = subject.repository.repository
    const ended = () => (checkRuns.length > 0 && checkRuns.every(({ status }) => status === 'completed')) || undefined
    await github().until(ended, () => 'a check was left in progress')
    expect(checkRuns.map(({ conclusion }) => conclusion)).not.toContain('success')
    github().faults.clear()
  })
})

describe('what GitHub gives no app a say in is told of', () => {
  it('a green check of one gated branch, merged onto another one before the app hears of that pull request', async () => {
    const collaborators = { alice: 'write', bob: 'write', mallory: 'write' } as const
    const repository = await github().repository('attack-green-elsewhere/infra', { files: READS, collaborators })
    for (const branch of ['main', 'release']) gate(github(), repository, branch)
    await repository.setBranch('release', await repository.sha(), { by: 'alice' })
    const wider = { author: 'alice', branch: 'wider', base: 'release', commits: [{ files: READS_AND_WRITES }] }
    const countersigned = { repository, pull: await repository.openPull(wider) }
    await countersigned.pull.concluded()
    await verdictAfter(countersigned, () => countersigned.pull.approve('bob'))
    await countersigned.pull.merge()
    await repository.setBranch('change', await repository.sha('release'), { by: 'mallory' })
    const commits = [{ files: { 'README.md': 'Nothing' } }]
    const clear = await repository.openPull({ author: 'mallory', branch: 'change', base: 'release', commits })
    expect((await clear.concluded()).conclusion).toBe('success')
    github().webhooks.hold()
    const pull = await repository.openPull({ author: 'mallory', branch: 'change', commits: [] })
    await pull.merge({ by: 'mallory' })
    github().webhooks.release()
    const issue = await github().until(() => [...repository.repository.issues.values()].at(-1)?.body ?? undefined)
    expect(issue).toContain(`#${pull.number} was merged while it was held: 1 approval needed`)
  })
})

it('asked GitHub for nothing that GitHub would not allow', async () => {
  await github().settled()
  expect(github().violations).toEqual([])
})
