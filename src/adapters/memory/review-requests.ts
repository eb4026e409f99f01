import { Fault } from '../../ports/fault.ts'
import { MAX_REQUESTED_REVIEWERS, type PullRequestKey, type ReviewRequested } from '../../ports/pull-requests.ts'
import { pullRequestName } from './repository-name.ts'

interface MemoryReviewRequests {
  /** Throws `Fault` of kind `invalid` above GitHub's limit. */
  add(key: PullRequestKey, logins: readonly string[]): void
  /** Whose review was asked for, in order. */
  of(key: PullRequestKey): readonly string[]
  /** The same with the times. */
  told(key: PullRequestKey): readonly ReviewRequested[]
}

/** Review requests held in memory. `now` plays GitHub's clock, in milliseconds since the epoch. */
export function memoryReviewRequests(now: () => number): MemoryReviewRequests {
  const requests = new Map<string, ReadonlyMap<string, ReviewRequested>>()
  const find = (key: PullRequestKey) => requests.get(pullRequestName(key)) ?? new Map<string, ReviewRequested>()
  return {
    add(key, logins) {
      const at = new Date(now()).toISOString()
      const all = new Map([...logins.map((login) => [login, { login, at }] as const), ...find(key)])
      if (all.size > MAX_REQUESTED_REVIEWERS) {
        throw new Fault('invalid', `${all.size} reviewers were requested, ${MAX_REQUESTED_REVIEWERS} is the limit`)
      }
      requests.set(pullRequestName(key), new Map([...find(key), ...all]))
    },
    of: (key) => [...find(key).keys()],
    told: (key) => [...find(key).values()],
  }
}
