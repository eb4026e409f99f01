import { expect, it } from 'vitest'
import type { Comments } from '../../src/ports/comments.ts'
import type { PullRequestKey } from '../../src/ports/pull-requests.ts'

export interface CommentsWorld {
  readonly comments: Comments
  readonly key: PullRequestKey
  readonly elsewhere: PullRequestKey
  /** A comment to react to. */
  readonly commentId: number
  readonly reactions: () => readonly string[]
}

/** What every implementation of `Comments` does. */
export function commentsContract(open: () => Promise<CommentsWorld>): void {
  const bodies = async (comments: Comments, key: PullRequestKey) => (await comments.own(key)).map(({ body }) => body)

  it('stand in the order in which they were made, each on its pull request', async () => {
    const { comments, key, elsewhere } = await open()
    const ids = [await comments.add(key, 'One'), await comments.add(key, 'Two')]
    await comments.add(elsewhere, 'There')
    const own = await comments.own(key)
    expect(own.map(({ id, body }) => [id, body])).toEqual([
      [ids[0], 'One'],
      [ids[1], 'Two'],
    ])
    expect(own.every(({ createdAt }) => !Number.isNaN(Date.parse(createdAt)))).toBe(true)
    expect(await bodies(comments, elsewhere)).toEqual(['There'])
  })

  it('are edited in place', async () => {
    const { comments, key } = await open()
    const id = await comments.add(key, 'One')
    await comments.add(key, 'Two')
    await comments.edit(key, id, 'Something else')
    expect(await bodies(comments, key)).toEqual(['Something else', 'Two'])
  })

  it('that are not there cannot be edited', async () => {
    const { comments, key } = await open()
    await expect(comments.edit(key, 999_999, 'Something else')).rejects.toMatchObject({ kind: 'not-found' })
  })

  it('are reacted to once with each sign', async () => {
    const { comments, key, commentId, reactions } = await open()
    for (const reaction of ['eyes', '+1', 'eyes'] as const) await comments.react(key, commentId, reaction)
    expect(reactions()).toEqual(['eyes', '+1'])
  })
}
