import { describe, expect, it } from 'vitest'
import { KEY, statingWorld } from './stating-world.ts'

/** The first pull request, countersigned by Rob; heads 0 and 2 hold the same, head 1 something else. */
async function countersigned() {
  const world = statingWorld()
  await world.examined()
  world.approve('rob', 0)
  expect(await world.examined()).toMatchObject({ conclusion: 'success' })
  return world
}

const NOTE = 'This brings back access that was countersigned before: #1 added the very same to the very same files'

describe('a revert to what was countersigned before', () => {
  it('says so, by whom and when, and is held all the same', async () => {
    const { open, examined } = await countersigned()
    open(2)
    const run = await examined(2)
    expect(run?.conclusion).toBe('action_required')
    expect(run?.output?.summary).toContain(`${NOTE}, countersigned by rob on \`2026-03-01\` \`10:01\` UTC.`)
  })

  it('is told of nothing else: not of other access, nor of the pull request itself', async () => {
    const { open, examined } = await countersigned()
    open(1)
    expect((await examined(2))?.output?.summary).not.toContain('countersigned by')
    expect((await examined(1))?.output?.summary).not.toContain('This brings back')
  })

  it('says nothing of an approval that was withdrawn, nor of an override', async () => {
    const { open, examined, pullRequests, state, pass } = await countersigned()
    pullRequests.change(KEY, { reviews: [] })
    expect(await examined(1)).toMatchObject({ conclusion: 'action_required' })
    pass(60_000)
    await state('eve')
    expect(await examined(1)).toMatchObject({ conclusion: 'success' })
    open(2)
    expect((await examined(2))?.output?.summary).not.toContain('This brings back')
  })
})
