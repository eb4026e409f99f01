import { LRUCache } from 'lru-cache'
import { nameOfPull, type PullRequestKey } from '../../ports/pull-requests.ts'
import type { PullRequestAnswer } from './pull-request-schemas.ts'
import type { PullStanding } from './pull-standing.ts'

/** Who opened pull requests, and where their branches are, as REST told it. */
export interface KnownOrigins {
  /**
   * The pull request as REST would tell it now, where it is open, GitHub has settled that it merges, and nothing of its
   * origin has changed since REST told that; else undefined. GraphQL has other names for apps and some AI tools, so it
   * is only asked whether the names are what they were.
   */
  answerOf(key: PullRequestKey, told: PullStanding): PullRequestAnswer | undefined
  /** Notes what REST told after `told` was. */
  note(key: PullRequestKey, told: PullStanding, answer: PullRequestAnswer): void
}

const MAX_REMEMBERED = 5_000
const HOUR_MS = 3_600_000

export function knownOrigins(): KnownOrigins {
  const known = new LRUCache<string, { readonly origin: string; readonly answer: Origin }>({
    max: MAX_REMEMBERED,
    ttl: HOUR_MS,
  })
  return {
    answerOf(key, told) {
      const { state, testMerge, baseTipSha, headSha, isMergeable, defaultBranch } = told
      const isMerge = testMerge?.parents.join() === [baseTipSha, headSha].join()
      if (state !== 'open' || !isMergeable || !isMerge || defaultBranch === undefined) return undefined
      const before = known.get(nameOfPull(key))
      if (before?.origin !== told.origin) return undefined
      const { user, head, base } = before.answer
      return {
        number: key.number,
        state,
        draft: told.draft,
        title: told.title,
        body: told.body,
        user,
        head: { ...head, sha: headSha },
        base: { sha: baseTipSha, ref: told.baseRef, repo: { ...base.repo, default_branch: defaultBranch } },
        requested_reviewers: told.requestedReviewers.map((login) => ({ login })),
        requested_teams: Array.from({ length: told.requestedTeams }),
        mergeable: true,
        merge_commit_sha: testMerge.sha,
      }
    },
    note(key, { origin }, { user, head, base }) {
      known.set(nameOfPull(key), { origin, answer: { user, head, base } })
    },
  }
}

type Origin = Pick<PullRequestAnswer, 'user' | 'head' | 'base'>
