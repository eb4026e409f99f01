import { describe, expect, it } from 'vitest'
import type { Store } from '../../src/adapters/store/store.ts'

/** What a store that several processes are on does with `SharedBudgets`. */
export function sharedBudgetsContract(stores: () => readonly Pick<Store, 'sharedBudgets'>[]): void {
  describe('what processes note together of an installation', () => {
    it('is changed by one of them at a time, and told to the next', async () => {
      const count = (installationId: number) => (noted: string | undefined) => {
        const before = Number(noted ?? installationId * 1_000)
        return { note: String(before + 1), result: before }
      }
      const asked = Array.from({ length: 40 }, (_, index) => {
        const budgets = stores()[index % stores().length]?.sharedBudgets ?? expect.fail('Nothing is shared')
        const installationId = 1 + (index % 2)
        return budgets.change(installationId, count(installationId))
      })
      const told = (await Promise.all(asked)).toSorted((one, other) => one - other)
      const twenty = Array.from({ length: 20 }, (_, index) => index)
      expect(told).toEqual([...twenty.map((index) => 1_000 + index), ...twenty.map((index) => 2_000 + index)])
    })

    it('comes with a clock that all of them share', async () => {
      const times: number[] = []
      for (const { sharedBudgets } of stores()) {
        await sharedBudgets?.change(3, (_, nowMs) => ({ note: '', result: times.push(nowMs) }))
      }
      expect(times.length).toBeGreaterThan(1)
      expect(times.toSorted((one, other) => one - other)).toEqual(times)
      expect(Math.abs(Date.now() - (times[0] ?? 0))).toBeLessThan(60_000)
    })
  })
}
