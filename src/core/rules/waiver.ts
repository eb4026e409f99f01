import type { Finding } from './finding.ts'

/**
 * What an administrator has decided to accept: findings of one rule, at a resource or of one digest, until a day. In
 * the settings, or beside the code as an inline ignore. Whether it acts, `weighWaivers` decides.
 */
export interface Waiver {
  readonly kind: 'waiver' | 'inline-ignore'
  readonly rule: string
  /** An address, in which `*` may stand for a part of the last name; see resource-pattern.ts. */
  readonly resource?: string
  /** The file or the folder that the finding stands in. */
  readonly path?: string
  /** Of the finding, 64 hexadecimal digits. */
  readonly digest?: string
  readonly reason: string
  /** The login of whoever answers for it, as written. */
  readonly approver: string
  /** The last day on which it acts, `YYYY-MM-DD`, in UTC. */
  readonly until: string
  readonly at: WrittenAt
}

/** Where a waiver is written; 1-based. */
export interface WrittenAt {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** A finding that a waiver names: it is shown, and holds nothing. */
export interface WaivedFinding {
  readonly finding: Finding
  readonly waiver: Waiver
}

/** A waiver acts for a year and a day at most: whoever needs it longer looks at it again. */
export const MAX_WAIVER_DAYS = 366
