import type { Account } from '../core/gate/decision.ts'
import type { PullRequestKey } from './pull-requests.ts'

/** Somebody asks the app for something on an open pull request, in a comment or by a button on its check. */
export interface CommandJob {
  readonly key: PullRequestKey
  readonly by: Account
  /** Whether they opened the pull request, as the event tells; a button's does not. */
  readonly isAuthor: boolean
  /** Whether everybody may read the repository, when it was asked. */
  readonly isPublic: boolean
  readonly asked: AskedInComment | AskedByButton
}

interface AskedInComment {
  readonly kind: 'comment'
  readonly commentId: number
  /** The comment as it was written first. */
  readonly text: string
  /** GitHub's clock, ISO 8601. */
  readonly at: string
}

interface AskedByButton {
  readonly kind: 'button'
  /** Of the event: lower-case letters, digits and hyphens. GitHub gives an event that it delivers again the same one. */
  readonly eventId: string
  /** The identifier of the button. */
  readonly action: string
  /** The commit whose check it is on. */
  readonly headSha: string
}

/** One job a comment or press of a button: asking again while one waits is asking once. Throws `Fault`. */
export interface CommandJobs {
  requestCommand(job: CommandJob): Promise<void>
}

/** What runs them, with the promises of `JobHandlers`. */
export interface CommandHandlers {
  readonly run: (job: CommandJob, signal: AbortSignal) => Promise<void>
  /** Called when a job has failed for the last time. */
  readonly abandoned: (job: CommandJob, reason: string) => Promise<void>
}
