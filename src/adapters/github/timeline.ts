import { z } from 'zod'
import { Fault } from '../../ports/fault.ts'
import type { PullRequestKey, Timeline } from '../../ports/pull-requests.ts'
import { type GitHubClient, PAGE_SIZE, readPages } from './answer.ts'
import { lineComment, readTimelineEvent, type ToldEvent } from './timeline-schemas.ts'
import { withVersions } from './timeline-versions.ts'

const MAX_TIMELINE_PAGES = 30
const MAX_COMMENT_PAGES = 10

/**
 * A pull request's timeline, and, where there was a review, the comments on lines, which the timeline leaves out. It
 * tells of events in the order that they happened, so what is beyond the limit is the newest: `complete` is false then.
 * Throws `Fault` of kind `not-found` where there is no such pull request.
 */
export async function readTimeline(client: GitHubClient, key: PullRequestKey): Promise<Timeline> {
  const { owner, repo, number } = key
  const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/timeline'
  const pages = await readPages(z.unknown(), 'the timeline', MAX_TIMELINE_PAGES, (page) =>
    client.request(route, { owner, repo, issue_number: number, per_page: PAGE_SIZE, page }),
  )
  const items = pages.items.map(readTimelineEvent)
  const isReviewed = items.some(({ kind }) => kind === 'review')
  const onLines = isReviewed ? await readLineComments(client, key) : { events: [], complete: true }
  const told = items.flatMap((item) =>
    item.kind === 'event' ? [item] : item.kind === 'review' ? (item.told ?? []) : [],
  )
  const isUnderstood = items.every(({ kind }) => kind !== 'not-understood')
  return {
    events: await withVersions(client, [...told, ...onLines.events]),
    complete: pages.complete && onLines.complete && isUnderstood,
    // What is not understood may be a review.
    ...(isReviewed || (pages.complete && isUnderstood) ? { isReviewed } : {}),
    ...(pages.complete
      ? { reviewRequests: items.flatMap((item) => (item.kind === 'review-requested' ? item.requested : [])) }
      : {}),
    dismissals: new Map(items.flatMap((item) => (item.kind === 'dismissal' ? [[item.reviewId, item.dismissal]] : []))),
  }
}

async function readLineComments(
  client: GitHubClient,
  { owner, repo, number }: PullRequestKey,
): Promise<{ readonly events: readonly ToldEvent[]; readonly complete: boolean }> {
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/comments'
  const pages = await readPages(z.unknown(), 'comments on lines', MAX_COMMENT_PAGES, (page) =>
    client.request(route, { owner, repo, pull_number: number, per_page: PAGE_SIZE, page }),
  )
  const read = pages.items.map((each) => lineComment.safeParse(each).data)
  const events = read.filter((each) => each !== undefined)
  return { events, complete: pages.complete && events.length === read.length }
}

const opened = z.object({ performed_via_github_app: z.object({ slug: z.string().optional() }).nullish() })

/**
 * The GitHub App through which a pull request was opened. Only the answer about it as an issue tells, which takes a
 * permission that no other part needs: without it nothing is known, and the rest of the evidence has to do.
 */
export async function readOpenedVia(
  client: GitHubClient,
  { owner, repo, number }: PullRequestKey,
): Promise<string | null | undefined> {
  const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}'
  try {
    const answer = await client.request(route, { owner, repo, issue_number: number })
    const parsed = opened.safeParse(answer.data)
    return parsed.success ? (parsed.data.performed_via_github_app?.slug ?? null) : undefined
  } catch (error) {
    if (error instanceof Fault && (error.kind === 'forbidden' || error.kind === 'not-found')) return undefined
    throw error
  }
}
