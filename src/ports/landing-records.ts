import type { RepositoryName } from './pull-requests.ts'

/** A branch came from one commit to another. `before` is `NO_COMMIT` where it is the first that is known of it. */
export interface Move {
  readonly branch: string
  readonly before: string
  /** Where the branch stood afterwards. */
  readonly sha: string
}

/** What became of one move of a governed branch. */
export interface Landing extends Move {
  /** `uncovered`: access landed that nobody has countersigned. */
  readonly standing: 'pending' | 'clean' | 'uncovered'
}

/** A move that is to be looked at; no event told of one that is not `heard`, so that nobody knows who made it. */
export interface BegunMove extends Move {
  readonly isHeard: boolean
}

/** How branches came to where they stand: every move is kept, also of several to one commit. All throw `Fault`. */
export interface LandingRecords {
  /**
   * An event tells of a move that is about to be looked at. Returns what is to be looked at, in this order: where the
   * branch was last known to stand elsewhere, at a commit that led nowhere, what lies between comes first; and a branch
   * that is made anew comes from where it stood before. The event that comes twice takes back nothing that was decided.
   */
  begin(repository: RepositoryName, move: Move): Promise<readonly BegunMove[]>
  /**
   * The branch was seen at a commit, and no event told of it. Returns the move from where it was last known to stand;
   * undefined where that is no move that is not known yet, or nothing was known: then this is where it begins.
   */
  seenAt(repository: RepositoryName, tip: Omit<Move, 'before'>): Promise<BegunMove | undefined>
  settle(repository: RepositoryName, landing: Landing): Promise<void>
  /** A branch that was made at `sha` comes from `before` from now on: that is what it was compared with. */
  settleNew(repository: RepositoryName, landing: Landing): Promise<void>
  /** The branch turned out not to be governed. */
  forget(repository: RepositoryName, move: Move): Promise<void>
  /** The moves to this commit. */
  at(repository: RepositoryName, sha: string): Promise<readonly Landing[]>
  /** All moves of branches, the one that was heard of first first; undefined where they are too many to be followed. */
  of(repository: RepositoryName): Promise<readonly Landing[] | undefined>
  /** Where branches were last known to stand. */
  tips(repository: RepositoryName): Promise<ReadonlyMap<string, string>>
}
