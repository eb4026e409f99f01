import { describe, expect, it } from 'vitest'
import { landedPulls } from '../../src/cli/landed-pulls.ts'
import type { MergedPull } from '../../src/core/backtest/pull-changes.ts'
import type { MergedPullsPage } from '../../src/ports/merged-pulls.ts'

function pull(number: number, mergedAtMs: number): MergedPull {
  const url = `https://github.com/acme/infra/pull/${number}`
  return { number, title: `Pull ${number}`, url, mergedAtMs, mergeSha: `sha${number}` }
}

/** Pull requests by the time of their last update, two a page, and which pages were read. */
function listing(order: (reads: number) => readonly (readonly [pull: MergedPull, updatedAtMs: number])[]) {
  const read: number[] = []
  const page = async (number: number): Promise<MergedPullsPage> => {
    read.push(number)
    const all = order(read.length)
    const shown = all.slice(2 * number - 2, 2 * number)
    const updatedAtMs = Math.min(...shown.map(([, at]) => at))
    return { pulls: shown.map(([each]) => each), updatedAtMs, isLast: 2 * number >= all.length }
  }
  return { read, page }
}

const [one, two, three, four, five] = [pull(1, 10), pull(2, 20), pull(3, 30), pull(4, 40), pull(5, 50)]
const PLACES = new Map([five, four, three, two, one].map(({ mergeSha }, place) => [mergeSha, place]))

describe('the merged pull requests of a history', () => {
  it('are read no further than those that are asked for', async () => {
    // The oldest one was spoken of lately: only what was updated no later than a merge comes after it.
    const { read, page } = listing(() => [
      [one, 60],
      [five, 50],
      [four, 40],
      [three, 30],
      [two, 20],
    ])
    const { pulls, complete } = await landedPulls(page, PLACES, { limit: 2 })
    expect(pulls).toEqual([five, four])
    expect({ complete, read }).toEqual({ complete: true, read: [1, 2, 1] })
  })

  it('are all read where all are asked for, also what is updated meanwhile', async () => {
    const before = [five, four, three, two, one]
    const after = [one, five, four, three, two]
    const { pulls } = await landedPulls(
      listing((reads) => (reads === 1 ? before : after).map((each, index) => [each, 100 - index])).page,
      PLACES,
      { limit: Number.MAX_SAFE_INTEGER },
    )
    expect(pulls).toEqual([five, four, three, two, one])
  })

  it('are said to be incomplete where there are more than are listed', async () => {
    const many = Array.from({ length: 1_002 }, (_, index) => [pull(index, 0), 100] as const)
    const { complete } = await landedPulls(listing(() => many).page, PLACES, { limit: 9 })
    expect(complete).toBe(false)
  })
})
