import type { PullRequestKey } from './pull-requests.ts'

/** Pull requests that are to be examined at a certain time, whatever happens to them. Every method throws `Fault`. */
export interface DueExaminations {
  /** One time a pull request, `at` ISO 8601: a new one replaces the old one. */
  set(key: PullRequestKey, at: string): Promise<void>
  /** Those whose time has come, the longest due first. */
  due(nowMs: number): Promise<readonly DueExamination[]>
  /** Forgets one, unless it has got another time meanwhile. */
  done(due: DueExamination): Promise<void>
}

export interface DueExamination {
  readonly key: PullRequestKey
  /** ISO 8601. */
  readonly at: string
}
