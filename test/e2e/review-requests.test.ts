import { describe, expect, it } from 'vitest'
import { defaultPermissions } from '../github/world/app.ts'
import { appUnderTest } from './app-under-test.ts'
import { type HeldPullOptions, heldPull, openWidening, type Subject, verdictAfter } from './held-pull.ts'
import { READS, READS_AND_DELETES } from './role-policy.ts'

const { github } = appUnderTest()
const SETTINGS = '.github/countersign.yml'
const asking = (request: boolean) => ({
  files: { ...READS, [SETTINGS]: `version: 1\napprovals: { request: ${request} }\n` },
})
const ASKING = asking(true)

function untilAsked(pull: Subject['pull']): Promise<readonly string[]> {
  return github().until(() => (pull.requestedReviewers.length > 0 ? pull.requestedReviewers : undefined))
}

/** Reviews are asked for after the check has its verdict, and before the next examination of the same commit. */
async function asked(subject: Subject): Promise<readonly string[]> {
  await verdictAfter(subject, () => subject.pull.rerequest())
  return subject.pull.requestedReviewers
}

describe('a request for review', () => {
  it.each([
    ['say so', 'ask/one', ASKING],
    ['say nothing of it, since the app was granted it', 'ask/default', {}],
  ] as const)('goes to one person where one approval is missing and settings %s', async (_title, name, options) => {
    const subject = await heldPull(github(), name, options)
    await untilAsked(subject.pull)
    expect(['bob', 'carol']).toContain(subject.pull.requestedReviewers.join())
  })

  it('goes to nobody where settings say no', async () => {
    expect(await asked(await heldPull(github(), 'ask/off', asking(false)))).toEqual([])
  })

  it('goes to somebody of a team that has to approve', async () => {
    github().team('ask-team', 'security', ['alice', 'carol'])
    const settings = 'version: 1\napprovals: { request: true, teams: [security] }\n'
    const subject = await heldPull(github(), 'ask/team', { files: { ...READS, [SETTINGS]: settings } })
    await untilAsked(subject.pull)
    expect(subject.pull.requestedReviewers).toEqual(['carol'])
  })

  it('never names a director, nor who reviewed already', async () => {
    const subject = await openWidening(github(), 'ask/director', {
      ...ASKING,
      commits: [{ author: 'bob', files: READS_AND_DELETES }],
    })
    await untilAsked(subject.pull)
    expect(subject.pull.requestedReviewers).toEqual(['carol'])
  })

  it('is made once for what the check shows: who was taken off is not asked again, nor anybody else', async () => {
    const subject = await heldPull(github(), 'ask/once', ASKING)
    const { repository, pull } = subject
    await untilAsked(pull)
    const first = pull.requestedReviewers
    repository.repository.pulls.get(pull.number)?.requestedReviewers.clear()
    await verdictAfter(subject, () => pull.rerequest())
    expect(await asked(subject)).toEqual([])
    await verdictAfter(subject, () => pull.push({ files: READS_AND_DELETES }))
    await untilAsked(pull)
    expect(pull.requestedReviewers).not.toEqual(first)
  })

  it('waits until a draft is ready', async () => {
    const subject = await openWidening(github(), 'ask/draft', ASKING)
    await untilAsked(subject.pull)
    const other = await subject.repository.openPull({
      author: 'alice',
      branch: 'draft',
      draft: true,
      commits: [{ files: READS_AND_DELETES }],
    })
    await other.concluded((run) => run.conclusion === 'action_required')
    const draft = { repository: subject.repository, pull: other }
    expect(await asked(draft)).toEqual([])
    await verdictAfter(draft, () => other.setDraft(false))
    await untilAsked(other)
    // The one with fewer open requests.
    expect([...subject.pull.requestedReviewers, ...other.requestedReviewers].sort()).toEqual(['bob', 'carol'])
  })

  it('that GitHub refuses leaves the verdict as it is, and the check says so', async () => {
    github().faults.fail('pulls/request-reviewers', 403)
    const subject = await openWidening(github(), 'ask/refused', ASKING)
    const run = await subject.pull.concluded((each) => each.summary?.includes('Nobody could be asked') === true)
    expect([run.conclusion, run.title]).toEqual(['action_required', 'Held: 1 finding needs a second human'])
    expect(await asked(subject)).toEqual([])
    expect(github().violations).toEqual([])
  })
})

describe('an app that may only read pull requests', () => {
  const reading = appUnderTest({ app: { permissions: { ...defaultPermissions, pull_requests: 'read' } } })

  async function askedBy(name: string, options: HeldPullOptions = {}) {
    const subject = await heldPull(reading.github(), name, options)
    await verdictAfter(subject, () => subject.pull.rerequest())
    const tried = reading.github().requests.some(({ operation }) => operation === 'pulls/request-reviewers')
    const complains = subject.repository.repository.checkRuns.some(({ summary }) =>
      summary?.includes('Nobody could be asked'),
    )
    return { tried, complains }
  }

  it('asks nobody and complains of nothing, unless settings say to ask', async () => {
    expect(await askedBy('read/default')).toEqual({ tried: false, complains: false })
    expect(await askedBy('read/asking', ASKING)).toEqual({ tried: true, complains: true })
  })
})
