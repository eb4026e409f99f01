import type { Decision } from '../core/gate/decision.ts'
import type { CountersignedBefore } from '../core/report/before-section.ts'
import type { Clock } from '../ports/clock.ts'
import type { PullRequestKey } from '../ports/pull-requests.ts'
import type { Records } from '../ports/records.ts'
import type { Review } from './review.ts'

/**
 * Remembers what a pull request leads to while it is countersigned, and finds an earlier one that led to the same: a
 * revert brings back what was countersigned once. It decides nothing, so it is asked for only where somebody has to.
 */
export async function countersignedBefore(
  key: PullRequestKey,
  { accessState, judgement }: Pick<Review, 'accessState' | 'judgement'>,
  { state, counted }: Decision,
  {
    records,
    releases,
  }: {
    readonly records: Pick<Records, 'countersignedBefore' | 'setCountersigned'>
    readonly releases: { readonly clock: Clock }
  },
): Promise<CountersignedBefore | undefined> {
  const isCountersigned = state === 'countersigned' && accessState !== undefined
  const at = new Date(releases.clock.now()).toISOString()
  const by = counted.map(({ login }) => login)
  await records.setCountersigned(key, isCountersigned ? { ...accessState, by, at } : undefined)
  if (accessState === undefined || judgement.humansNeeded < 2) return undefined
  const before = await records.countersignedBefore(key, accessState.files)
  return before && { number: before.number, by: before.by, at: before.at, isSame: before.added === accessState.added }
}
