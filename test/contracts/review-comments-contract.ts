import { expect, it } from 'vitest'
import type { PullRequestKey } from '../../src/ports/pull-requests.ts'
import type { NewLineComment, ReviewComments } from '../../src/ports/review-comments.ts'

export interface ReviewCommentsWorld {
  readonly reviewComments: ReviewComments
  /** A pull request whose head adds three lines to `a.tf` and deletes the second line of `b.tf`. */
  readonly key: PullRequestKey
  readonly headSha: string
  /** Where comments stand, as `path:side:first-last`, oldest first. */
  readonly places: () => readonly string[]
}

export const ON_ADDED: NewLineComment = { path: 'a.tf', side: 'head', startLine: 2, endLine: 3, body: 'Two lines' }
export const ON_DELETED: NewLineComment = { path: 'b.tf', side: 'base', startLine: 2, endLine: 2, body: 'It went' }

/** What every implementation of `ReviewComments` does. */
export function reviewCommentsContract(open: () => Promise<ReviewCommentsWorld>): void {
  it('are made in one review, on lines of head and on deleted ones', async () => {
    const { reviewComments, key, headSha, places } = await open()
    await reviewComments.add(key, headSha, 'The review', [ON_ADDED, ON_DELETED])
    expect(places()).toEqual(['a.tf:head:2-3', 'b.tf:base:2-2'])
    const own = await reviewComments.own(key)
    expect(own.comments.map(({ body }) => body)).toEqual(['Two lines', 'It went'])
    expect(own.reviews).toEqual(['The review'])
  })

  it('are made without those on lines that the change leaves alone', async () => {
    const { reviewComments, key, headSha, places } = await open()
    await reviewComments.add(key, headSha, 'The review', [{ ...ON_ADDED, startLine: 900, endLine: 900 }, ON_DELETED])
    expect(places()).toEqual(['b.tf:base:2-2'])
    expect((await reviewComments.own(key)).reviews).toEqual(['The review'])
  })

  it('are edited in place', async () => {
    const { reviewComments, key, headSha } = await open()
    await reviewComments.add(key, headSha, 'The review', [ON_ADDED])
    const [comment] = (await reviewComments.own(key)).comments
    await reviewComments.edit(key, comment?.id ?? expect.fail('There is a comment'), 'Something else')
    expect((await reviewComments.own(key)).comments).toEqual([{ id: comment?.id, body: 'Something else' }])
  })

  it('that are not there cannot be edited', async () => {
    const { reviewComments, key } = await open()
    await expect(reviewComments.edit(key, 999_999, 'Something else')).rejects.toMatchObject({ kind: 'not-found' })
  })
}
