import type { Decision } from '../core/gate/decision.ts'
import type { CheckOutput } from '../core/report/check-output.ts'
import { type ChangedPlace, lineComments } from '../core/report/line-comments.ts'
import { summaryStep } from '../core/report/summary-comment.ts'
import type { Finding } from '../core/rules/finding.ts'
import type { CommentSettings } from '../core/rules/settings.ts'
import type { WaivedFinding } from '../core/rules/waiver.ts'
import { waivedSentence } from '../core/rules/waiver-text.ts'
import type { Comments } from '../ports/comments.ts'
import { Fault } from '../ports/fault.ts'
import type { PullRequestKey } from '../ports/pull-requests.ts'
import type { ReviewComments } from '../ports/review-comments.ts'
import type { Review } from './review.ts'

/** Where the app may speak beside its check. */
export interface Conversation {
  readonly comments: Comments
  readonly reviewComments: ReviewComments
}

/** A pull request whose verdict a check shows, and what its settings ask to be written beside it. */
export interface CommentedPull {
  readonly key: PullRequestKey
  readonly headSha: string
  readonly settings: CommentSettings
  /** Those that are waived say so; they stand in no place, so that none is written for them. */
  readonly findings: readonly Finding[]
  /** Where findings stand in what it changes, by digest. */
  readonly places: ReadonlyMap<string, ChangedPlace>
  /** False for one that there is nothing to say of. */
  readonly addsAccess: boolean
}

/** What is to be written on a pull request that was reviewed at a commit. */
export function commentedPull(
  key: PullRequestKey,
  headSha: string,
  { result, settings, places }: Review,
  { state }: Decision,
): CommentedPull {
  const findings = [...result.findings, ...result.waived.map(saidAsWaived)]
  const addsAccess = state !== 'clear' || findings.some(({ kind }) => ACCESS.has(kind))
  return { key, headSha, settings: settings.settings.comments, findings, places, addsAccess }
}

function saidAsWaived({ finding, waiver }: WaivedFinding): Finding {
  return { ...finding, message: `${waivedSentence(waiver)}\n\n${finding.message}` }
}

const ACCESS: ReadonlySet<Finding['kind']> = new Set(['broadened', 'guardrail-removed', 'undecided'])

/**
 * Writes beside the check what the settings ask for. Returns a sentence for the check for each part that failed: the
 * verdict stands all the same, so no `Fault` is thrown.
 */
export async function writeComments(
  pull: CommentedPull,
  output: CheckOutput,
  conversation: Conversation,
): Promise<readonly string[]> {
  const { summary, review } = pull.settings
  return [
    ...(summary ? await told('summary comment', () => keepSummary(pull, output, conversation.comments)) : []),
    ...(review ? await told('comments on lines', () => commentOnLines(pull, conversation.reviewComments)) : []),
  ]
}

async function told(what: string, write: () => Promise<void>): Promise<readonly string[]> {
  try {
    await write()
    return []
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return [`The ${what} that the settings ask for could not be written: ${error.message}.`]
  }
}

async function keepSummary(
  { key, headSha, addsAccess }: CommentedPull,
  output: CheckOutput,
  comments: Comments,
): Promise<void> {
  const step = summaryStep(await comments.own(key), output, { headSha, addsAccess })
  switch (step.kind) {
    case 'nothing':
      return
    case 'add':
      await comments.add(key, step.body)
      return
    case 'edit':
      await unlessGone(comments.edit(key, step.id, step.body))
  }
}

async function commentOnLines(
  { key, headSha, findings, places }: CommentedPull,
  reviewComments: ReviewComments,
): Promise<void> {
  const plan = lineComments(findings, places, await reviewComments.own(key))
  for (const { id, body } of plan.edit) await unlessGone(reviewComments.edit(key, id, body))
  if (plan.add.length > 0) await reviewComments.add(key, headSha, plan.body, plan.add)
}

/** Somebody may delete a comment while it is being edited: there is nothing to bring up to date then. */
async function unlessGone(edit: Promise<void>): Promise<void> {
  try {
    await edit
  } catch (error) {
    if (!(error instanceof Fault && error.kind === 'not-found')) throw error
  }
}
