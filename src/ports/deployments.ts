import type { RepositoryName } from './pull-requests.ts'
import type { DeploymentRequest } from './watch-jobs.ts'

/** Answers to requests to deploy, as one of an environment's protection rules. It takes `deployments: write`. */
export interface DeploymentGate {
  /**
   * Lets a deployment go on, ends it, or says why it waits; `comment` is plain text. False where GitHub takes no answer
   * any more: the run has ended, or waits no longer. Throws `Fault`.
   */
  answer(request: DeploymentRequest, verdict: 'approved' | 'rejected' | 'waits', comment: string): Promise<boolean>
}

/** Deployments that wait. Every method throws `Fault`. */
export interface DeploymentRequests {
  /** Keeps a request; one that is kept already stays as it is. */
  add(request: DeploymentRequest): Promise<void>
  /** The newest ones of a repository, `MAX_WAITING_DEPLOYMENTS` at most. */
  waiting(repository: RepositoryName): Promise<readonly WaitingDeployment[]>
  /** Remembers what the app has said last. */
  said(request: DeploymentRequest, comment: string): Promise<void>
  /** The request was answered, or nobody waits any more. */
  remove(request: DeploymentRequest): Promise<void>
}

export interface WaitingDeployment extends DeploymentRequest {
  readonly lastComment?: string
}

export const MAX_WAITING_DEPLOYMENTS = 100
