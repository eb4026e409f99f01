import { describe, expect, it } from 'vitest'
import type { Landing } from '../../src/ports/landing-records.ts'
import { NO_COMMIT } from '../../src/ports/watch-jobs.ts'
import { standingOfMoves } from '../../src/review/standing-of-moves.ts'

/** `R>U uncovered`: `main` moves from R to U; clean unless told. `release:>U`: another branch is made there. */
function movesOf(...texts: readonly string[]): readonly Landing[] {
  return texts.map((text) => {
    const [, branch = 'main', before, sha = '', told = ''] = /^(?:(\w+):)?(\w*)>(\w+) ?(\w*)$/.exec(text) ?? []
    const standing = told === 'uncovered' || told === 'pending' ? told : 'clean'
    return { branch, before: before || NO_COMMIT, sha, standing }
  })
}

/** `within`: commits that the one that is asked about adds no access to. */
function standing(sha: string, moves: readonly Landing[], within: readonly string[] = [], branch = 'main') {
  return standingOfMoves({ branch, sha }, moves, async ({ before }) => within.includes(before))
}

const THOUSAND = Array.from({ length: 1_200 }, (_, at) => `S${at}>S${at + 1}`)

describe('a commit holds access that nobody countersigned', () => {
  it.each([
    ['where it landed right there', 'U', movesOf('R>U uncovered')],
    ['where it landed before it', 'A', movesOf('R>U uncovered', 'U>A')],
    ['though the branch was moved away and back', 'A', movesOf('R>U uncovered', 'U>A', 'A>B', 'B>A')],
    ['though the branch was put back in between', 'A', movesOf('R>U uncovered', 'U>R', 'R>U uncovered', 'U>A')],
    ['though a thousand pushes lie between', 'S1200', movesOf('R>S0 uncovered', ...THOUSAND)],
    ['where it is a push of many that is not clean', 'S1200', movesOf(...THOUSAND.with(600, 'S600>S601 uncovered'))],
  ])('%s', async (_what, sha, moves) => {
    expect(await standing(sha, moves)).toBe('uncovered')
  })
})

describe('a branch begins with what another one holds', () => {
  it.each([
    ['that it was made from', 'A', movesOf('R>U uncovered', 'release:>U', 'release:U>A')],
    ['that had another name', 'A', movesOf('R>U uncovered', 'release:U>A')],
    ['of which it was seen only', 'U', movesOf('R>U uncovered', 'release:U>U')],
    ['that came to it by a third one', 'A', movesOf('R>U uncovered', 'other:>U', 'other:U>V', 'release:V>A')],
  ])('%s', async (_what, sha, moves) => {
    expect(await standing(sha, moves, [], 'release')).toBe('uncovered')
    expect(await standing(sha, moves, ['R'], 'release')).toBe('clean')
  })

  it('where it was made from what is clean there', async () => {
    expect(await standing('B', movesOf('R>A', 'release:>A', 'release:A>B'), [], 'release')).toBe('clean')
  })

  it.each([
    ['also where its event came before that of the other one', movesOf('release:>U', 'R>U uncovered', 'release:U>A')],
    ['which it was compared with', movesOf('R>B uncovered', 'release:B>U', 'release:U>A')],
  ])('%s', async (_what, moves) => {
    expect(await standing('A', moves, [], 'release')).toBe('uncovered')
  })

  it('but a branch that is not governed makes nothing clean', async () => {
    expect(await standing('U', movesOf('topic:U>V pending', 'R>U uncovered'))).toBe('uncovered')
  })
})

describe('a commit is clean', () => {
  it.each([
    ['that the branch was first seen at', 'R', movesOf('R>R')],
    ['that the branch was made at', 'R', movesOf('>R')],
    ['that came from there by clean moves, however many', 'S1200', movesOf(...THOUSAND)],
    ['that the branch was put back to', 'R', movesOf('R>U uncovered', 'U>R')],
    ['that came after it was put back', 'A', movesOf('R>U uncovered', 'U>R', 'R>A')],
    ['that was clean before somebody pushed it again', 'A', movesOf('R>A', 'A>B', 'B>A uncovered')],
  ])('%s', async (_what, sha, moves) => {
    expect(await standing(sha, moves)).toBe('clean')
  })

  it('that adds nothing to a clean one, whatever lies between', async () => {
    const moves = movesOf('R>U uncovered', 'U>V uncovered', 'V>A')
    expect(await standing('A', moves, ['R'])).toBe('clean')
    expect(await standing('A', moves, ['U'])).toBe('uncovered')
  })
})

describe('how a commit stands is not known', () => {
  it('yet, where a way to it is still being looked at', async () => {
    expect(await standing('A', movesOf('R>A pending'))).toBe('pending')
    expect(await standing('B', movesOf('R>A pending', 'A>B'))).toBe('pending')
    expect(await standing('A', movesOf('R>U uncovered', 'U>A', 'R>V pending', 'V>A'))).toBe('pending')
  })

  it('yet, where the branch was made at a commit that is still being looked at', async () => {
    expect(await standing('X', movesOf('>X pending'))).toBe('pending')
    expect(await standing('A', movesOf('>X pending', 'X>A'))).toBe('pending')
  })

  it('where what it was made at cannot be told', async () => {
    expect(await standing('A', movesOf('>X uncovered', 'X>A'))).toBe('untold')
  })

  it('where no move leads to it', async () => {
    expect(await standing('X', movesOf('R>A'))).toBe('untold')
  })

  it('where it would take more comparisons than are made', async () => {
    const chain = Array.from({ length: 30 }, (_, at) => `S${at}>S${at + 1}`)
    const sides = Array.from({ length: 30 }, (_, at) => `S${at}>U uncovered`)
    expect(await standing('U', movesOf(...chain, ...sides))).toBe('untold')
  })
})
