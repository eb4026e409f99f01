import { type LineChanges, lineChanges } from '../text/line-changes.ts'
import { indexLines, type LineIndex, linesOf, positionAt } from '../text/lines.ts'
import type { LineRange, Span } from '../text/span.ts'

/** The texts of one change, base and head, with lines and line differences computed once a file. */
export interface SourceVersions {
  /** The lines of a span, in the version it was read from. Undefined where that version has no such file. */
  lines(side: 'base' | 'head', span: Span): LineRange | undefined
  /** Line and column of a span's start, in head's version or, where there is none, in base's. */
  position(span: Span): { readonly line: number; readonly column: number }
  changes(file: string): LineChanges
  text(side: 'base' | 'head', file: string): string | undefined
}

/** Texts by path; a path that is missing on one side does not exist there. */
export function sourceVersions(base: ReadonlyMap<string, string>, head: ReadonlyMap<string, string>): SourceVersions {
  const texts = { base, head }
  const indexes = { base: new Map<string, LineIndex>(), head: new Map<string, LineIndex>() }
  const changes = new Map<string, LineChanges>()
  const indexOf = (side: 'base' | 'head', file: string): LineIndex | undefined => {
    const text = texts[side].get(file)
    if (text === undefined) return undefined
    const index = indexes[side].get(file) ?? indexLines(text)
    indexes[side].set(file, index)
    return index
  }
  return {
    text: (side, file) => texts[side].get(file),
    lines(side, span) {
      const index = indexOf(side, span.file)
      return index && linesOf(index, span)
    },
    position({ file, start }) {
      return positionAt(indexOf('head', file) ?? indexOf('base', file) ?? indexLines(''), start)
    },
    changes(file) {
      const known = changes.get(file) ?? lineChanges(base.get(file), head.get(file))
      changes.set(file, known)
      return known
    },
  }
}
