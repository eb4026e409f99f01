import { beforeAll, describe, expect, it } from 'vitest'
import type { JudgedChange } from '../../src/core/rules/judged-change.ts'
import { granted } from '../../src/core/rules/sample-facts.ts'
import type { ExaminedPulls } from '../../src/ports/examined-pulls.ts'

const MOST = { open: 10, merged: 10 }

/** A change with one fact, whose action tells it from others. */
export function judgedChangeOf(action: string): JudgedChange {
  const fact = granted({ actions: [action] })
  const people = { logins: ['alice'], isKnown: true }
  return { comparisons: [[{ fact, ignores: [] }]], authorship: 'human', tools: [], judgedAtMs: 1, people }
}

/** What every implementation of `ExaminedPulls` does. `open` is called once, on one that nothing is kept in. */
export function examinedPullsContract(open: () => Promise<ExaminedPulls>): void {
  const opened: { pulls?: ExaminedPulls } = {}
  const pulls = () => opened.pulls ?? expect.fail('They were not opened')
  beforeAll(async () => {
    opened.pulls = await open()
  })
  const key = (repo: string, number: number) => ({ installationId: 1, owner: 'Acme', repo, number })
  const keep = (repo: string, number: number, change?: JudgedChange, baseRef = 'main') =>
    pulls().keep(key(repo, number), { baseRef, change })
  const numbers = async (repo: string, most = MOST) =>
    (await pulls().newest({ owner: 'acme', repo }, most)).map(({ number }) => number)

  describe('examined pull requests', () => {
    it('come back as they were examined last, whatever is in them', async () => {
      const odd = judgedChangeOf('zero \u0000, half \ud800, \u{1f980}')
      await keep('Odd', 1, judgedChangeOf('s3:GetObject'))
      await keep('odd', 1, odd, 'release')
      await keep('odd', 2)
      const expected = { owner: 'acme', repo: 'odd', isOpen: true }
      expect(await pulls().newest({ owner: 'ACME', repo: 'odd' }, MOST)).toEqual([
        { ...expected, number: 2, baseRef: 'main', change: undefined },
        { ...expected, number: 1, baseRef: 'release', change: odd },
      ])
    })

    it('are found by branch, in the case of its name, or of a whole account', async () => {
      await keep('one', 1, undefined, 'Release')
      await keep('two', 2, undefined, 'Release')
      const of = { owner: 'acme', baseRef: 'Release' }
      expect((await pulls().newest(of, MOST)).map(({ repo }) => repo)).toEqual(['two', 'one'])
      expect(await pulls().newest({ ...of, baseRef: 'release', repo: 'one' }, MOST)).toEqual([])
      expect(await pulls().newest({ owner: 'other' }, MOST)).toEqual([])
    })

    it('are open until they are merged, and stay merged', async () => {
      for (const number of [1, 2, 3]) await keep('merging', number)
      await pulls().merged(key('Merging', 2))
      await pulls().merged(key('merging', 9))
      await keep('merging', 2, judgedChangeOf('s3:PutObject'))
      const found = await pulls().newest({ owner: 'acme', repo: 'merging' }, MOST)
      expect(found.map(({ number, isOpen }) => [number, isOpen])).toEqual([
        [3, true],
        [1, true],
        [2, false],
      ])
    })

    it('are the newest ones, and dropped one by one', async () => {
      for (const number of [1, 2, 3, 4]) await keep('many', number)
      for (const number of [1, 2]) await pulls().merged(key('many', number))
      expect(await numbers('many', { open: 1, merged: 1 })).toEqual([4, 2])
      await pulls().drop(key('many', 4))
      expect(await numbers('many')).toEqual([3, 2, 1])
    })
  })
}
