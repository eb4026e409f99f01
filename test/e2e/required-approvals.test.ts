import { describe, expect, it } from 'vitest'
import type { CheckRun } from '../github/world/check-run.ts'
import { appUnderTest } from './app-under-test.ts'
import { heldPull, type Subject, verdictAfter } from './held-pull.ts'
import { READS, READS_AND_DELETES, READS_AND_WRITES } from './role-policy.ts'

const { github } = appUnderTest()
const SETTINGS = '.github/countersign.yml'
const TEAMS = { [SETTINGS]: 'version: 1\napprovals: { teams: [security] }\n' }
const OWNERS = { [SETTINGS]: 'version: 1\napprovals: { codeowners: true }\n' }

function owned(lines: string, path = '.github/CODEOWNERS') {
  return { files: { ...READS, ...OWNERS, [path]: lines } }
}

/** A pull request that somebody of a team has to approve; the team is there before anything is examined. */
async function demandingTeam(name: string, members: readonly string[]): Promise<Subject & { readonly org: string }> {
  const org = name.replace('/', '-')
  github().team(org, 'security', members)
  return { ...(await heldPull(github(), name, { files: { ...READS, ...TEAMS } })), org }
}

function expectHeld(run: Readonly<CheckRun>, ...texts: readonly string[]) {
  expect(run.conclusion).toBe('action_required')
  const summary = run.summary?.replaceAll('`', '')
  for (const text of texts) expect(summary).toContain(text)
}

describe('a team that has to approve: an attacker gets nothing from', () => {
  it('the approvals of others, however many they are', async () => {
    const subject = await demandingTeam('team/others', ['dora'])
    subject.repository.setRole('dora', 'write')
    await verdictAfter(subject, () => subject.pull.approve('bob'))
    const run = await verdictAfter(subject, () => subject.pull.approve('carol'))
    expectHeld(run, 'Somebody in team-others/security has to approve, and nobody has. bob, carol are not in')
    expect(run.title).toBe('Held: somebody in team-others/security has to approve')
    expect(run.summary?.replaceAll('`', '')).toContain('has to approve: dora.')
    const done = await verdictAfter(subject, () => subject.pull.approve('dora'))
    expect(done.conclusion).toBe('success')
  })

  it('a team that was emptied', async () => {
    const subject = await demandingTeam('team/emptied', ['bob'])
    const before = await verdictAfter(subject, () => subject.pull.approve('bob'))
    expect(before.conclusion).toBe('success')
    const run = await verdictAfter(subject, async () => {
      await github().setTeam(subject.org, 'security', [])
      await subject.pull.rerequest()
    })
    expectHeld(run, 'bob is not in team-emptied/security.', 'The team team-emptied/security has no members.')
  })

  it('a team that is gone, or that the app may not see', async () => {
    const subject = await heldPull(github(), 'team/unseen', { files: { ...READS, ...TEAMS } })
    const run = await verdictAfter(subject, () => subject.pull.approve('bob'))
    expectHeld(run, 'The team team-unseen/security does not exist, or the app may not see it.')
  })

  it('a reviewer who left the organisation', async () => {
    const subject = await demandingTeam('team/left', ['bob', 'dora'])
    const before = await verdictAfter(subject, () => subject.pull.approve('bob'))
    expect(before.conclusion).toBe('success')
    const run = await verdictAfter(subject, async () => {
      await github().leave(subject.org, 'bob')
      await subject.pull.rerequest()
    })
    expectHeld(run, 'bob approved: does not count. They have no access', 'or in team-left/security can countersign')
  })

  it('a member of it who answers for the change', async () => {
    const subject = await demandingTeam('team/director', ['alice', 'bob'])
    await verdictAfter(subject, () => subject.pull.push({ author: 'alice', files: READS_AND_DELETES }, { by: 'bob' }))
    await verdictAfter(subject, () => subject.pull.approve('bob'))
    const run = await verdictAfter(subject, () => subject.pull.approve('carol'))
    expectHeld(run, 'bob approved: does not count.', 'All who are known answer for this change')
  })

  it('a change of the settings that takes the team off', async () => {
    const org = 'team-own-rules'
    github().team(org, 'security', ['dora'])
    const laxer = { ...READS_AND_WRITES, [SETTINGS]: 'version: 1\n' }
    const subject = await heldPull(github(), 'team/own-rules', {
      files: { ...READS, ...TEAMS },
      commits: [{ files: laxer }],
    })
    expectHeld(await verdictAfter(subject, () => subject.pull.approve('bob')), 'Somebody in team-own-rules/security')
  })

  it('and a rule may name one for itself alone', async () => {
    const settings = 'version: 1\nrules:\n  access/broader-access: { teams: [security] }\n'
    github().team('team-rule', 'security', ['dora'])
    const subject = await heldPull(github(), 'team/rule', { files: { ...READS, [SETTINGS]: settings } })
    expectHeld(await verdictAfter(subject, () => subject.pull.approve('bob')), 'Somebody in team-rule/security')
    // Who is in a team that is named needs no write access.
    const run = await verdictAfter(subject, () => subject.pull.approve('dora'))
    expect(run.conclusion).toBe('success')
  })
})

describe('people who have to approve: an attacker gets nothing from', () => {
  const settings = 'version: 1\nrules:\n  access/broader-access: { reviewers: [Dora, erik] }\n'

  it('the approvals of others', async () => {
    const subject = await heldPull(github(), 'people/others', { files: { ...READS, [SETTINGS]: settings } })
    subject.repository.setRole('dora', 'write')
    const run = await verdictAfter(subject, () => subject.pull.approve('bob'))
    expectHeld(run, 'One of dora, erik has to approve, and nobody has. bob is not one of them.')
    expect(run.title).toBe('Held: one of dora, erik has to approve')
    const done = await verdictAfter(subject, () => subject.pull.approve('dora'))
    expect(done.conclusion).toBe('success')
  })

  it('one of them who answers for the change, or may not write here', async () => {
    const subject = await heldPull(github(), 'people/director', { files: { ...READS, [SETTINGS]: settings } })
    subject.repository.setRole('dora', 'write')
    await verdictAfter(subject, () => subject.pull.push({ author: 'alice', files: READS_AND_DELETES }, { by: 'dora' }))
    await verdictAfter(subject, () => subject.pull.approve('dora'))
    expectHeld(await verdictAfter(subject, () => subject.pull.approve('bob')), 'dora approved: does not count.')
    const run = await verdictAfter(subject, () => subject.pull.approve('erik'))
    expectHeld(run, 'erik may not write to this repository, or is not there.')
  })
})

describe('a rule that blocks: an attacker gets nothing from', () => {
  const blocking = (more = '') => `version: 1\nrules:\n  access/broader-access: { block: true }\n${more}`

  it('approvals, however many they are, and an emergency lets it through', async () => {
    const org = 'block-approved'
    github().team(org, 'oncall', ['bob'])
    const files = { ...READS, [SETTINGS]: blocking('approvals: { override: { team: oncall } }\n') }
    const subject = await heldPull(github(), 'block/approved', { files })
    await verdictAfter(subject, () => subject.pull.approve('bob'))
    const run = await verdictAfter(subject, () => subject.pull.approve('carol'))
    expectHeld(run, 'access/broader-access blocks the merge whoever approves.', 'No approval releases this change')
    expect(run.title).toBe('Held: access/broader-access blocks the merge')
    const done = await verdictAfter(subject, () =>
      subject.pull.comment('bob', '/countersign override The site is down'),
    )
    expect(done.conclusion).toBe('success')
  })

  it('settings of its own that unblock it', async () => {
    const laxer = { ...READS_AND_WRITES, [SETTINGS]: 'version: 1\n' }
    const subject = await heldPull(github(), 'block/own-rules', {
      files: { ...READS, [SETTINGS]: blocking() },
      commits: [{ files: laxer }],
    })
    expectHeld(await verdictAfter(subject, () => subject.pull.approve('bob')), 'blocks the merge whoever approves')
  })
})

describe('owners of governed files: an attacker gets nothing from', () => {
  it('the approvals of everybody but the owner', async () => {
    const subject = await heldPull(github(), 'own/missing', owned('* @bob\n*.tf @carol\n'))
    const run = await verdictAfter(subject, () => subject.pull.approve('bob'))
    expectHeld(run, 'An owner of main.tf (@carol) has to approve, and nobody has. bob is not one of them.')
    expect(run.title).toBe('Held: an owner of main.tf (@carol) has to approve')
    const done = await verdictAfter(subject, () => subject.pull.approve('carol'))
    expect(done.conclusion).toBe('success')
  })

  it('an owner who answers for the change', async () => {
    const subject = await heldPull(github(), 'own/director', owned('*.tf @bob @alice\n'))
    await verdictAfter(subject, () => subject.pull.push({ author: 'alice', files: READS_AND_DELETES }, { by: 'bob' }))
    await verdictAfter(subject, () => subject.pull.approve('bob'))
    const run = await verdictAfter(subject, () => subject.pull.approve('carol'))
    expectHeld(run, 'bob approved: does not count.', 'An owner of main.tf (@bob, @alice) has to approve')
  })

  it('a CODEOWNERS file that the pull request brings along', async () => {
    const commits = [{ files: { ...READS_AND_WRITES, '.github/CODEOWNERS': '* @bob\n' } }]
    const subject = await heldPull(github(), 'own/brought', { ...owned('* @carol\n'), commits })
    expectHeld(await verdictAfter(subject, () => subject.pull.approve('bob')), '(@carol) has to approve')
  })

  it('a file in a place where GitHub no longer looks', async () => {
    const files = { ...owned('* @carol\n').files, CODEOWNERS: '* @bob\n', 'docs/CODEOWNERS': '* @bob\n' }
    const subject = await heldPull(github(), 'own/place', { files })
    expectHeld(await verdictAfter(subject, () => subject.pull.approve('bob')), '(@carol) has to approve')
  })

  it('a CODEOWNERS file that nobody can read', async () => {
    const subject = await heldPull(github(), 'own/unreadable', owned(`* @bob\n${'# more\n'.repeat(430_000)}`))
    const run = await verdictAfter(subject, () => subject.pull.approve('bob'))
    expectHeld(run, 'An owner of main.tf has to approve, and nobody has.', 'which GitHub does not load')
  })

  it('an address, which names nobody', async () => {
    const subject = await heldPull(github(), 'own/address', owned('* bob@example.com\n'))
    const run = await verdictAfter(subject, () => subject.pull.approve('bob'))
    expectHeld(run, 'bob@example.com is the address of no account that is known here.')
  })

  it('and teams own files too, where their members may write', async () => {
    github().team('own-team', 'platform', ['carol', 'rita'])
    const subject = await heldPull(github(), 'own/team', owned('* @own-team/platform\n', 'CODEOWNERS'))
    expectHeld(await verdictAfter(subject, () => subject.pull.approve('rita')), 'They have read access')
    const run = await verdictAfter(subject, () => subject.pull.approve('carol'))
    expect(run.conclusion).toBe('success')
  })

  it('and nobody in particular is needed where a file has no owner', async () => {
    const subject = await heldPull(github(), 'own/nobody', owned('*.tf @carol\nmain.tf\n'))
    const run = await verdictAfter(subject, () => subject.pull.approve('bob'))
    expect(run.conclusion).toBe('success')
  })
})

describe('GitHub takes', () => {
  it('every request', () => {
    expect(github().violations).toEqual([])
  })
})
