import { describe, expect, it } from 'vitest'
import { decideAccess } from '../../src/core/difference/compare-access.ts'
import { policySet } from '../difference/policies.ts'
import fc from '../seeded-properties.ts'
import { bruteForce, KEYS, requests, statements } from './difference-universe.ts'
import { runs } from './runs.ts'

const SEED = Number(process.env['SEED'] ?? 20260301)
const RUNS = runs(100)

/** Whatever trying every request finds, the search finds too; what the search finds was replayed by it. */
describe(`symbolic against brute force (seed ${SEED})`, () => {
  it.each(KEYS.map((universe) => [universe.key, universe] as const))('conditions on %s', (_, universe) => {
    const everything = [...requests([universe], [undefined])]
    fc.assert(
      fc.property(statements([universe]), statements([universe]), (before, after) => {
        const base = policySet([before])
        const head = policySet([after])
        const { verdict } = decideAccess(base, head)
        expect(verdict).not.toBe('undecided')
        if (verdict === 'not-broadened') expect(bruteForce(base, head, everything)).toBeUndefined()
      }),
      { seed: SEED, numRuns: RUNS },
    )
  })
})
