import type { Octokit } from '@octokit/rest'
import { z } from 'zod'
import type { Clock } from '../../ports/clock.ts'

export interface GitHubClock extends Clock {
  /** Notes the time of every answer that this client gets. Returns the same client. */
  hearing<T extends Pick<Octokit, 'hook'>>(octokit: T): T
  /** The machine's clock less GitHub's, true to a second; undefined before the first answer. */
  skewMs(): number | undefined
}

/**
 * GitHub's clock, as far as the last answer's `Date` header tells, which has whole seconds: what GitHub has dated must
 * not be measured by a clock of ours that is wrong. Before the first answer it is the machine's own.
 */
export function githubClock(machine: () => number = Date.now): GitHubClock {
  let aheadMs: number | undefined
  const hear = (date: string | undefined) => {
    const ms = Date.parse(date ?? '')
    if (!Number.isNaN(ms)) aheadMs = ms - machine()
  }
  return {
    now: () => machine() + (aheadMs ?? 0),
    skewMs: () => (aheadMs === undefined ? undefined : -aheadMs),
    hearing(octokit) {
      octokit.hook.after('request', ({ headers }) => hear(headers.date))
      octokit.hook.error('request', (error) => {
        hear(refusal.safeParse(error).data?.response.headers.date)
        throw error
      })
      return octokit
    },
  }
}

/** A refusal tells the time too: where signing in failed since the machine's clock is wrong, it is all there is. */
const refusal = z.object({ response: z.object({ headers: z.object({ date: z.string() }) }) })
