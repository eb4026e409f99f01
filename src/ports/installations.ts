import type { RepositoryKey } from './pull-requests.ts'

/** A repository as the list of an installation shows it. */
export interface InstalledRepository extends RepositoryKey {
  /** ISO 8601; null where nothing was ever pushed. The same as before where no branch has moved since. */
  readonly pushedAt: string | null
  /** Issues and pull requests together: 0 where there is no open pull request either. */
  readonly openIssues: number
  readonly defaultBranch: string
}

/** A pull request as a list shows it. */
export interface ListedPullRequest {
  readonly number: number
  readonly headSha: string
  readonly baseRef: string
  readonly draft: boolean
  readonly body: string
  /** ISO 8601. Moves with whatever happens to the pull request, but not with its base branch. */
  readonly updatedAt: string
}

/** An answer to "has this changed since?": `etag` names what was read. */
export type Changed<T> =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'changed'; readonly etag?: string; readonly value: T }

/** How many more requests GitHub takes of an installation this hour, as its last answer told. */
export interface RemainingRequests {
  readonly remaining: number
  readonly limit: number
}

/** What the app can see, read in few requests. Every method throws `Fault`. */
export interface Installations {
  /** Ids of the installations that are not suspended, ascending. */
  list(): Promise<readonly number[]>
  /** One page (from 1) of an installation's repositories, without archived and disabled ones. */
  repositories(installationId: number, page: number): Promise<Page<InstalledRepository>>
  /** One page (from 1) of the open pull requests, the one that was updated last first. */
  openPullRequests(repository: RepositoryKey, page: number, etag?: string): Promise<Changed<Page<ListedPullRequest>>>
  /** The tip of a branch; null where there is no such branch. */
  tip(repository: RepositoryKey, branch: string, etag?: string): Promise<Changed<string | null>>
  /** Undefined before the first answer. */
  remaining(installationId: number): RemainingRequests | undefined
}

export interface Page<T> {
  readonly items: readonly T[]
  readonly isLast: boolean
}
