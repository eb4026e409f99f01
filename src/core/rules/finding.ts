import type { AccessRequest } from '../authorization/access.ts'
import type { Suggestion } from '../suggestion/suggestion.ts'

export type Severity = 'low' | 'medium' | 'high' | 'critical'

export type FindingKind = 'broadened' | 'guardrail-removed' | 'undecided' | 'governance' | 'authorship'

/** One thing a human must know before the merge, at the lines that cause it. The JSON contract of `review`. */
export interface Finding {
  /** `<category>/<name>`, the rule's file below rules/. */
  readonly rule: string
  readonly severity: Severity
  readonly kind: FindingKind
  readonly resource: string
  readonly file: string
  /** 1-based, inclusive: head's lines, or base's where `side` is `base`. */
  readonly startLine: number
  readonly endLine: number
  /** The cause is a deleted line; `annotation` then tells where at head to stand. */
  readonly side?: 'base'
  /** Where an annotation stands at head when the cause is a deleted line, and what went. */
  readonly annotation?: { readonly startLine: number; readonly endLine: number; readonly quote: string }
  readonly title: string
  readonly message: string
  readonly witness?: AccessRequest
  /** Settings make it a hint where it stands: it holds nothing. */
  readonly advisory?: true
  /** Lines at head that take the finding away: they were tried. Absent where nobody asked for them. */
  readonly suggestion?: Suggestion
  /** SHA-256, hex, over what the finding says (not where it stands). */
  readonly digest: string
}
