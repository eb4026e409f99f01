/** How the double behaves where GitHub's own behaviour varies, or where a limit must be reached with little data. */
export interface Settings {
  /** GitHub refuses an author's approval of their own pull request; a test may need to see that it would not count. */
  allowSelfApproval: boolean
  /** Recursive trees above this many entries are `truncated`. */
  treeEntryLimit: number
  /** How many reads of a pull request find `mergeable: null` after its head or base moved. */
  mergeabilityReads: number
  /** How many reads after the base branch moved still show the merge with the old base, as GitHub may. */
  staleMergeReads: number
  /** Whether the secondary limits (points and writes a minute, requests at once) are enforced. */
  secondaryLimits: boolean
  /** Requests an hour and token. */
  requestsPerHour: number
  /** Files that pulls/{n}/files lists at most. */
  pullFileLimit: number
  /** Commits that pulls/{n}/commits lists at most. */
  pullCommitLimit: number
  /** Files that a comparison lists, on its first page only. */
  compareFileLimit: number
  /** Whether webhooks are sent without the receiver's certificate being checked. */
  webhookInsecureSsl: boolean
  webhookContentType: 'json' | 'form'
  /** GitHub Enterprise Server tells its version with each answer; github.com, null, has none. */
  enterpriseVersion: string | null
}

export const defaultSettings: Settings = {
  allowSelfApproval: false,
  treeEntryLimit: 100_000,
  mergeabilityReads: 0,
  staleMergeReads: 0,
  secondaryLimits: false,
  requestsPerHour: 5_000,
  pullFileLimit: 3_000,
  pullCommitLimit: 250,
  compareFileLimit: 300,
  webhookInsecureSsl: false,
  webhookContentType: 'json',
  enterpriseVersion: null,
}
