import type { LineRange } from '../text/span.ts'
import { edited, type Hunk, type LineEdit } from './hunks.ts'
import { wholeLines } from './suggestion.ts'

/**
 * Head's text with the lines of a finding in one hunk as base has them: those that set the same name (`actions = …`,
 * `"Resource": …`). Undefined where none of them does.
 */
export function withLinesAsBefore(base: string, head: string, hunk: Hunk, lines: LineRange): string | undefined {
  const [baseLines, headLines] = [linesIn(base, hunk.base), linesIn(head, hunk.head)]
  if (!areShort(baseLines) || !areShort(headLines)) return undefined
  const edits = headLines.flatMap((line, index): readonly LineEdit[] => {
    const at = hunk.head.from + index
    const before = at + 1 < lines.startLine || at + 1 > lines.endLine ? undefined : only(baseLines, nameOf(line))
    return before === undefined || only(headLines, nameOf(line)) === undefined
      ? []
      : [{ from: at, to: at + 1, lines: [withEndOf(line, before)] }]
  })
  return edits.length === 0 ? undefined : edited(head, edits)
}

/**
 * Head's text with deleted lines of base (counted from 1) put back, as the whole block that they stand in, beside what
 * head has in that hunk now. Undefined where it is not clear where they belong.
 */
export function withBlockPutBack(base: string, head: string, hunk: Hunk, lines: LineRange): string | undefined {
  const baseLines = linesIn(base, hunk.base)
  if (!areShort(baseLines)) return undefined
  const block = blockAround(baseLines, lines.startLine - 1 - hunk.base.from, lines.endLine - 1 - hunk.base.from)
  if (block === undefined || hunk.head.from === hunk.head.to) return undefined
  const put = baseLines.slice(block.from, block.to)
  if (block.from === 0) return edited(head, [{ from: hunk.head.from, to: hunk.head.from, lines: put }])
  if (block.to !== baseLines.length) return undefined
  const last = hunk.head.to - 1
  const above = wholeLines(head)[last] ?? ''
  return edited(head, [{ from: last, to: last + 1, lines: [withComma(above, put[0] ?? ''), ...put] }])
}

/** As lines are that people write: more is no small fix, whatever it holds. */
function areShort(lines: readonly string[]): boolean {
  return lines.length <= MAX_LINES && lines.every((line) => line.length <= MAX_LINE)
}

const MAX_LINES = 60
const MAX_LINE = 2_000

function linesIn(text: string, { from, to }: Hunk['base']): readonly string[] {
  return wholeLines(text).slice(from, to)
}

/** The one line that sets a name. */
function only(lines: readonly string[], name: string | undefined): string | undefined {
  const [line, ...others] = lines.filter((each) => name !== undefined && nameOf(each) === name)
  return others.length === 0 ? line : undefined
}

/** What a line sets: `actions` of `actions = …`, `Resource` of `"Resource": …`. */
export function nameOf(line: string): string | undefined {
  return /^\s*"?([\w$:./-]+?)"?\s*[=:]/.exec(line)?.[1]
}

/** In JSON a line ends with a comma where another one follows, whatever it was at base. */
function withEndOf(line: string, before: string): string {
  const [end, text] = [/,\s*$/.test(line) ? ',' : '', before.trimEnd().replace(/,$/, '')]
  return /^\s*"[^"]*"\s*:/.test(line) ? `${text}${end}` : before
}

function withComma(line: string, next: string): string {
  return /^\s*"[^"]*"\s*:/.test(next) && !/[,{[(]\s*$/.test(line) ? `${line.trimEnd()},` : line
}

/** The lines of the outermost brackets around some lines, as far as these stand in one hunk. */
function blockAround(lines: readonly string[], first: number, last: number): Hunk['base'] | undefined {
  let [depth, from] = [0, 0]
  for (const [index, line] of lines.entries()) {
    if (depth === 0 && index <= first) from = index
    const plain = line.replaceAll(/"(?:[^"\\]|\\.)*"/g, '')
    depth += (plain.match(/[[{(]/g) ?? []).length - (plain.match(/[\]})]/g) ?? []).length
    if (depth < 0) return undefined
    if (depth === 0 && index >= last) return { from, to: index + 1 }
  }
  return undefined
}
