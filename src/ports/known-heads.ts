import type { PullRequestKey } from './pull-requests.ts'

/**
 * The heads that pull requests had when something was heard of them last. They may have moved on since: which commit it
 * is has to be looked at once its check has no other writer.
 */
export interface KnownHeads {
  of(key: PullRequestKey): string | undefined
  note(key: PullRequestKey, headSha: string): void
}
