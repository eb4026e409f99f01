import { describe, expect, it } from 'vitest'
import { slidingWindow } from '../../src/adapters/github/sliding-window.ts'
import fc from '../seeded-properties.ts'

const LIMIT = 20
const LENGTH_MS = 100

describe('a sliding window', () => {
  it('never holds more than its limit, serves in order, and makes nobody wait without need', () => {
    const asks = fc.array(fc.record({ afterMs: fc.nat(60), cost: fc.integer({ min: 1, max: 7 }) }), { maxLength: 60 })
    fc.assert(
      fc.property(asks, (all) => {
        let nowMs = 0
        const window = slidingWindow(LIMIT, LENGTH_MS, { now: () => nowMs })
        const used: { readonly atMs: number; readonly cost: number }[] = []
        for (const { afterMs, cost } of all) {
          nowMs += afterMs
          const expected = window.waitFor(cost)
          const waitMs = window.take(cost)
          expect(waitMs).toBe(expected)
          const startMs = nowMs + waitMs
          expect(startMs).toBeGreaterThanOrEqual(used.at(-1)?.atMs ?? 0)
          expect(within(used, startMs) + cost).toBeLessThanOrEqual(LIMIT)
          const sooner = startMs - 1
          if (sooner >= nowMs && sooner >= (used.at(-1)?.atMs ?? 0)) {
            expect(within(used, sooner) + cost).toBeGreaterThan(LIMIT)
          }
          used.push({ atMs: startMs, cost })
        }
      }),
    )
  })
})

/** What was used in the window that ends at a moment. */
function within(used: readonly { readonly atMs: number; readonly cost: number }[], endMs: number): number {
  return used.filter((each) => each.atMs > endMs - LENGTH_MS).reduce((sum, each) => sum + each.cost, 0)
}
