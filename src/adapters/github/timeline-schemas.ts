import { z } from 'zod'
import type { TimelineEvent } from '../../core/authorship/timeline.ts'
import type { Account, Dismissal } from '../../core/gate/decision.ts'
import type { ReviewRequested } from '../../ports/pull-requests.ts'
import { account } from './pull-request-schemas.ts'

const named = z.object({ event: z.string() })
/** Null for an account that no longer exists. */
const actor = account.nullish().transform((each) => each ?? null)
const time = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'is no time')

export interface ToldEvent {
  readonly event: TimelineEvent
  /** Where the event is a comment of a human's that may have been edited: GitHub's name for it in GraphQL. */
  readonly edited?: { readonly nodeId: string | undefined }
}

/** One thing that a timeline tells, as far as anything is decided by it. */
export type TimelineItem =
  | ({ readonly kind: 'event' } & ToldEvent)
  | { readonly kind: 'dismissal'; readonly reviewId: number; readonly dismissal: Dismissal }
  /** A review was given: comments on lines may belong to it, which the timeline does not tell. `event` is its text. */
  | { readonly kind: 'review'; readonly told: ToldEvent | undefined }
  | { readonly kind: 'review-requested'; readonly requested: ReviewRequested }
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
    case 'line-commented':
      // Told in the place of a review that consists of nothing else; what was said is read with the others.
      return { kind: 'review', told: undefined }
    case 'review_dismissed':
      return itemOf(reviewDismissed, value)
    case 'review_requested':
      // Nothing is decided by it but whom to ask: one that cannot be read makes nothing else unknown.
      return reviewRequested.safeParse(value).data ?? { kind: 'other' }
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

/** What comments tell of being edited. Reviews of older servers do not: they are taken for what they say now. */
const edits = { node_id: z.string().optional(), updated_at: time.nullish() }

/** A comment on a line of the change. */
export const lineComment = z
  .object({ user: actor, body: z.string().nullish(), path: z.string().nullish(), created_at: time, ...edits })
  .transform((each): ToldEvent => told(each, each.created_at, each.path ?? undefined))

interface Comment {
  readonly user: Account | null
  readonly body?: string | null | undefined
  readonly node_id?: string | undefined
  readonly updated_at?: string | null | undefined
}

/** Apps edit their comments all the time, and an app approves nothing. */
function told({ user, body, node_id: nodeId, updated_at: editedAt }: Comment, at: string, path?: string): ToldEvent {
  const event: TimelineEvent = {
    kind: 'commented',
    actor: user,
    body: body ?? '',
    at,
    ...(path === undefined ? {} : { path }),
  }
  const isEdited = editedAt != null && Date.parse(editedAt) !== Date.parse(at) && user?.type !== 'Bot'
  return isEdited ? { event, edited: { nodeId } } : { event }
}

function itemOf(schema: z.ZodType<TimelineItem>, value: unknown): TimelineItem {
  return schema.safeParse(value).data ?? { kind: 'not-understood' }
}

function item(event: TimelineEvent): TimelineItem {
  return { kind: 'event', event }
}

const commented = z
  .object({ user: actor, body: z.string().nullish(), created_at: time, ...edits })
  .transform((each): TimelineItem => ({ kind: 'event', ...told(each, each.created_at) }))

/** A pending review has no time: nobody but its author knows of it. */
const reviewed = z
  .object({ user: actor, body: z.string().nullish(), submitted_at: time.nullish(), ...edits })
  .transform((each): TimelineItem => {
    const { submitted_at: at } = each
    return { kind: 'review', told: at == null ? undefined : told(each, at) }
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

/** Of a team's request it is not told who is in the team. */
const reviewRequested = z
  .object({ requested_reviewer: z.object({ login: z.string() }).nullish(), created_at: time })
  .transform(
    ({ requested_reviewer: reviewer, created_at: at }): TimelineItem => ({
      kind: 'review-requested',
      requested: { login: reviewer?.login, at },
    }),
  )

const DISMISSED_STATES: ReadonlyMap<string, Dismissal['from']> = new Map([
  ['approved', 'APPROVED'],
  ['changes_requested', 'CHANGES_REQUESTED'],
])
