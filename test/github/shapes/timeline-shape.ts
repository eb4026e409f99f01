import type { Dismissal, Happening, Pull, Review } from '../world/pull.ts'
import { commitsOf } from '../world/pull-content.ts'
import type { World } from '../world/world.ts'
import { accountShape, nodeId } from './account-shape.ts'
import { appShape } from './app-shape.ts'
import { gitCommitShape } from './commit-shape.ts'
import type { issueCommentShape } from './issue-shape.ts'
import { reviewShape } from './pull-shape.ts'
import { repositoryUrl } from './repository-shape.ts'

/**
 * What a pull request's or an issue's timeline tells, oldest first: commits, comments, reviews, dismissals, assignments,
 * agents.
 */
export async function timelineShapes(
  world: World,
  pull: Pull | undefined,
  comments: ReturnType<typeof issueCommentShape>[],
) {
  const told = comments.map((comment) => ({ at: comment.created_at, shape: commentShape(comment) }))
  if (pull === undefined) return told.map(({ shape }) => shape)
  const happened = pull.happenings.map((each) => ({ at: each.at, shape: happeningShape(world, pull, each) }))
  const reviews = pull.reviews.flatMap((review) => [
    { at: review.submittedAt, shape: reviewedShape(world, pull, review) },
    ...(review.dismissal === null
      ? []
      : [{ at: review.dismissal.at, shape: dismissalShape(world, pull, review, review.dismissal) }]),
  ])
  const all = [...(await committed(world, pull)), ...told, ...reviews, ...happened]
  return all.sort((one, other) => Date.parse(one.at) - Date.parse(other.at)).map(({ shape }) => shape)
}

/** The commits that the pull request has now, as many as GitHub lists. They have no number, and nobody acted. */
async function committed(world: World, pull: Pull) {
  const shas = (await commitsOf(pull)).slice(0, world.settings.pullCommitLimit)
  const commits = await Promise.all(shas.map((sha) => pull.base.git.commit(sha)))
  return commits
    .filter((commit) => commit !== undefined)
    .map((commit) => ({
      at: commit.committer.date,
      shape: { ...gitCommitShape(world, pull.base, commit), event: 'committed' },
    }))
}

function commentShape(comment: ReturnType<typeof issueCommentShape>) {
  return { ...comment, event: 'commented', actor: comment.user }
}

/** The timeline has a review's state in lower case, and the commit that it was given on even where GitHub lost it. */
function reviewedShape(world: World, pull: Pull, review: Review) {
  const shape = reviewShape(world, pull, review)
  const times = { submitted_at: review.submittedAt, updated_at: review.edits.at(-1)?.at ?? review.submittedAt }
  const commit_id = shape.commit_id ?? pull.headSha
  return { ...shape, ...times, event: 'reviewed', state: shape.state.toLowerCase(), commit_id }
}

function dismissalShape(world: World, pull: Pull, review: Review, { id, by, from, at }: Dismissal) {
  return {
    ...eventShape(world, pull, { id, by, at }, 'review_dismissed'),
    dismissed_review: { state: from.toLowerCase(), review_id: review.id, dismissal_message: 'Dismissed' },
  }
}

function happeningShape(world: World, pull: Pull, happening: Happening) {
  const event = eventShape(world, pull, happening, happening.what)
  switch (happening.what) {
    case 'assigned':
      return { ...event, assignee: accountShape(world, happening.assignee) }
    case 'comment_deleted':
      return event
    case 'review_requested':
      return {
        ...event,
        review_requester: accountShape(world, happening.by),
        requested_reviewer: accountShape(world, happening.reviewer),
      }
    case 'copilot_work_started':
      return { ...event, performed_via_github_app: happening.app === null ? null : appShape(world, happening.app) }
  }
}

function eventShape(world: World, pull: Pull, { id, by, at }: Pick<Happening, 'id' | 'by' | 'at'>, event: string) {
  return {
    id,
    node_id: nodeId('EV', id),
    url: `${repositoryUrl(world, pull.base)}/issues/events/${id}`,
    actor: accountShape(world, by),
    event,
    commit_id: null,
    commit_url: null,
    created_at: at,
    performed_via_github_app: null,
  }
}
