import { describe, expect, it } from 'vitest'
import { appUnderTest } from './app-under-test.ts'
import { type HeldPullOptions, heldPull, openWidening, type Subject, verdictAfter } from './held-pull.ts'
import { READS, READS_AND_DELETES, READS_AND_WRITES } from './role-policy.ts'

const { github } = appUnderTest()
const SETTINGS = '.github/countersign.yml'
const ON_CALL = { [SETTINGS]: 'version: 1\napprovals: { override: { team: oncall, hours: 2 } }\n' }
const OVERRIDE = '/countersign override The site is down'
const HOUR_MS = 3_600_000

/** A held pull request of Alice's whose repository lets bob and dora, who are on call, override. */
async function heldWithTeam(name: string, options: HeldPullOptions = {}): Promise<Subject> {
  github().team(name.replace('/', '-'), 'oncall', ['alice', 'bob', 'dora'])
  return heldPull(github(), name, { files: { ...READS, ...ON_CALL }, ...options })
}

describe('an override', () => {
  it('lets the merge through loudly, is followed up by an issue, and expires', async () => {
    const subject = await heldWithTeam('over/counts')
    const { repository, pull } = subject
    const run = await verdictAfter(subject, () => pull.comment('bob', OVERRIDE))
    expect(run.conclusion).toBe('success')
    expect(run.title).toMatch(/^Overridden by bob until .* UTC: 1 finding, countersigned by nobody$/)
    expect(run.summary).toContain('NOBODY has countersigned this change.')
    const issues = [...repository.repository.issues.values()].filter(({ number }) => number !== pull.number)
    expect(issues).toMatchObject([{ title: expect.stringContaining('bob released it') }])
    expect(run.summary).toContain(`It is followed up in #${issues[0]?.number}.`)
    github().clock.advance(2 * HOUR_MS)
    const expired = await verdictAfter(subject, () => pull.rerequest())
    expect(expired.conclusion).toBe('action_required')
    expect(expired.summary).toContain('It expired on')
  })
})

describe('an override: an attacker gets nothing from', () => {
  it('a director overrides', async () => {
    const subject = await heldWithTeam('over/director')
    await verdictAfter(subject, () => subject.pull.push({ author: 'alice', files: READS_AND_DELETES }, { by: 'bob' }))
    const run = await verdictAfter(subject, () => subject.pull.comment('bob', OVERRIDE))
    expect([run.conclusion, run.summary]).toEqual([
      'action_required',
      expect.stringContaining('so they cannot release'),
    ])
  })

  it('the author overrides, though on call', async () => {
    const subject = await heldWithTeam('over/author')
    await subject.pull.comment('alice', OVERRIDE)
    await github().until(() => subject.pull.comments.find(({ body }) => body.includes('their own pull request')))
    expect((await verdictAfter(subject, () => subject.pull.rerequest())).conclusion).toBe('action_required')
  })

  it('override before the check was published', async () => {
    github().team('over-early', 'oncall', ['bob'])
    github().webhooks.hold()
    const subject = await openWidening(github(), 'over/early', { files: { ...READS, ...ON_CALL } })
    await subject.pull.comment('bob', OVERRIDE)
    github().webhooks.release()
    await subject.pull.concluded()
    const run = await verdictAfter(subject, () => subject.pull.rerequest())
    expect(run.conclusion).toBe('action_required')
  })

  it('override of an older commit, then push', async () => {
    const subject = await heldWithTeam('over/push')
    await verdictAfter(subject, () => subject.pull.comment('bob', OVERRIDE))
    const run = await verdictAfter(subject, () => subject.pull.push({ files: READS_AND_DELETES }))
    expect([run.conclusion, run.summary]).toEqual(['action_required', expect.stringContaining('stated on another')])
  })

  it('override after leaving the team', async () => {
    const subject = await heldWithTeam('over/left')
    await verdictAfter(subject, () => subject.pull.comment('bob', OVERRIDE))
    const run = await verdictAfter(subject, async () => {
      await github().setTeam('over-left', 'oncall', ['dora'])
      await subject.pull.rerequest()
    })
    expect([run.conclusion, run.summary]).toEqual(['action_required', expect.stringContaining('are not in the team')])
  })

  it('override through a settings file changed in the pull request itself', async () => {
    const commits = [{ files: { ...READS_AND_WRITES, ...ON_CALL } }]
    const subject = await heldWithTeam('over/own-settings', { files: READS, commits })
    await subject.pull.comment('bob', OVERRIDE)
    await github().until(() => subject.pull.comments.find(({ body }) => body.includes('name no team that may')))
    expect((await verdictAfter(subject, () => subject.pull.rerequest())).conclusion).toBe('action_required')
  })

  it("a bot's override", async () => {
    const subject = await heldWithTeam('over/bot')
    await github().setTeam('over-bot', 'oncall', ['helper[bot]'])
    await subject.pull.comment('helper[bot]', OVERRIDE)
    await github().settled()
    expect((await verdictAfter(subject, () => subject.pull.rerequest())).conclusion).toBe('action_required')
  })

  it('self-acknowledgement with a second writer', async () => {
    const files = { ...READS, [SETTINGS]: 'version: 1\napprovals: { selfAcknowledgement: true }\n' }
    const subject = await heldPull(github(), 'over/second-writer', { files })
    const run = await verdictAfter(subject, () => subject.pull.comment('alice', '/countersign acknowledge'))
    expect([run.conclusion, run.summary]).toEqual(['action_required', expect.stringContaining('people may write')])
  })
})

it('asked GitHub for nothing that GitHub would not allow', async () => {
  await github().settled()
  expect(github().violations).toEqual([])
})
