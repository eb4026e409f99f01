import { expect, it } from 'vitest'
import { concurrencyLimit } from '../../src/adapters/github/concurrency-limit.ts'

it('places that become fewer, since there are more processes, let nobody in until enough have left', async () => {
  let places = 3
  const limit = concurrencyLimit(() => places)
  const gates = Array.from({ length: 7 }, () => Promise.withResolvers<void>())
  const begun: number[] = []
  const all = gates.map(({ promise }, index) =>
    limit(() => {
      begun.push(index)
      return promise
    }),
  )
  const leave = async (index: number) => {
    gates[index]?.resolve()
    await all[index]
    await Promise.resolve()
  }
  expect(begun).toEqual([0, 1, 2])
  places = 1
  await leave(0)
  await leave(1)
  expect(begun).toEqual([0, 1, 2])
  await leave(2)
  expect(begun).toEqual([0, 1, 2, 3])
  places = 3
  await leave(3)
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6])
  for (const index of [4, 5, 6]) await leave(index)
})
