import type { CommitFacts } from './authorship.ts'
import { WEB_FLOW } from './platform-account.ts'
import type { TimelineEvent } from './timeline.ts'

/**
 * Whether a commit is, as far as can be known, what GitHub makes of a reviewer's suggestion when somebody applies it:
 * one parent, committed and signed by GitHub, and changing only files on which this reviewer has suggested something.
 * Where any of it is unknown the answer is no.
 */
export function isAppliedSuggestion(commit: CommitFacts, reviewer: string, events: readonly TimelineEvent[]): boolean {
  const { parents, committerLogin, verification, files } = commit
  if (parents !== 1 || committerLogin?.toLowerCase() !== WEB_FLOW || verification?.verified !== true) return false
  if (files === undefined || files.length === 0) return false
  const suggested = new Set(events.flatMap((event) => suggestedFile(event, reviewer) ?? []))
  return files.every((path) => suggested.has(path))
}

function suggestedFile(event: TimelineEvent, reviewer: string): string | undefined {
  if (event.kind !== 'commented' || event.actor?.login.toLowerCase() !== reviewer.toLowerCase()) return undefined
  return SUGGESTION.test(event.body) ? event.path : undefined
}

/** The fence in which GitHub keeps the lines that are to take the place of others. */
const SUGGESTION = /^[ \t]{0,3}(?:`{3,20}|~{3,20})suggestion\b/m
