import { describe, expect, it } from 'vitest'
import type { Store } from '../../src/adapters/store/store.ts'
import { knownUntilOutdated } from '../../src/intake/known-until-outdated.ts'

/** What every store does with `OutdatedAnswers`, however many processes there are on it. */
export function outdatedAnswersContract(stores: () => readonly Pick<Store, 'outdatedAnswers'>[]): void {
  describe('answers that are outdated', () => {
    it('are so in every process, for the account that is meant, whatever its case', async () => {
      const [first, last] = [stores().at(0), stores().at(-1)]
      if (first === undefined || last === undefined) return expect.fail('There is no store')
      const known = knownUntilOutdated(last.outdatedAnswers)
      const forgotten: string[] = []
      const use = (owner: string) => known(owner, () => void forgotten.push(owner))
      await use('outdated-a')
      await use('outdated-b')
      forgotten.length = 0
      await use('Outdated-A')
      expect(forgotten).toEqual([])
      await Promise.all(['outdated-A', 'OUTDATED-a'].map((owner) => first.outdatedAnswers.outdate(owner)))
      for (const owner of ['outdated-a', 'outdated-b', 'outdated-a']) await use(owner)
      expect(forgotten).toEqual(['outdated-a'])
      expect(await last.outdatedAnswers.times('outdated-a')).toBe(2)
    })
  })
}
