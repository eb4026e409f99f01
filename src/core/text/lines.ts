import type { LineRange } from './span.ts'

/** Where each line of a text starts: one pass over the text, then a binary search a question. */
export interface LineIndex {
  readonly starts: readonly number[]
  readonly length: number
}

/** Indexes `text`. A line ends at `\n` (a `\r` before it belongs to the line). */
export function indexLines(text: string): LineIndex {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return { starts, length: text.length }
}

/** The 1-based line and column (UTF-16 units) of an offset; offsets outside the text are clamped to it. */
export function positionAt(index: LineIndex, offset: number): { readonly line: number; readonly column: number } {
  const at = Math.min(Math.max(offset, 0), index.length)
  let low = 0
  let high = index.starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((index.starts[middle] ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: at - (index.starts[low] ?? 0) + 1 }
}

/** The lines that `[start, end)` touches; an empty range touches the line it stands on. */
export function linesOf(index: LineIndex, range: { readonly start: number; readonly end: number }): LineRange {
  const startLine = positionAt(index, range.start).line
  const endLine = positionAt(index, Math.max(range.start, range.end - 1)).line
  return { startLine, endLine: Math.max(startLine, endLine) }
}
