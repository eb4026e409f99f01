import type { CommitAuthorship } from '../authorship/authorship.ts'
import type { GrantedRegion, UndecidedRegion } from '../difference/difference.ts'
import type { Location } from '../difference/location.ts'
import type { Diagnostic } from '../text/diagnostic.ts'

export type { Location }

/** What the analysis found out, before any rule judges it. */
export type Fact = GrantedFact | UndecidedFact | MalformedFact | GovernanceFact | AuthorshipFact

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
    | 'second-opinion-disagrees'
    | 'authorship-incomplete'
    | 'merge-conflict'
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
  readonly tools: readonly string[]
  readonly commits: readonly CommitAuthorship[]
}
