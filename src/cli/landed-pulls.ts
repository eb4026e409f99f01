import { hasWanted, type MergedPull, type WantedPulls, wantedPulls } from '../core/backtest/pull-changes.ts'
import type { MergedPullsPage } from '../ports/merged-pulls.ts'
import { withProgress } from './progress.ts'

/** A hundred pull requests each. */
const MAX_PAGES = 500

export interface LandedPulls {
  /** Newest first. */
  readonly pulls: readonly MergedPull[]
  /** False where GitHub has older ones than were read. */
  readonly complete: boolean
}

/**
 * Lists closed pull requests, page by page, until all are among them that landed on a branch (where in its history is
 * told by `places`) and are asked for.
 */
export async function landedPulls(
  page: (number: number) => Promise<MergedPullsPage>,
  places: ReadonlyMap<string, number>,
  wanted: WantedPulls,
): Promise<LandedPulls> {
  const found = new Map<number, MergedPull>()
  let number = 1
  const add = async (of: number) => {
    const answer = await page(of)
    for (const pull of answer.pulls) found.set(pull.number, pull)
    return answer
  }
  const ended = async (complete: boolean) => {
    // What was updated meanwhile has moved there, past the pages that came next.
    if (number > 1) await add(1)
    return { pulls: wantedPulls(found.values(), places, wanted), complete }
  }
  const read = async () => {
    for (; number <= MAX_PAGES; number += 1) {
      const { isLast, updatedAtMs } = await add(number)
      if (isLast || hasWanted(wantedPulls(found.values(), places, wanted), updatedAtMs, wanted)) return ended(true)
    }
    return ended(false)
  }
  return withProgress(() => `listing merged pull requests, page ${number}`, read())
}
