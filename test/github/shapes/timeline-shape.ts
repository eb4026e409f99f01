import type { Dismissal, Pull, Review } from '../world/pull.ts'
import type { World } from '../world/world.ts'
import { accountShape, nodeId } from './account-shape.ts'
import { repositoryUrl } from './repository-shape.ts'

/** The event of a dismissal, as a pull request's timeline shows it. */
export function dismissalShape(world: World, pull: Pull, review: Review, { id, by, from, at }: Dismissal) {
  return {
    id,
    node_id: nodeId('RDE', id),
    url: `${repositoryUrl(world, pull.base)}/issues/events/${id}`,
    actor: accountShape(world, by),
    event: 'review_dismissed',
    commit_id: null,
    commit_url: null,
    created_at: at,
    performed_via_github_app: null,
    dismissed_review: { state: from.toLowerCase(), review_id: review.id, dismissal_message: 'Dismissed' },
  }
}
