import type { LineComment, Pull, Review } from '../world/pull.ts'
import { baseTipOf, mergeBaseOf } from '../world/pull-content.ts'
import { fullName, type IssueComment } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { pullChanges } from './pull-changes.ts'
import { pullChecks } from './pull-checks.ts'
import { pullReviews } from './pull-reviews.ts'

/** A pull request in a test's hands. Acts change the double's state and send the webhooks that GitHub would. */
export type PullHandle = ReturnType<typeof pullHandle>

export function pullHandle(world: World, pull: Pull) {
  return {
    number: pull.number,
    name: `${fullName(pull.base)}#${pull.number}`,
    get headSha() {
      return pull.headSha
    },
    get state() {
      return pull.state
    },
    get reviews(): readonly Review[] {
      return pull.reviews
    },
    get lineComments(): readonly LineComment[] {
      return pull.lineComments
    },
    /** The conversation, oldest first. */
    get comments(): readonly IssueComment[] {
      return pull.base.issues.get(pull.number)?.comments ?? []
    },
    get requestedReviewers(): readonly string[] {
      return [...pull.requestedReviewers.values()].map(({ login }) => login)
    },
    get requestedTeams(): readonly string[] {
      return [...pull.requestedTeams.keys()]
    },
    baseTip: () => baseTipOf(pull),
    mergeBase: () => mergeBaseOf(pull),
    ...pullChanges(world, pull),
    ...pullReviews(world, pull),
    ...pullChecks(world, pull),
  }
}
