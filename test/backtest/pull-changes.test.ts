import { describe, expect, it } from 'vitest'
import { hasWanted, type MergedPull, pullChanges, wantedPulls } from '../../src/core/backtest/pull-changes.ts'
import type { HistoryStep } from '../../src/core/backtest/replayed.ts'

/** `m` is a merge, `c` a commit of one parent; the newest first. */
function history(...names: readonly string[]): readonly HistoryStep[] {
  return names.map((name, index): HistoryStep => {
    const parents = name.startsWith('m') ? 2 : 1
    return { sha: name, base: names[index + 1] ?? 'root', parents, committedAtMs: 0, subject: `Subject of ${name}` }
  })
}

function pull(number: number, mergeSha: string, mergedAtMs = number): MergedPull {
  return { number, title: `Pull ${number}`, url: `https://github.com/acme/infra/pull/${number}`, mergedAtMs, mergeSha }
}

/** Asks who brought what, and remembers what was asked. */
async function changesOf(
  steps: readonly HistoryStep[],
  pulls: readonly MergedPull[],
  bringers: Readonly<Record<string, number>> = {},
) {
  const asked: string[] = []
  const { changes, withoutPull } = await pullChanges(steps, pulls, async ({ number }, sha) => {
    asked.push(sha)
    return bringers[sha] === number
  })
  return { changes: changes.map(({ sha, base, pull: of }) => [of?.number, base, sha]), withoutPull, asked }
}

describe('pull requests as changes of a history', () => {
  it('are a merge or a squashed commit each, and nothing is asked of what others became', async () => {
    const pulls = [pull(3, 'c3'), pull(2, 'm2'), pull(1, 'c1')]
    expect(await changesOf(history('c3', 'm2', 'c1'), pulls)).toEqual({
      changes: [
        [3, 'm2', 'c3'],
        [2, 'c1', 'm2'],
        [1, 'root', 'c1'],
      ],
      withoutPull: 0,
      asked: [],
    })
  })

  it('are one change where they were rebased as several commits', async () => {
    const bringers = { b: 2, a: 2, pushed: 9 }
    const found = await changesOf(history('c', 'b', 'a', 'pushed', 'm1'), [pull(2, 'c'), pull(1, 'm1')], bringers)
    expect(found).toEqual({
      changes: [
        [2, 'pushed', 'c'],
        [1, 'root', 'm1'],
      ],
      withoutPull: 1,
      asked: ['b', 'a', 'pushed'],
    })
  })

  it('are left out where they are in no such history, and what is older than all of them is not counted', async () => {
    const found = await changesOf(history('new', 'm1', 'older', 'oldest'), [pull(1, 'm1'), pull(2, 'elsewhere')])
    expect(found).toMatchObject({ changes: [[1, 'older', 'm1']], withoutPull: 1, asked: [] })
    expect(await changesOf(history('a', 'b'), [])).toMatchObject({ changes: [], withoutPull: 0 })
  })

  it('have their titles, addresses and the time of their merge', async () => {
    const { changes } = await pullChanges(history('m7'), [pull(7, 'm7')], async () => false)
    expect(changes).toEqual([
      {
        ...{ sha: 'm7', base: 'root', committedAtMs: 7, subject: 'Pull 7' },
        pull: { number: 7, url: 'https://github.com/acme/infra/pull/7' },
      },
    ])
  })
})

describe('pull requests that are asked for', () => {
  const pulls = [pull(1, 'a', 10), pull(2, 'b', 30), pull(3, 'c', 20), pull(4, 'elsewhere', 40)]
  const places = new Map([
    ['b', 0],
    ['c', 1],
    ['a', 2],
  ])

  it('are the newest ones that landed', () => {
    expect(wantedPulls(pulls, places, { limit: 2 }).map(({ number }) => number)).toEqual([2, 3])
    expect(wantedPulls(pulls, places, { limit: 9, sinceMs: 20 }).map(({ number }) => number)).toEqual([2, 3])
  })

  it('are all there only when none of those still to be read can be newer', () => {
    const two = wantedPulls(pulls, places, { limit: 2 })
    // One that was updated at 25 may have been merged then.
    expect(hasWanted(two, 25, { limit: 2 })).toBe(false)
    expect(hasWanted(two, 20, { limit: 2 })).toBe(true)
    expect(hasWanted(two, 25, { limit: 9, sinceMs: 26 })).toBe(true)
    expect(hasWanted(two, 26, { limit: 9, sinceMs: 26 })).toBe(false)
  })
})
