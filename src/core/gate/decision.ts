/** An account as GitHub's API gives it. */
export interface Account {
  readonly login: string
  readonly id: number
  readonly type: 'User' | 'Bot' | 'Organization' | 'Mannequin'
}

export type RepositoryPermission = 'admin' | 'write' | 'read' | 'none'

/** One review of a pull request, in GitHub's words. `submittedAt` is ISO 8601. */
export interface SubmittedReview {
  readonly id: number
  readonly author: Account | null
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING'
  readonly commitSha: string | null
  readonly submittedAt: string
  /** Of a dismissed review. Absent where it is not known, which is never to be taken for a dismissed approval. */
  readonly dismissal?: Dismissal
}

/** What a dismissed review had said, and who dismissed it; null for an account that no longer exists. */
export interface Dismissal {
  readonly from: 'APPROVED' | 'CHANGES_REQUESTED'
  readonly by: Account | null
}

/** What a check run told the world, and when: an approval counts only for what its giver could have seen. */
export interface Publication {
  readonly headSha: string
  readonly digest: string
  /** GitHub's own clock, ISO 8601: when the check run with this digest had been written. */
  readonly publishedAt: string
}

export interface CountedApproval {
  readonly login: string
  readonly reviewId: number
  readonly commitSha: string
}

export interface UncountedApproval {
  readonly login: string
  readonly reviewId: number
  /** A whole sentence for the summary. */
  readonly reason: string
}

/** What became of the demand that somebody in particular approves. */
export interface DemandOutcome {
  /** `Somebody in acme/security`, `An owner of main.tf (@dora)`. */
  readonly who: string
  /** Whose approvals meet it; nobody's where it holds. */
  readonly metBy: readonly string[]
  /** One or more whole sentences for the summary. */
  readonly text: string
  /** For people: who can meet it. */
  readonly nextStep: string
  /** Logins of those who can. */
  readonly candidates: readonly string[]
}

/** What lets a change pass that nobody countersigned. Times are ISO 8601. */
export type Release =
  | {
      readonly kind: 'override'
      readonly login: string
      /** As people write it: `acme/oncall`. */
      readonly team: string
      readonly commentId: number
      readonly statedAt: string
      readonly expiresAt: string
      /** The person's own words. */
      readonly reason: string
    }
  /** Everybody who may write to the repository, the author first. */
  | { readonly kind: 'acknowledgement'; readonly logins: readonly string[] }

/** A statement that releases nothing. */
export interface RefusedStatement {
  readonly login: string
  readonly commentId: number
  readonly kind: 'acknowledgement' | 'override'
  /** One or more whole sentences for the summary. */
  readonly reason: string
}

/** The gate's answer, explained. */
export interface Decision {
  /** `overridden` and `self-acknowledged` let the merge through, and are never to be called countersigned. */
  readonly state: 'clear' | 'countersigned' | 'self-acknowledged' | 'overridden' | 'held' | 'advisory'
  /** How many approvals by independent humans are needed, and how many count. */
  readonly approvalsNeeded: number
  readonly counted: readonly CountedApproval[]
  readonly uncounted: readonly UncountedApproval[]
  /** Teams and owners who have to approve, beside the number of humans; none where nothing is held by itself. */
  readonly demands: readonly DemandOutcome[]
  /** Ids of the rules that no approval satisfies; none where nothing is held by itself. */
  readonly blockedBy: readonly string[]
  /** Humans who object: their latest opinion requests changes, and nobody who may has dismissed it. */
  readonly objections: readonly string[]
  /** By what an overridden or self-acknowledged change passes; undefined in every other state. */
  readonly release: Release | undefined
  /** Statements that do not release a change that is held; none where nothing has to be released. */
  readonly refused: readonly RefusedStatement[]
  /** One sentence a step, in order: why this state. */
  readonly explanation: readonly string[]
  /** For people: who can unblock, and how. */
  readonly nextStep: string
}
