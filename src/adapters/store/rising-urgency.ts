import type { PgBoss } from 'pg-boss'
import type { PullRequestKey } from '../../ports/pull-requests.ts'
import type { RequestPriority, Urgency } from '../../ports/request-priority.ts'
import { waitingPriority } from './jobs.ts'

/**
 * How urgent an examination is that runs: as it was asked for, until the next one of the same pull request waits for it
 * and is more urgent. That one cannot begin before it ends. To be stopped when it has ended.
 */
export function risingUrgency(
  key: PullRequestKey,
  first: RequestPriority,
  { boss, pollSeconds }: { readonly boss: PgBoss; readonly pollSeconds: number },
): { readonly urgency: Urgency; readonly stop: () => void } {
  let priority = first
  const look = async () => {
    const waiting = await waitingPriority(boss, key)
    if (waiting !== undefined && RANKS.indexOf(waiting) > RANKS.indexOf(priority)) priority = waiting
  }
  // What cannot be seen now is seen at the next look; the examination itself tells of a database that fails.
  const lookOrWait = () => void look().catch(() => undefined)
  const looking = first === 'event' ? undefined : setInterval(lookOrWait, pollSeconds * 1_000).unref()
  return { urgency: () => priority, stop: () => clearInterval(looking) }
}

const RANKS: readonly RequestPriority[] = ['background', 'fan-out', 'event']
