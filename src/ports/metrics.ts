import type { Alert } from './alerts.ts'
import type { CheckConclusion } from './checks.ts'
import type { Fault } from './fault.ts'
import type { AbandonedJob } from './jobs.ts'
import type { RequestPriority } from './request-priority.ts'

/**
 * What the operators can count and time. Nothing of it may throw or wait, and nothing that it is given tells of a
 * repository, a person or a secret: names become labels, which everybody sees who may look at the figures.
 */
export interface Metrics {
  /** A webhook was answered; `event` is trusted only where its signature was. */
  deliveryAnswered(delivery: AnsweredDelivery): void
  /** An examination has ended. */
  examined(examination: EndedExamination): void
  /** A step of an examination that a webhook led to was reached so long after the webhook had arrived. */
  sinceWebhook(step: 'check-created' | 'verdict', seconds: number): void
  /** GitHub answered a request, or did not. */
  githubAnswered(request: AnsweredRequest): void
  /** A request is sent again because of a fault of this kind. */
  githubRetried(fault: Fault['kind']): void
  /** GitHub refused a request as too much: the hour's requests are used up, or a secondary limit was met. */
  githubLimited(limit: 'primary' | 'secondary'): void
  /** A background request waited so long, or was put off, so that pull requests go first. */
  githubHeldBack(outcome: 'waited' | 'put-off'): void
  /** What GitHub says is left of an installation's requests this hour. */
  githubRemaining(installationId: number, remaining: number, limit: number): void
  /** A blob was asked for; `bytes` came from where the outcome says. */
  blobRead(outcome: 'hit' | 'miss', bytes: number): void
  /** One sweep has ended and had so many lost webhooks sent again. */
  swept(redelivered: number): void
  /** A look at a repository's open pull requests has ended and had so many of them examined. */
  reconciled(looked: number, requested: number): void
  alerted(kind: Alert['kind']): void
  abandoned(kind: AbandonedJob['kind']): void
}

export interface AnsweredDelivery {
  readonly event: string
  readonly outcome: 'accepted' | 'duplicate' | 'refused' | 'not-stored'
  readonly seconds: number
}

export interface EndedExamination {
  /** What the check says; `none` where nothing was to be examined, `fault` where the outside world failed. */
  readonly conclusion: CheckConclusion | 'none' | 'fault'
  readonly seconds: number
  /** Cold where this process had not examined the pull request before. */
  readonly start: 'cold' | 'warm'
}

export interface AnsweredRequest {
  /** Method and route with its parameters unfilled: `GET /repos/{owner}/{repo}/pulls/{pull_number}`. */
  readonly operation: string
  /** HTTP's; 0 where there was no answer. */
  readonly status: number
  readonly priority: RequestPriority
  readonly seconds: number
}
