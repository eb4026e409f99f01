import { createHash } from 'node:crypto'
import type { Observations, PeopleSeen } from '../ports/observations.ts'
import type { PullLook, PullRequest, PullRequestKey, PullRequests } from '../ports/pull-requests.ts'
import { notingPeople } from './people-seen.ts'

/** What a verdict depends on of what a list of open pull requests shows, and their base branches' tips. */
export interface PullRequestState extends Pick<PullRequest, 'headSha' | 'baseRef' | 'baseTipSha' | 'draft'> {
  /** A digest of the body: see `textOf`. */
  readonly text: string
  /** Numbers of the open pull requests with this head: they share a check. */
  readonly withHead: readonly number[]
}

/**
 * An examination that leaves behind what it saw, once it has concluded: whatever is different later, or was never seen,
 * is for the reconciler to have examined. `examine` has to read through the `PullRequests` that it is given.
 */
export async function observedExamination(
  key: PullRequestKey,
  pullRequests: PullRequests,
  observations: Observations,
  examine: (pullRequests: PullRequests) => Promise<void>,
): Promise<void> {
  await observations.forget(key)
  const seen: Seen = { states: new Map(), reviews: new Map(), withHead: new Map() }
  const people = new Map<string, PeopleSeen>()
  await examine(watched(notingPeople(pullRequests, people), seen))
  for (const [number, pull] of seen.states) {
    const reviews = seen.reviews.get(number)
    const withHead = seen.withHead.get(pull.headSha)
    if (pull.state === 'closed' || reviews === undefined || withHead === undefined) continue
    const numbers = [...new Set([...withHead, number])]
    const state = stateOf({ ...pull, text: textOf(pull.body), withHead: numbers })
    await observations.set({ ...key, number }, { state, reviews, people: [...people.values()] })
  }
}

/** A digest of a state: different where anything of it is. */
export function stateOf({ headSha, baseRef, baseTipSha, draft, text, withHead }: PullRequestState): string {
  const numbers = withHead.toSorted((one, other) => one - other)
  return digestOf([headSha, baseRef, baseTipSha, draft, text, numbers])
}

/** A digest of a body. */
export function textOf(body: string): string {
  return digestOf(body)
}

type Reviews = Awaited<ReturnType<PullRequests['reviews']>>

/** A digest of reviews. Why one was dismissed is left out: the timeline tells, which costs further requests. */
export function reviewsOf(reviews: Reviews): string {
  return digestOf(
    reviews.map(({ id, author, state, commitSha, submittedAt }) => [id, author?.id, state, commitSha, submittedAt]),
  )
}

interface Seen {
  readonly states: Map<number, PullRequest>
  readonly reviews: Map<number, string>
  readonly withHead: Map<string, readonly number[]>
}

async function notedPulls(look: PullLook, seen: Seen): Promise<readonly PullRequest[]> {
  const pulls = await look.pulls()
  for (const pull of pulls) seen.states.set(pull.number, pull)
  seen.withHead.set(
    look.headSha,
    pulls.map(({ number }) => number),
  )
  return pulls
}

/** The same, with the last answers noted. */
function watched(pullRequests: PullRequests, seen: Seen): PullRequests {
  return {
    ...pullRequests,
    async get(key) {
      const pull = await pullRequests.get(key)
      seen.states.set(key.number, pull)
      return pull
    },
    async look(key) {
      const look = await pullRequests.look(key)
      return { ...look, pulls: () => notedPulls(look, seen) }
    },
    async reviews(key, timeline) {
      const reviews = await pullRequests.reviews(key, timeline)
      seen.reviews.set(key.number, reviewsOf(reviews))
      return reviews
    },
    async withHead(repository, sha) {
      const numbers = await pullRequests.withHead(repository, sha)
      seen.withHead.set(sha, numbers)
      return numbers
    },
  }
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}
