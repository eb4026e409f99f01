import type { CheckOutput } from './check-output.ts'
import { proseMarkdown } from './escape-markdown.ts'

/** What a check run shows where the review could not be done: that it was not, why, and what happens next. */
export function faultReport(message: string): CheckOutput {
  return {
    title: 'Failed: the review could not be done, so the merge is held',
    summary: [
      '**Failed: the review could not be done, so the merge is held.**',
      proseMarkdown(message),
      'Nothing is known about this change yet. The review is tried again by itself; pushing a commit or re-running the check starts it at once.',
    ].join('\n\n'),
    annotations: [],
  }
}
