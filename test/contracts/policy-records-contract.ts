import { beforeAll, describe, expect, it } from 'vitest'
import type { PolicyPlace, PolicyRecords } from '../../src/ports/policy-records.ts'

/** What every implementation of `PolicyRecords` does. `open` is called once, on one that nothing is kept in. */
export function policyRecordsContract(open: () => Promise<PolicyRecords>): void {
  const opened: { records?: PolicyRecords } = {}
  const records = () => opened.records ?? expect.fail('The records were not opened')
  beforeAll(async () => {
    opened.records = await open()
  })

  describe('kept policies', () => {
    const branch = (name: string): PolicyPlace => ({ kind: 'branch', owner: 'acme', repo: 'kept', branch: name })
    const floor: PolicyPlace = { kind: 'floor', owner: 'acme' }
    const policy = (text: string) => ({ commit: 'c'.repeat(40), files: new Map([['countersign.yml', text]]) })

    it('come back whole, whatever is in them, the newest of each place', async () => {
      const odd = policy('zero \u0000, half \ud800, \u{1f980}')
      expect(await records().lastGood(branch('main'))).toBeUndefined()
      await records().keep(branch('main'), policy('one'))
      await records().keep(branch('main'), odd)
      await records().keep(branch('main'), odd)
      expect(await records().lastGood(branch('main'))).toEqual(odd)
      expect(await records().lastGood({ kind: 'branch', owner: 'ACME', repo: 'Kept', branch: 'main' })).toEqual(odd)
    })

    it('are of one branch, in the case of its name, and a floor is of none', async () => {
      await records().keep(branch('release'), policy('release'))
      await records().keep(floor, policy('floor'))
      expect(await records().lastGood(branch('Release'))).toBeUndefined()
      expect(await records().lastGood(branch('release'))).toEqual(policy('release'))
      expect(await records().lastGood({ kind: 'floor', owner: 'Acme' })).toEqual(policy('floor'))
    })

    it('are dropped one by one', async () => {
      await records().keep(branch('gone'), policy('gone'))
      await records().drop(branch('gone'))
      expect(await records().lastGood(branch('gone'))).toBeUndefined()
      expect(await records().lastGood(branch('release'))).toBeDefined()
    })
  })
}
