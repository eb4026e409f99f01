import type { RepositoryKey } from './pull-requests.ts'

/** A branch moved. `before` is a commit's id, `NO_COMMIT` where the branch is new. */
export interface PushedRange extends RepositoryKey {
  readonly branch: string
  readonly isDefault: boolean
  readonly before: string
  readonly after: string
  /** The login of whoever pushed, as the event tells; absent where none was heard of. */
  readonly pusher?: string
}

/** What git writes where there is no commit. */
export const NO_COMMIT = '0'.repeat(40)

/** A workflow waits to deploy a commit to an environment until the app, among others, lets it. */
export interface DeploymentRequest extends RepositoryKey {
  readonly runId: number
  readonly environment: string
  readonly sha: string
  readonly defaultBranch: string
}

/** What is to be done beside examining pull requests. */
export type WatchJob =
  | { readonly kind: 'push'; readonly push: PushedRange }
  | { readonly kind: 'deployment'; readonly request: DeploymentRequest }

/** One job a pushed range and a deployment request: asking again while one waits is asking once. Throws `Fault`. */
export interface WatchJobs {
  request(job: WatchJob): Promise<void>
}

/** What runs them, with the promises of `JobHandlers`. */
export interface WatchHandlers {
  readonly watch: (job: WatchJob, signal: AbortSignal) => Promise<void>
  /** Called when a job has failed for the last time. */
  readonly abandoned: (job: WatchJob, reason: string) => Promise<void>
}
