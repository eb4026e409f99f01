import { type LineIndex, linesOf, positionAt } from '../text/lines.ts'
import type { LineRange } from '../text/span.ts'

/** UTF-16 offsets into a file's text, end exclusive. */
export interface Offsets {
  readonly start: number
  readonly end: number
}

/** What a parser leaves of one file, whatever its language. */
export interface CommentedFile {
  readonly file: string
  readonly text: string
  /** In the order of the text. `text` is what stands between the markers. */
  readonly comments: readonly (Offsets & { readonly text: string })[]
  /** Everything that an annotation can be about: arguments, blocks, elements of lists and objects. In any order. */
  readonly items: readonly Offsets[]
}

/**
 * The lines of what a comment is about: the outermost item that starts on one of the comment's own lines, or else on
 * the next line with code. Undefined where no item starts there, as beside a closing bracket: an ignore must not slip
 * on to whatever comes next. The items are sorted: those that start first, and of those the longest, come first.
 */
export function coveredLines(source: CommentedFile, index: LineIndex, comment: Offsets): LineRange | undefined {
  const own = linesOf(index, comment)
  const [from, to] = [lineStart(index, own.startLine), lineStart(index, own.endLine + 1)]
  const onOwnLines = outermost(source, from, to)
  if (onOwnLines !== undefined) return linesOf(index, onOwnLines)
  if (hasCode(source, from, to)) return undefined
  const code = nextCode(source, to)
  const { line } = positionAt(index, code)
  const next = outermost(source, code, lineStart(index, line + 1))
  return next === undefined ? undefined : linesOf(index, next)
}

/** The item that starts first within the range, and of those that start together the longest. */
function outermost({ items }: CommentedFile, from: number, to: number): Offsets | undefined {
  const first = items[firstIndex(items, (item) => item.start >= from)]
  return first !== undefined && first.start < to ? first : undefined
}

function hasCode(source: CommentedFile, from: number, to: number): boolean {
  return nextCode(source, from) < Math.min(to, source.text.length)
}

/** Where the first character from `from` on stands that is neither white space nor in a comment; else the text's end. */
function nextCode({ text, comments }: CommentedFile, from: number): number {
  let at = from
  let comment = firstIndex(comments, ({ end }) => end > from)
  while (at < text.length) {
    const next = comments[comment]
    if (next !== undefined && at >= next.start) {
      at = Math.max(at, next.end)
      comment++
    } else if (/\s/.test(text.charAt(at))) at++
    else return at
  }
  return text.length
}

/** The index of the first that holds, where all after it hold too. */
function firstIndex(sorted: readonly Offsets[], holds: (each: Offsets) => boolean): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const each = sorted[middle]
    if (each !== undefined && holds(each)) high = middle
    else low = middle + 1
  }
  return low
}

function lineStart(index: LineIndex, line: number): number {
  return index.starts[line - 1] ?? index.length
}
