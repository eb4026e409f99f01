/** A range of one file: `file` is the repository-relative POSIX path, `start` and `end` are UTF-16 offsets, end exclusive. */
export interface Span {
  readonly file: string
  readonly start: number
  readonly end: number
}

/** Lines of a file, 1-based and inclusive, as GitHub's annotations count them. */
export interface LineRange {
  readonly startLine: number
  readonly endLine: number
}

/** Of what is written in no file. */
export const NOWHERE: Span = { file: '', start: 0, end: 0 }
