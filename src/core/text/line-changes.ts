import { diffArrays } from 'diff'
import type { LineRange } from './span.ts'

/** Which lines differ between two versions of a file. Lines are 1-based. */
export interface LineChanges {
  /** Runs of lines that head added or changed, in order. */
  readonly added: readonly LineRange[]
  /** Runs of lines of base that are gone or changed at head, in order. */
  readonly removed: readonly LineRange[]
  /** For each line of base that survives, its line at head. */
  readonly surviving: ReadonlyMap<number, number>
}

/** Beyond this many edited lines the whole file counts as changed: a named limit, not a guess. */
const MAX_EDITED_LINES = 4_000

/** Compares two versions of one file; an absent version has no lines. */
export function lineChanges(base: string | undefined, head: string | undefined): LineChanges {
  const baseLines = splitLines(base)
  const headLines = splitLines(head)
  const changes = diffArrays(baseLines, headLines, { maxEditLength: MAX_EDITED_LINES })
  if (changes === undefined) return wholeFile(baseLines.length, headLines.length)
  const added: LineRange[] = []
  const removed: LineRange[] = []
  const surviving = new Map<number, number>()
  let baseLine = 1
  let headLine = 1
  for (const { added: isAdded, removed: isRemoved, count } of changes) {
    if (isAdded) added.push(run(headLine, count))
    if (isRemoved) removed.push(run(baseLine, count))
    if (!isAdded && !isRemoved) {
      for (let offset = 0; offset < count; offset++) surviving.set(baseLine + offset, headLine + offset)
    }
    if (!isAdded) baseLine += count
    if (!isRemoved) headLine += count
  }
  return { added, removed, surviving }
}

/** Whether a range of lines meets one of the runs. */
export function touches(runs: readonly LineRange[], range: LineRange): boolean {
  return runs.some((each) => each.startLine <= range.endLine && range.startLine <= each.endLine)
}

function splitLines(text: string | undefined): string[] {
  if (text === undefined || text === '') return []
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

function wholeFile(baseCount: number, headCount: number): LineChanges {
  return {
    added: headCount === 0 ? [] : [run(1, headCount)],
    removed: baseCount === 0 ? [] : [run(1, baseCount)],
    surviving: new Map(),
  }
}

function run(startLine: number, count: number): LineRange {
  return { startLine, endLine: startLine + count - 1 }
}
