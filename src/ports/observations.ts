import type { PullRequestKey, RepositoryName, TeamName } from './pull-requests.ts'

/** What the last examination of a pull request saw that its verdict depends on, in short. */
export interface Observation {
  /** A digest of head, base and text: see `stateOf`. */
  readonly state: string
  /** A digest of the reviews. */
  readonly reviews: string
  /** GitHub's `updated_at` when the reviews were last found to be these still; absent where nobody has looked since. */
  readonly confirmedAt?: string
  /** What was asked about people, each question once. */
  readonly people: readonly PeopleSeen[]
}

/** Something that GitHub was asked about people, and a digest of its answer: see `peopleAnswer`. */
export interface PeopleSeen {
  readonly question: PeopleQuestion
  readonly answer: string
}

/** As the methods of `PullRequests` ask: who may write, what one of them may do, who is in a team, whether one is. */
export type PeopleQuestion =
  | { readonly kind: 'writers' }
  | { readonly kind: 'access'; readonly login: string }
  | { readonly kind: 'members'; readonly team: TeamName }
  | { readonly kind: 'membership'; readonly team: TeamName; readonly login: string }

/** What is known to be examined, to find what is not. Every method throws `Fault`. */
export interface Observations {
  /** By number. A pull request whose last examination has not concluded has none. */
  of(repository: RepositoryName): Promise<ReadonlyMap<number, Observation>>
  /** An examination ended in a verdict. */
  set(key: PullRequestKey, observation: Observation): Promise<void>
  /** An examination begins: until it ends nothing is known. */
  forget(key: PullRequestKey): Promise<void>
  /** All pull requests of an account, or of one of its repositories, are to be examined again. */
  forgetAll(of: { readonly owner: string; readonly repo?: string }): Promise<void>
  /** The reviews at this `updated_at` are those of the observation; without effect where there is none. */
  confirm(key: PullRequestKey, updatedAt: string): Promise<void>
}
