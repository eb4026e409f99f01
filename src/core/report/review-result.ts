import type { PullRequestAuthorship } from '../authorship/authorship.ts'
import type { AccessDifference } from '../difference/difference.ts'
import type { Finding } from '../rules/finding.ts'
import type { WaivedFinding } from '../rules/waiver.ts'

/** What one review concluded: the command line prints it, the gate decides on it. */
export interface ReviewResult {
  readonly verdict: 'clear' | 'needs-second-human' | 'failed'
  /** Ids of the rules whose findings no approval releases; then a second human is not enough. */
  readonly blockedBy: readonly string[]
  readonly findings: readonly Finding[]
  /** Findings that hold nothing, since waivers name them. */
  readonly waived: readonly WaivedFinding[]
  readonly difference: AccessDifference
  readonly authorship: PullRequestAuthorship
  /** Sentences that say which lines AI tools wrote and what access these open. */
  readonly authored: readonly string[]
  readonly coverage: Coverage
  readonly diagnostics: readonly LocatedDiagnostic[]
  readonly elapsedMs: number
}

export interface Coverage {
  /** Governed files that the change touches. */
  readonly files: number
  /** How many of them were understood whole. */
  readonly analysed: number
  readonly undecided: readonly { readonly file: string; readonly line: number; readonly reason: string }[]
}

export interface LocatedDiagnostic {
  readonly severity: 'error' | 'warning'
  readonly code: string
  readonly file: string
  readonly line: number
  readonly column: number
  readonly summary: string
  readonly detail: string
}
