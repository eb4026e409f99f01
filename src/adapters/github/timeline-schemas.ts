import { z } from 'zod'
import type { TimelineEvent } from '../../core/authorship/timeline.ts'
import type { Dismissal } from '../../core/gate/decision.ts'
import { account } from './pull-request-schemas.ts'

const named = z.object({ event: z.string() })
/** Null for an account that no longer exists. */
const actor = account.nullish().transform((each) => each ?? null)
const time = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'is no time')

/** One thing that a timeline tells, as far as anything is decided by it. */
export type TimelineItem =
  | { readonly kind: 'event'; readonly event: TimelineEvent }
  | { readonly kind: 'dismissal'; readonly reviewId: number; readonly dismissal: Dismissal }
  /** A review was given: comments on lines may belong to it, which the timeline does not tell. `event` is its text. */
  | { readonly kind: 'review'; readonly event: TimelineEvent | undefined }
  | { readonly kind: 'other' }
  /** An event of a kind that matters and whose content this version does not understand. */
  | { readonly kind: 'not-understood' }

/**
 * Reads one event of GitHub's timeline. Total: events come in dozens of shapes, and one that cannot be read must neither
 * stop an examination nor pass for one that is not there. Source: GitHub's OpenAPI description, "Timeline Event"; the
 * events of Copilot's coding agent are not described there and were seen in answers.
 */
export function readTimelineEvent(value: unknown): TimelineItem {
  const kind = named.safeParse(value).data?.event
  switch (kind) {
    case 'commented':
      return itemOf(commented, value)
    case 'reviewed':
      return itemOf(reviewed, value)
    case 'review_dismissed':
      return itemOf(reviewDismissed, value)
    case 'assigned':
      return itemOf(assigned, value)
    case 'copilot_work_started':
      return itemOf(workStarted, value)
    case 'comment_deleted':
      return itemOf(commentDeleted, value)
    default:
      return { kind: 'other' }
  }
}

/** A comment on a line of the change. */
export const lineComment = z
  .object({
    user: actor,
    body: z.string().nullish(),
    path: z.string().nullish(),
    created_at: time,
  })
  .transform(
    (each): TimelineEvent => ({
      kind: 'commented',
      actor: each.user,
      body: each.body ?? '',
      at: each.created_at,
      ...(each.path == null ? {} : { path: each.path }),
    }),
  )

function itemOf(schema: z.ZodType<TimelineItem>, value: unknown): TimelineItem {
  return schema.safeParse(value).data ?? { kind: 'not-understood' }
}

function item(event: TimelineEvent): TimelineItem {
  return { kind: 'event', event }
}

const commented = z
  .object({ user: actor, body: z.string().nullish(), created_at: time })
  .transform(({ user, body, created_at: at }) => item({ kind: 'commented', actor: user, body: body ?? '', at }))

/** A pending review has no time: nobody but its author knows of it. */
const reviewed = z
  .object({ user: actor, body: z.string().nullish(), submitted_at: time.nullish() })
  .transform(({ user, body, submitted_at: at }): TimelineItem => {
    const text = body ?? ''
    return { kind: 'review', event: at == null ? undefined : { kind: 'commented', actor: user, body: text, at } }
  })

const assigned = z
  .object({ actor, assignee: account.nullish(), created_at: time })
  .transform(
    ({ actor: by, assignee, created_at: at }): TimelineItem =>
      assignee == null ? { kind: 'other' } : item({ kind: 'assigned', actor: by, assignee, at }),
  )

/** Without an app it is the coding agent's: reviews by Copilot begin with the same event, through an app of their own. */
const workStarted = z
  .object({ actor, performed_via_github_app: z.object({ slug: z.string() }).nullish(), created_at: time })
  .transform(({ actor: by, performed_via_github_app: app, created_at: at }) =>
    item({ kind: 'agent-started', actor: by, app: app?.slug ?? CODING_AGENT, at }),
  )

const CODING_AGENT = 'copilot-swe-agent'

const commentDeleted = z
  .object({ actor, created_at: time })
  .transform(({ actor: by, created_at: at }) => item({ kind: 'comment-deleted', actor: by, at }))

const reviewDismissed = z
  .object({ actor, dismissed_review: z.object({ review_id: z.number().int(), state: z.string() }) })
  .transform(({ actor: by, dismissed_review: { review_id: reviewId, state } }): TimelineItem => {
    const from = DISMISSED_STATES.get(state.toLowerCase())
    return from === undefined ? { kind: 'other' } : { kind: 'dismissal', reviewId, dismissal: { from, by } }
  })

const DISMISSED_STATES: ReadonlyMap<string, Dismissal['from']> = new Map([
  ['approved', 'APPROVED'],
  ['changes_requested', 'CHANGES_REQUESTED'],
])
