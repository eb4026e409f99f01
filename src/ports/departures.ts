import type { RepositoryName } from './pull-requests.ts'

/** What the app is no longer installed on: one repository, or all of an account where none is named. */
export interface Departed {
  readonly installationId: number
  readonly owner: string
  readonly repo?: string
}

/** An account that content is kept of. The installation's id is 0 where it is not known. */
export interface KeptAccount extends RepositoryName {
  readonly installationId: number
}

/** Content of repositories that was kept somewhere. */
export interface KeptContent {
  /** Deletes what was kept of these repositories. Deleting it again is harmless. Throws `Fault`. */
  forget(departed: Departed): Promise<void>
}

/**
 * What the store still knows of repositories that the app has left. `forget` deletes what is needed only while the app
 * is installed, waiting jobs among it, and notes the departure. Who pushed, and what was shown and stated, stays for a
 * while: the app may be installed again on the very pull requests. Every method throws `Fault`.
 */
export interface Departures extends KeptContent {
  /**
   * Deletes content once more where the departure is still noted: what was under way then has kept some since. Notes
   * nothing, and leaves jobs alone.
   */
  forgetAgain(departed: Departed): Promise<void>
  /** Accounts of which content is kept and no departure is noted, each with one of its repositories. */
  accounts(): Promise<readonly KeptAccount[]>
  /** Deletes what `forget` has left. */
  forgetLedger(repository: RepositoryName): Promise<void>
  /** The app is installed there again. Of an account its repositories are still to be named. */
  returned(departed: Pick<Departed, 'owner' | 'repo'>): Promise<void>
  hasLeft(repository: RepositoryName): Promise<boolean>
  /** Departures that were noted at or after this time, ISO 8601. */
  since(at: string): Promise<readonly Departed[]>
  /** Repositories that were left before this time and of which there are records, some hundreds at most. */
  before(at: string): Promise<readonly RepositoryName[]>
}
