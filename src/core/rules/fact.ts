import type { CommitAuthorship, LineRange } from '../authorship/authorship.ts'
import type { GrantedRegion, UndecidedRegion } from '../difference/difference.ts'
import type { Location } from '../difference/location.ts'
import type { Diagnostic } from '../text/diagnostic.ts'

export type { Location }

/** What the analysis found out, before any rule judges it. */
export type Fact = AccessFact | GovernanceFact | AuthorshipFact | CommitsFact

/** What adds access, or may: nobody knows what is not decided or not readable. */
export type AccessFact = GrantedFact | UndecidedFact | MalformedFact

/** In which circumstances an access fact holds. */
export interface Circumstances {
  /** Other addresses that it concerns: further instances of the same declaration. */
  readonly also?: readonly string[]
  /** The variants in which it holds, for people, where it does not hold in all: `with env/prod.tfvars`. */
  readonly variants?: readonly string[]
  /** Where the statement stands, where that is not where the fact stands: `modules/role/main.tf:12`. */
  readonly statement?: string
}

/** Regions that one place causes, in one policy. Never empty; all of one origin. */
export interface GrantedFact extends Circumstances {
  readonly kind: 'granted'
  readonly location: Location
  readonly address: string
  readonly regions: readonly [GrantedRegion, ...GrantedRegion[]]
  /** What is undecided in the same place, and is told by this as long as this is held. */
  readonly told?: readonly UndecidedFact[]
}

export interface UndecidedFact extends Circumstances {
  readonly kind: 'undecided'
  readonly location: Location
  readonly address: string
  readonly region: UndecidedRegion
}

/** A governed file that could not be read: what it grants is not known. */
export interface MalformedFact {
  readonly kind: 'malformed'
  readonly location: Location
  readonly address: string
  readonly diagnostic: Diagnostic
}

/** A change to what judges changes (settings, rules, owners), or a way round the review. */
export interface GovernanceFact {
  readonly kind: 'governance'
  readonly location: Location
  readonly address: string
  readonly what:
    | 'settings-changed'
    | 'settings-unreadable'
    | 'floor-unreadable'
    | 'second-opinion-disagrees'
    | 'authorship-incomplete'
    | 'merge-conflict'
    /** What a configuration does beside saying what there is: see `Conduct`. */
    | 'runs-code'
    | 'asks-elsewhere'
    | 'provider-source'
    | 'module-owner'
    | 'ignored-access'
    | 'acts-elsewhere'
    | 'imported-principal'
    /** A rule's expression could not be evaluated on this change: judged by hand. */
    | 'rule-failed'
    /** No rule takes this fact: held rather than passed over. */
    | 'unjudged'
  readonly detail: string
}

/** AI tools wrote or helped to write commits that change governed lines; one fact a changed governed file. */
export interface AuthorshipFact {
  readonly kind: 'authorship'
  /** False for a file that grants nothing; absent means governed. Held only with `authorship.hold: any`. */
  readonly governed?: boolean
  readonly location: Location
  readonly address: string
  /** Ids of the tools, and in the same order what people call them, where that is another name. */
  readonly tools: readonly string[]
  readonly toolNames?: readonly string[]
  readonly commits: readonly CommitAuthorship[]
  /** What the tools' lines of this file do to access; absent where they do nothing to it. */
  readonly opened?: OpenedAccess
}

/** Access facts that stand on lines of AI tools. */
export interface OpenedAccess {
  /** Head's lines of the file that carry them or, where the location says so, base's lines that went. */
  readonly lines: readonly LineRange[]
  readonly known: LinesKnown
  /** Never empty. */
  readonly facts: readonly AccessFact[]
}

/**
 * How it is known that the lines are an AI tool's: `history` says which commit last changed them, a `note` names them,
 * or nobody but marked commits changes the file (`only-author`). Where it is not known, it is asked for all the same:
 * marked commits change the file (`file`), or may change it (`commits`), or the mark is the `pull-request`'s.
 */
export type LinesKnown = 'history' | 'note' | 'only-author' | 'file' | 'commits' | 'pull-request'

/** Commits to governed files that do not show whose they are, or do not say so: one fact for all of one reason. */
export interface CommitsFact {
  readonly kind: 'commits'
  readonly location: Location
  readonly address: string
  readonly what: CommitsProblem
  /** Never empty. */
  readonly commits: readonly CommitDetail[]
}

export type CommitsProblem =
  /** The author's or the committer's address belongs to no account. */
  | 'unattributed'
  /** None of the trailers that the settings ask for is there. */
  | 'undeclared'
  /** A trailer says that no AI tool took part, and a mark says that one did. */
  | 'declaration-contradicted'
  /** The platform says that the signature does not fit. */
  | 'signature-refused'
  /** The platform could not check the signature. */
  | 'signature-unchecked'
  /** Nobody who is known to have acted here stands behind the author's name. */
  | 'author-unconfirmed'

export interface CommitDetail {
  readonly sha: string
  /** What is the matter with it, for people: part of a sentence, already fit to be shown. */
  readonly detail: string
}
