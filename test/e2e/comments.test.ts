import { describe, expect, it } from 'vitest'
import type { RepositoryHandle } from '../github/handles/repository-handle.ts'
import { appUnderTest } from './app-under-test.ts'
import { heldPull, openWidening, type Subject, verdictAfter } from './held-pull.ts'
import { READS, READS_AND_DELETES, READS_AND_WRITES } from './role-policy.ts'

const { github } = appUnderTest()
const SETTINGS = '.github/countersign.yml'
const BOT = 'countersign[bot]'
const settings = (comments: string) => ({ files: { ...READS, [SETTINGS]: `version: 1\ncomments: ${comments}\n` } })
const SUMMARY = settings('{ summary: true }')
const ON_LINES = settings('{ review: true }')

function ownComments({ repository, pull }: Subject): readonly string[] {
  const comments = commentsOf(repository, pull.number).filter(({ user }) => user.login === BOT)
  return comments.map(({ body }) => body)
}

function commentsOf({ repository }: RepositoryHandle, number: number) {
  return repository.issues.get(number)?.comments ?? []
}

/** Comments are written after the check has its verdict: waits for one of the app's that says this. */
function untilSaid(subject: Subject, text: string): Promise<readonly string[]> {
  const look = () => {
    const said = ownComments(subject)
    return said.some((body) => body.includes(text)) ? said : undefined
  }
  return github().until(look, () => `Nobody said ${text}`, 60_000)
}

function untilOnLines({ pull }: Subject, isThere: (bodies: readonly string[]) => boolean): Promise<readonly string[]> {
  const look = () => {
    const bodies = pull.lineComments.map(({ body }) => body)
    return isThere(bodies) ? bodies : undefined
  }
  return github().until(look, () => 'The comments on lines are others', 60_000)
}

/** One examination of a pull request follows the other: what an earlier one had to write is written then. */
function afterAnother(subject: Subject) {
  return verdictAfter(subject, () => subject.pull.rerequest())
}

describe('by default', () => {
  it('there is the check and nothing beside it', async () => {
    const subject = await heldPull(github(), 'quiet/default')
    await afterAnother(subject)
    expect(ownComments(subject)).toEqual([])
    expect([subject.pull.lineComments, subject.pull.reviews]).toEqual([[], []])
  })
})

describe('the summary comment', () => {
  it('says what the check says, and is edited in place until the change is countersigned', async () => {
    const subject = await heldPull(github(), 'summary/edited', SUMMARY)
    const { pull } = subject
    const [held = '', ...more] = await untilSaid(subject, '**Held')
    expect(more).toEqual([])
    expect(held).toContain(pull.checkRun()?.summary)
    expect(held).toMatch(/^<!-- countersign summary -->\n\*\*Held: 1 finding needs a second human\*\*/)
    const run = await verdictAfter(subject, () => pull.approve('bob'))
    expect(run.conclusion).toBe('success')
    expect((await untilSaid(subject, '**Countersigned by bob: 1 finding**')).length).toBe(1)
  })

  it('is found among comments of others that feign it, and theirs are left alone', async () => {
    const subject = await openWidening(github(), 'summary/feigned', {
      ...SUMMARY,
      commits: [{ files: { 'a.md': '' } }],
    })
    const { repository, pull } = subject
    await pull.concluded()
    const feigned = '<!-- countersign summary -->\n**Countersigned by bob: 0 findings**'
    await pull.comment('alice', feigned)
    await pull.comment('evil[bot]', feigned)
    await verdictAfter(subject, () => pull.push({ files: READS_AND_WRITES }))
    expect((await untilSaid(subject, '**Held: 1 finding needs a second human**')).length).toBe(1)
    const others = commentsOf(repository, pull.number).filter(({ user }) => user.login !== BOT)
    expect(others.map(({ body }) => body)).toEqual([feigned, feigned])
  })

  it('is not there where a change adds no access, and tells where one no longer does', async () => {
    const subject = await openWidening(github(), 'summary/quiet', { ...SUMMARY, commits: [{ files: { 'a.md': '' } }] })
    const { pull } = subject
    await pull.concluded()
    await afterAnother(subject)
    expect(ownComments(subject)).toEqual([])
    await pull.push({ files: READS_AND_WRITES })
    await untilSaid(subject, '**Held')
    await pull.push({ files: READS })
    expect((await untilSaid(subject, '**Clear: this change')).length).toBe(1)
  })
})

describe('comments on lines', () => {
  it('stand on the changed lines of findings, in a review that is no opinion', async () => {
    const subject = await heldPull(github(), 'lines/made', ON_LINES)
    const { pull } = subject
    await untilOnLines(subject, ({ length }) => length > 0)
    const comments = pull.lineComments
    expect(comments.map(({ path, place }) => [path, place.side, place.line])).toEqual([['main.tf', 'RIGHT', 9]])
    expect(comments[0]?.body).toContain('**high: Allows `s3:PutObject` on')
    // The line of the added action goes.
    expect(comments[0]?.body).toContain('\n\n```suggestion\n```\n\n')
    expect(pull.reviews.map(({ user, state }) => [user.login, state])).toEqual([[BOT, 'COMMENTED']])
    expect(pull.checkRun()?.conclusion).toBe('action_required')
  })

  it('are not made again by later pushes, say what is gone, and are never taken away', async () => {
    const subject = await heldPull(github(), 'lines/later', ON_LINES)
    const { pull } = subject
    await untilOnLines(subject, ({ length }) => length === 1)
    await pull.push({ files: READS_AND_DELETES })
    const bodies = await untilOnLines(subject, ({ length }) => length > 1)
    await verdictAfter(subject, () => pull.push({ files: { 'README.md': '# More\n' } }))
    await pull.push({ files: READS })
    const isGone = (body: string) => body.includes('**No longer found:**')
    const gone = await untilOnLines(subject, (each) => each.every(isGone))
    expect(gone.length).toBe(bodies.length)
  })

  it('that somebody has deleted are not made again', async () => {
    const subject = await heldPull(github(), 'lines/deleted', ON_LINES)
    const { pull } = subject
    await untilOnLines(subject, ({ length }) => length === 1)
    await pull.deleteLineComment(BOT, { by: 'alice' })
    await afterAnother(subject)
    await afterAnother(subject)
    expect(pull.lineComments).toEqual([])
  })

  it('that GitHub refuses leave the verdict as it is, and the check says so', async () => {
    github().faults.fail('pulls/create-review', 403)
    const subject = await openWidening(github(), 'lines/refused', ON_LINES)
    const run = await github().until(
      () => subject.pull.checkRuns().find(({ summary }) => summary?.includes('could not be written') === true),
      () => 'The check says nothing of it',
      60_000,
    )
    expect([run.conclusion, run.title]).toEqual(['action_required', 'Held: 1 finding needs a second human'])
  })
})

it('asked GitHub for nothing that GitHub would not allow', async () => {
  await github().settled()
  expect(github().violations).toEqual([])
})
