import type { LineRange } from './authorship.ts'

/** Sorted by line, without overlap, neighbours joined. */
export function joinedRanges(ranges: readonly LineRange[]): readonly LineRange[] {
  const joined: { startLine: number; endLine: number }[] = []
  for (const { startLine, endLine } of ranges.toSorted((one, other) => one.startLine - other.startLine)) {
    const last = joined.at(-1)
    if (last === undefined || startLine > last.endLine + 1) joined.push({ startLine, endLine })
    else last.endLine = Math.max(last.endLine, endLine)
  }
  return joined
}

/**
 * The parts of `range` that meet one of `ranges` (sorted, disjoint), each with the one it meets: found by bisection, so
 * that many small ranges of a large file stay cheap.
 */
export function partsWithin<Range extends LineRange>(range: LineRange, ranges: readonly Range[]): readonly Range[] {
  const parts: Range[] = []
  for (let index = firstReaching(range.startLine, ranges); index < ranges.length; index += 1) {
    const each = ranges[index]
    if (each === undefined || each.startLine > range.endLine) break
    const startLine = Math.max(each.startLine, range.startLine)
    parts.push({ ...each, startLine, endLine: Math.min(each.endLine, range.endLine) })
  }
  return parts
}

/** The parts of `range` that none of `ranges` (sorted, disjoint) covers. */
export function partsOutside(range: LineRange, ranges: readonly LineRange[]): readonly LineRange[] {
  const parts: LineRange[] = []
  let startLine = range.startLine
  for (const each of partsWithin(range, ranges)) {
    if (each.startLine > startLine) parts.push({ startLine, endLine: each.startLine - 1 })
    startLine = each.endLine + 1
  }
  return startLine > range.endLine ? parts : [...parts, { startLine, endLine: range.endLine }]
}

/** The index of the first range that ends at `line` or behind it. */
function firstReaching(line: number, ranges: readonly LineRange[]): number {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle]?.endLine ?? line) < line) low = middle + 1
    else high = middle
  }
  return low
}
