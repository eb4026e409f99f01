import { type LineChanges, lineChanges } from '../text/line-changes.ts'
import { indexLines, type LineIndex, linesOf } from '../text/lines.ts'
import type { LineRange, Span } from '../text/span.ts'

/** The texts of one change, base and head, with lines and line differences computed once a file. */
export interface SourceVersions {
  /** The lines of a span, in the version it was read from. Undefined where that version has no such file. */
  lines(side: 'base' | 'head', span: Span): LineRange | undefined
  changes(file: string): LineChanges
  text(side: 'base' | 'head', file: string): string | undefined
}

/** Texts by path; a path that is missing on one side does not exist there. */
export function sourceVersions(base: ReadonlyMap<string, string>, head: ReadonlyMap<string, string>): SourceVersions {
  const texts = { base, head }
  const indexes = { base: new Map<string, LineIndex>(), head: new Map<string, LineIndex>() }
  const changes = new Map<string, LineChanges>()
  return {
    text: (side, file) => texts[side].get(file),
    lines(side, span) {
      const text = texts[side].get(span.file)
      if (text === undefined) return undefined
      const index = indexes[side].get(span.file) ?? indexLines(text)
      indexes[side].set(span.file, index)
      return linesOf(index, span)
    },
    changes(file) {
      const known = changes.get(file) ?? lineChanges(base.get(file), head.get(file))
      changes.set(file, known)
      return known
    },
  }
}
