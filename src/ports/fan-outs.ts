import type { RepositoryKey } from './pull-requests.ts'

/** Which open pull requests something concerns that happened to none of them in particular. */
export type FanOut =
  /** All those of an installation, from a page of its repositories (the first is 1) on. */
  | { readonly kind: 'installation'; readonly installationId: number; readonly page: number }
  | { readonly kind: 'repository'; readonly repository: RepositoryKey }
  /** Those onto a branch. */
  | { readonly kind: 'base'; readonly repository: RepositoryKey; readonly branch: string }

/** Jobs that have many pull requests examined. The same one is asked for once, however often, until it begins. */
export interface FanOuts {
  /** Throws `Fault` where it could not be queued. */
  request(fanOut: FanOut): Promise<void>
}

/** What runs the jobs; throws to have one tried again. `signal` aborts when the job ran out of time or was taken away. */
export interface FanOutHandlers {
  readonly spread: (fanOut: FanOut, signal: AbortSignal) => Promise<void>
  /** Called when a job has failed for the last time, so that nothing ends in silence. */
  readonly abandoned: (fanOut: FanOut, reason: string) => Promise<void>
}
