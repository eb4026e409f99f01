import type {
  PullRequestAssignedEvent,
  PullRequestClosedEvent,
  PullRequestConvertedToDraftEvent,
  PullRequestEditedEvent,
  PullRequestOpenedEvent,
  PullRequestReadyForReviewEvent,
  PullRequestReopenedEvent,
  PullRequestReviewDismissedEvent,
  PullRequestReviewEditedEvent,
  PullRequestReviewRequestedEvent,
  PullRequestReviewSubmittedEvent,
  PullRequestSynchronizeEvent,
} from '@octokit/webhooks-types'
import { accountShape } from '../shapes/account-shape.ts'
import { fullPullShape, reviewShape, simplePullShape } from '../shapes/pull-shape.ts'
import { eventRepositoryShape } from '../shapes/repository-shape.ts'
import type { Account } from '../world/account.ts'
import type { Pull, Review } from '../world/pull.ts'
import type { World } from '../world/world.ts'
import { emit } from './emit.ts'

/** What happened to a pull request, beside the pull request itself. */
export type PullChange =
  | { readonly action: 'opened' | 'reopened' | 'closed' | 'ready_for_review' | 'converted_to_draft' }
  | { readonly action: 'synchronize'; readonly before: string; readonly after: string }
  | { readonly action: 'edited'; readonly changes: PullRequestEditedEvent['changes'] }
  | { readonly action: 'review_requested'; readonly reviewer: Account }
  | { readonly action: 'assigned'; readonly assignee: Account }

type PullEvent =
  | PullRequestOpenedEvent
  | PullRequestReopenedEvent
  | PullRequestClosedEvent
  | PullRequestReadyForReviewEvent
  | PullRequestConvertedToDraftEvent
  | PullRequestSynchronizeEvent
  | PullRequestEditedEvent
  | PullRequestReviewRequestedEvent
  | PullRequestAssignedEvent

/** Events carry `mergeable: null`: when they are sent, GitHub has not computed it yet. */
export async function emitPullEvent(world: World, pull: Pull, sender: Account, change: PullChange): Promise<void> {
  const shape = { ...(await fullPullShape(world, pull, null)), ...eventBranches(world, pull) }
  emit(world, pull.base, 'pull_request', sender, (common): PullEvent => {
    const base = { number: pull.number, ...common }
    switch (change.action) {
      case 'opened':
      case 'reopened': {
        const open = { ...shape, state: 'open' as const, closed_at: null, merged_at: null, merged_by: null }
        return { action: change.action, pull_request: open, ...base }
      }
      case 'closed': {
        const closed = { ...shape, state: 'closed' as const, closed_at: pull.closedAt ?? pull.updatedAt }
        return { action: 'closed', pull_request: closed, ...base }
      }
      case 'ready_for_review':
      case 'converted_to_draft': {
        const open = { ...shape, state: 'open' as const, closed_at: null, merged_at: null, merged_by: null }
        const pull_request = { ...open, merged: false as const }
        return change.action === 'ready_for_review'
          ? { action: 'ready_for_review', pull_request: { ...pull_request, draft: false }, ...base }
          : { action: 'converted_to_draft', pull_request: { ...pull_request, draft: true }, ...base }
      }
      case 'synchronize':
        return { action: 'synchronize', before: change.before, after: change.after, pull_request: shape, ...base }
      case 'edited':
        return { action: 'edited', changes: change.changes, pull_request: shape, ...base }
      case 'review_requested': {
        const requested_reviewer = accountShape(world, change.reviewer)
        return { action: 'review_requested', pull_request: shape, requested_reviewer, ...base }
      }
      case 'assigned':
        return { action: 'assigned', pull_request: shape, assignee: accountShape(world, change.assignee), ...base }
    }
  })
}

type ReviewEvent = PullRequestReviewSubmittedEvent | PullRequestReviewDismissedEvent | PullRequestReviewEditedEvent

export function emitReviewEvent(
  world: World,
  pull: Pull,
  review: Review,
  sender: Account,
  change: { readonly action: 'submitted' | 'dismissed' } | { readonly action: 'edited'; readonly from: string },
): void {
  emit(world, pull.base, 'pull_request_review', sender, (common): ReviewEvent => {
    const shape = {
      ...reviewShape(world, pull, review),
      // Events say `approved` where the API says `APPROVED`.
      state: lowerCase(review.state),
      commit_id: review.commitId ?? pull.headSha,
    }
    const base = { pull_request: { ...simplePullShape(world, pull), ...eventBranches(world, pull) }, ...common }
    switch (change.action) {
      case 'submitted':
        return { action: 'submitted', review: shape, ...base }
      case 'dismissed':
        return { action: 'dismissed', review: { ...shape, state: 'dismissed' }, ...base }
      case 'edited':
        return { action: 'edited', changes: { body: { from: change.from } }, review: shape, ...base }
    }
  })
}

function eventBranches(world: World, pull: Pull) {
  const { head, base } = simplePullShape(world, pull)
  return {
    head: { ...head, repo: eventRepositoryShape(world, pull.head) },
    base: { ...base, repo: eventRepositoryShape(world, pull.base) },
  }
}

function lowerCase(state: Review['state']) {
  switch (state) {
    case 'APPROVED':
      return 'approved' as const
    case 'CHANGES_REQUESTED':
      return 'changes_requested' as const
    case 'COMMENTED':
      return 'commented' as const
    case 'DISMISSED':
      return 'dismissed' as const
  }
}
