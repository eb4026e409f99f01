import type { PullRequestKey, RepositoryName } from './pull-requests.ts'

/** What the last examination of a pull request saw that its verdict depends on, in short. */
export interface Observation {
  /** A digest of head, base and text: see `stateOf`. */
  readonly state: string
  /** A digest of the reviews. */
  readonly reviews: string
  /** GitHub's `updated_at` when the reviews were last found to be these still; absent where nobody has looked since. */
  readonly confirmedAt?: string
}

/** What is known to be examined, to find what is not. Every method throws `Fault`. */
export interface Observations {
  /** By number. A pull request whose last examination has not concluded has none. */
  of(repository: RepositoryName): Promise<ReadonlyMap<number, Observation>>
  /** An examination ended in a verdict. */
  set(key: PullRequestKey, observation: Observation): Promise<void>
  /** An examination begins: until it ends nothing is known. */
  forget(key: PullRequestKey): Promise<void>
  /** The reviews at this `updated_at` are those of the observation; without effect where there is none. */
  confirm(key: PullRequestKey, updatedAt: string): Promise<void>
}
