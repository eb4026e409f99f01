import { beforeAll, describe, expect, it } from 'vitest'
import type { DueExaminations } from '../../src/ports/due-examinations.ts'

/** What every implementation of `DueExaminations` does. `open` is called once, on one that nothing is planned in. */
export function dueExaminationsContract(open: () => Promise<DueExaminations>): void {
  const opened: { planned?: DueExaminations } = {}
  const planned = () => opened.planned ?? expect.fail('Due examinations were not opened')
  beforeAll(async () => {
    opened.planned = await open()
  })

  describe('due examinations', () => {
    const key = (number: number) => ({ installationId: 7, owner: 'acme', repo: 'due', number })
    const at = (hour: number) => `2026-03-01T${hour}:00:00.000Z`
    const numbers = async (hour: number) => (await planned().due(Date.parse(at(hour)))).map((due) => due.key.number)

    it('come when their time has come, the longest due first, until they are done', async () => {
      await planned().set(key(1), at(12))
      await planned().set(key(2), at(11))
      await planned().set(key(3), at(14))
      expect(await numbers(10)).toEqual([])
      expect(await numbers(12)).toEqual([2, 1])
      const [first] = await planned().due(Date.parse(at(12)))
      expect(first).toEqual({ key: key(2), at: at(11) })
      if (first !== undefined) await planned().done(first)
      expect(await numbers(12)).toEqual([1])
    })

    it('have one time each: the newest, which finishing an older one does not take away', async () => {
      await planned().set(key(9), at(10))
      const [old] = (await planned().due(Date.parse(at(10)))).filter((due) => due.key.number === 9)
      await planned().set({ ...key(9), installationId: 8, owner: 'ACME' }, at(16))
      if (old !== undefined) await planned().done(old)
      expect(await numbers(15)).not.toContain(9)
      expect(await numbers(16)).toContain(9)
    })
  })
}
