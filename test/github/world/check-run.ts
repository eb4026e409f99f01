import type { Account } from './account.ts'
import type { App } from './app.ts'

export type CheckStatus = 'queued' | 'in_progress' | 'completed'
export type CheckConclusion =
  | 'success'
  | 'failure'
  | 'neutral'
  | 'cancelled'
  | 'skipped'
  | 'timed_out'
  | 'action_required'

export interface Annotation {
  readonly path: string
  readonly start_line: number
  readonly end_line: number
  readonly start_column: number | null
  readonly end_column: number | null
  readonly annotation_level: 'notice' | 'warning' | 'failure'
  readonly title: string | null
  readonly message: string
  readonly raw_details: string | null
}

export interface CheckAction {
  readonly label: string
  readonly description: string
  readonly identifier: string
}

export interface CheckRun {
  readonly id: number
  readonly app: App
  readonly suite: CheckSuite
  readonly headSha: string
  name: string
  externalId: string
  detailsUrl: string | null
  status: CheckStatus
  conclusion: CheckConclusion | null
  startedAt: string
  completedAt: string | null
  title: string | null
  summary: string | null
  text: string | null
  readonly annotations: Annotation[]
  actions: readonly CheckAction[]
  /** How often the app wrote it: 1 after it was created. */
  writes: number
}

/** One a commit and app; made by a push, or by the first check run. */
export interface CheckSuite {
  readonly id: number
  readonly app: App
  readonly headSha: string
  readonly headBranch: string | null
  readonly createdAt: string
}

export interface CommitStatus {
  readonly id: number
  readonly sha: string
  readonly creator: Account
  readonly state: 'error' | 'failure' | 'pending' | 'success'
  readonly context: string
  readonly description: string | null
  readonly targetUrl: string | null
  readonly createdAt: string
}
