import { describe, expect, it } from 'vitest'
import { type BranchMove, broughtBy } from '../../src/core/authorship/branch-moves.ts'

const [ALICE, MALLORY] = [account('alice', 1), account('mallory', 2)]
const NOTHING = '0'.repeat(40)

describe('who brought the commits of a pull request, by the moves of its branch', () => {
  it('is whoever created the branch with them and whoever pushed more', () => {
    const moves = [move('created', NOTHING, 'c2', MALLORY), move('pushed', 'c2', 'c3', ALICE)]
    expect(broughtBy(moves, ['c1', 'c2', 'c3'])).toEqual({
      brought: [
        { by: MALLORY, shas: ['c1', 'c2'] },
        { by: ALICE, shas: ['c3'] },
      ],
      complete: true,
    })
  })

  it('is also whoever pushed what a forced push has replaced', () => {
    const moves = [
      move('created', NOTHING, 'base', ALICE),
      move('pushed', 'base', 'gone', MALLORY),
      move('forced', 'gone', 'c1', ALICE),
    ]
    const { brought, complete } = broughtBy(moves, ['c1'])
    expect([brought.map(({ by }) => by.login), complete]).toEqual([['alice', 'mallory', 'alice'], true])
  })

  it('is nobody who pushed to a long-lived branch what its base branch holds by now', () => {
    const moves = [move('created', NOTHING, 'old', MALLORY), move('pushed', 'old', 'c1', ALICE)]
    expect(broughtBy(moves, ['c1'])).toEqual({ brought: [{ by: ALICE, shas: ['c1'] }], complete: true })
    expect(broughtBy(moves.slice(1), ['c1']).complete).toBe(true)
  })

  it.each<[string, BranchMove[]]>([
    ['nothing is told', []],
    ['the newest push is not told of yet', [move('created', NOTHING, 'c1', ALICE)]],
    ['it begins in the midst of them', [move('pushed', 'c1', 'c2', ALICE)]],
    ['it was forced and not created as far as is told', [move('forced', 'x', 'c2', ALICE)]],
    ['an account is gone', [move('created', NOTHING, 'c1', null), move('pushed', 'c1', 'c2', ALICE)]],
  ])('is not known whole where %s', (_, moves) => {
    expect(broughtBy(moves, ['c1', 'c2']).complete).toBe(false)
  })
})

function account(login: string, id: number) {
  return { login, id, type: 'User' } as const
}

function move(kind: BranchMove['kind'], before: string, after: string, by: BranchMove['by']): BranchMove {
  return { kind, before, after, by }
}
