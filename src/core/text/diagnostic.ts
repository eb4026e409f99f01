import type { Span } from './span.ts'

/**
 * Something to tell the user about their own files. Diagnostics are collected, never thrown.
 * `error` means that a part of the file could not be understood: whatever depends on it is undecided.
 */
export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  /** Stable kebab-case name of the kind of problem, e.g. `hcl-unclosed-block`. */
  readonly code: string
  /** One line, no file name, no full stop. */
  readonly summary: string
  /** What is wrong here and what the way out is, in whole sentences. */
  readonly detail: string
  /** The tightest range that is wrong. */
  readonly subject: Span
  /** A wider range to show around it, e.g. the whole block. */
  readonly context?: Span
}
