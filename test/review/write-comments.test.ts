import { describe, expect, it } from 'vitest'
import { memoryComments } from '../../src/adapters/memory/comments.ts'
import { memoryReviewComments } from '../../src/adapters/memory/review-comments.ts'
import { checkReport } from '../../src/core/report/check-report.ts'
import { Fault } from '../../src/ports/fault.ts'
import { type CommentedPull, type Conversation, writeComments } from '../../src/review/write-comments.ts'
import { checkInput } from '../report/results.ts'
import { granted } from '../rules/facts.ts'

const KEY = { installationId: 1, owner: 'acme', repo: 'infra', number: 1 }
const INPUT = checkInput([granted({})])
const OUTPUT = checkReport(INPUT)
const { findings } = INPUT.result
const PLACES = new Map(findings.map(({ digest }) => [digest, { side: 'head', startLine: 7, endLine: 7 }] as const))
const BOTH = { summary: true, review: true }

function pullWith(change: Partial<CommentedPull> = {}): CommentedPull {
  const addsAccess = true
  return { key: KEY, headSha: 'a'.repeat(40), settings: BOTH, findings, places: PLACES, addsAccess, ...change }
}

function memory() {
  return { comments: memoryComments(), reviewComments: memoryReviewComments() }
}

describe('comments beside the check', () => {
  it('are none unless the settings ask for them, and nothing is read for it', async () => {
    const refusing = () => Promise.reject(new Error('was not to be asked'))
    const { comments, reviewComments } = memory()
    const conversation: Conversation = {
      comments: { ...comments, own: refusing },
      reviewComments: { ...reviewComments, own: refusing },
    }
    const settings = { summary: false, review: false }
    expect(await writeComments(pullWith({ settings }), OUTPUT, conversation)).toEqual([])
  })

  it('are written once, however often the pull request is examined', async () => {
    const conversation = memory()
    expect(await writeComments(pullWith(), OUTPUT, conversation)).toEqual([])
    expect(await writeComments(pullWith(), OUTPUT, conversation)).toEqual([])
    expect((await conversation.comments.own(KEY)).length).toBe(1)
    expect(conversation.reviewComments.on(KEY).map(({ path, startLine }) => [path, startLine])).toEqual([
      ['main.tf', 7],
    ])
  })

  it('that somebody deletes: the summary comes back, a comment on a line does not', async () => {
    const conversation = memory()
    await writeComments(pullWith(), OUTPUT, conversation)
    const [summary] = await conversation.comments.own(KEY)
    const [onLine] = conversation.reviewComments.on(KEY)
    conversation.comments.remove(KEY, summary?.id ?? expect.fail('There is a summary'))
    conversation.reviewComments.remove(KEY, onLine?.id ?? expect.fail('There is a comment'))
    await writeComments(pullWith(), OUTPUT, conversation)
    expect((await conversation.comments.own(KEY)).map(({ body }) => body)).toEqual([summary?.body])
    expect(conversation.reviewComments.on(KEY)).toEqual([])
  })

  it('that are deleted while they are edited are no failure', async () => {
    const conversation = memory()
    await writeComments(pullWith(), OUTPUT, conversation)
    const gone = () => Promise.reject(new Fault('not-found', 'GitHub answered 404'))
    const { comments, reviewComments } = conversation
    const losing = { comments: { ...comments, edit: gone }, reviewComments: { ...reviewComments, edit: gone } }
    const other = { ...OUTPUT, summary: '**Clear**' }
    expect(await writeComments(pullWith({ findings: [] }), other, losing)).toEqual([])
  })

  it('that GitHub refuses are told, and the other part is written all the same', async () => {
    const conversation = memory()
    const refused = () => Promise.reject(new Fault('forbidden', 'GitHub answered 403'))
    const comments = { ...conversation.comments, add: refused }
    expect(await writeComments(pullWith(), OUTPUT, { ...conversation, comments })).toEqual([
      'The summary comment that the settings ask for could not be written: GitHub answered 403.',
    ])
    expect(conversation.reviewComments.on(KEY).length).toBe(1)
  })

  it('hide no error of our own', async () => {
    const conversation = memory()
    const broken = () => Promise.reject(new TypeError('no such thing'))
    const comments = { ...conversation.comments, own: broken }
    await expect(writeComments(pullWith(), OUTPUT, { ...conversation, comments })).rejects.toThrow('no such thing')
  })
})
