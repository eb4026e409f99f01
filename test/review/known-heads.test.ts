import { describe, expect, it } from 'vitest'
import { examine } from '../../src/review/examine.ts'
import { inTurn } from '../../src/review/in-turn.ts'
import { knownHeads } from '../../src/review/known-heads.ts'
import { KEY, statingWorld } from './stating-world.ts'

const STALE = '9'.repeat(40)

/** Examines Ada's pull request, of which this head was heard last; tells whose turn was taken. */
async function examined(world: ReturnType<typeof statingWorld>, known: string | undefined) {
  const heads = knownHeads()
  if (known !== undefined) heads.note(KEY, known)
  const turns: string[] = []
  const [turn, asked] = [inTurn(), { heads: 0 }]
  const { pullRequests } = world.dependencies
  await examine(KEY, {
    ...world.dependencies,
    knownHeads: heads,
    inTurn: (repository, sha, work) => {
      turns.push(sha)
      return turn(repository, sha, work)
    },
    pullRequests: {
      ...pullRequests,
      head: (key) => {
        asked.heads += 1
        return pullRequests.head(key)
      },
    },
  })
  return { turns, asked: asked.heads, run: await world.latest(), now: heads.of({ ...KEY, owner: 'ACME' }) }
}

describe('the head that was heard of last', () => {
  it('saves asking for it, and is remembered', async () => {
    const world = statingWorld()
    const { headSha } = world.pullAt()
    expect(await examined(world, undefined)).toMatchObject({ turns: [headSha], asked: 1, now: headSha })
    expect(await examined(world, headSha)).toMatchObject({ turns: [headSha], asked: 0, now: headSha })
  })

  it('is given up where it is another one now: nothing is written on it', async () => {
    const world = statingWorld()
    const { headSha } = world.pullAt()
    const { turns, run, now } = await examined(world, STALE)
    expect({ turns, now }).toEqual({ turns: [STALE, headSha], now: headSha })
    expect(run?.conclusion).toBe('action_required')
    expect(world.checks.runsOn(KEY, STALE)).toEqual([])
  })

  it('is left alone where the pull request is closed', async () => {
    const world = statingWorld()
    const pull = world.pullAt()
    world.pullRequests.change(KEY, { pull: { ...pull, state: 'closed' } })
    expect((await examined(world, pull.headSha)).run).toBeUndefined()
  })
})
