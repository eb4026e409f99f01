import type { ExaminedPulls } from '../ports/examined-pulls.ts'
import type { PullRequest, PullRequestKey } from '../ports/pull-requests.ts'
import type { Review } from './review.ts'

/** Keeps what was found out of a pull request, for the day on which other settings are tried. Throws `Fault`. */
export async function keepExamined(
  key: PullRequestKey,
  { baseRef }: Pick<PullRequest, 'baseRef'>,
  { judged }: Pick<Review, 'judged'>,
  { examinedPulls }: { readonly examinedPulls?: ExaminedPulls },
): Promise<void> {
  if (examinedPulls === undefined) return
  const change = judged()
  if (change === undefined) await examinedPulls.drop(key)
  else await examinedPulls.keep(key, { baseRef, change })
}
