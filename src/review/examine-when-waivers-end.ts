import type { Decision } from '../core/gate/decision.ts'
import { endOfDayMs } from '../core/rules/calendar-day.ts'
import type { Judgement } from '../core/rules/judge.ts'
import type { DueExaminations } from '../ports/due-examinations.ts'
import type { PullRequestKey } from '../ports/pull-requests.ts'

/**
 * Plans the examination of a pull request for when the first of the waivers that act on it ends, or the override that
 * releases it, whichever is earlier: nothing passes by either for longer. Before its check concludes: where it cannot
 * be planned it throws `Fault`, and the check holds.
 */
export async function examineWhenWaiversEnd(
  key: PullRequestKey,
  { waived }: Pick<Judgement, 'waived'>,
  { release }: Pick<Decision, 'release'>,
  { dueExaminations }: { readonly dueExaminations: Pick<DueExaminations, 'set'> },
): Promise<void> {
  const ends = waived.flatMap(({ waiver }) => endOfDayMs(waiver.until) ?? [])
  if (ends.length === 0) return
  const expiresMs = release?.kind === 'override' ? [Date.parse(release.expiresAt)] : []
  await dueExaminations.set(key, new Date(Math.min(...ends, ...expiresMs)).toISOString())
}
