import { timeText } from '../gate/release-text.ts'
import { proseMarkdown } from './escape-markdown.ts'

/** An earlier pull request that led to the same files and was countersigned. */
export interface CountersignedBefore {
  readonly number: number
  /** Logins of those whose approval counted. */
  readonly by: readonly string[]
  /** ISO 8601. */
  readonly at: string
  /** Whether it also added the very same access. */
  readonly isSame: boolean
}

/** Says that a change brings back what was countersigned before. */
export function beforeLead(before: CountersignedBefore | undefined): readonly string[] {
  if (before === undefined) return []
  const { number, by, at, isSame } = before
  const who = proseMarkdown(`countersigned by ${by.join(', ')} on ${timeText(at)}.`)
  const what = isSame
    ? `This brings back access that was countersigned before: #${number} added the very same to the very same files, ${who}`
    : `This leads to files exactly as they were in #${number}, which may have added something else, and was ${who}`
  return [`${what} That decides nothing: what somebody saw then is no approval of this change.`]
}
