import { proseMarkdown } from '../core/report/escape-markdown.ts'
import type { CheckOutput, Checks } from '../ports/checks.ts'
import { Fault } from '../ports/fault.ts'
import type { PullRequestKey, PullRequests } from '../ports/pull-requests.ts'
import { requestReviews, type ShownPull } from './request-reviews.ts'
import { type CommentedPull, type Conversation, writeComments } from './write-comments.ts'

/** A check that was written, and whom it concerns. */
export interface WrittenCheck {
  readonly checkRun: number
  readonly output: CheckOutput
  readonly shown: ShownPull & { readonly asks: boolean }
  readonly commented: readonly CommentedPull[]
}

/**
 * Does what the settings ask for beside the check: asks people for their review, writes comments. Where a part of it
 * fails, the check says so below its verdict, which stands all the same.
 */
export async function speakBeside(
  key: PullRequestKey,
  written: WrittenCheck,
  dependencies: {
    readonly pullRequests: PullRequests
    readonly checks: Checks
    readonly conversation?: Conversation
  },
): Promise<void> {
  const { shown, commented, output } = written
  const { pullRequests, checks, conversation } = dependencies
  const refusal = shown.asks ? await requestReviews(key, shown, pullRequests) : undefined
  const remarks = refusal === undefined ? [] : [refusal]
  if (conversation !== undefined) {
    for (const pull of commented) remarks.push(...(await writeComments(pull, output, conversation)))
  }
  if (remarks.length > 0) await addRemarks(key, written, remarks, checks)
}

async function addRemarks(
  key: PullRequestKey,
  { checkRun, output }: WrittenCheck,
  remarks: readonly string[],
  checks: Checks,
): Promise<void> {
  const [verdict = '', ...rest] = output.summary.split('\n\n')
  const said = [...new Set(remarks)].map((remark) => proseMarkdown(remark))
  try {
    await checks.remark(key, checkRun, { ...output, summary: [verdict, ...said, ...rest].join('\n\n') })
  } catch (error) {
    // What is lost is a remark: the check has its verdict.
    if (!(error instanceof Fault)) throw error
  }
}
