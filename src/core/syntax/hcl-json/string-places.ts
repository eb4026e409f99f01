import type { LiteralSegment, Range, TemplateLiteral } from '../hcl/ast.ts'
import type { JsonEscape, JsonString } from './json-node.ts'

/** Where the range `[start, end)` of a string's text stands in the file. */
export function placeOf(string: JsonString, { start, end }: Range): Range {
  return { start: offsetOf(string, start), end: offsetOf(string, end) }
}

/** A literal whose ranges are in a string's text, as a literal in the file: every escape sequence is a segment. */
export function placeLiteral(string: JsonString, literal: TemplateLiteral): TemplateLiteral {
  const { text } = literal
  const given = literal.segments ?? (text === '' ? [] : [{ at: 0, start: literal.start, end: literal.end }])
  const segments = given.flatMap((segment, index) => {
    const length = (given[index + 1]?.at ?? text.length) - segment.at
    return segment.end - segment.start === length
      ? verbatimSegments(string, segment)
      : [{ at: segment.at, ...placeOf(string, segment) }]
  })
  const range = placeOf(string, literal)
  const [only] = segments
  const isPlain = segments.length === 1 && only?.start === range.start && only.end === range.end
  const isVerbatim = isPlain && range.end - range.start === text.length
  return { kind: 'literal', ...range, text, ...(text === '' || isVerbatim ? {} : { segments }) }
}

/** The string as one literal: its text as it stands. */
export function wholeLiteral(string: JsonString): TemplateLiteral {
  const { start, end, text } = string
  if (string.escapes.length === 0) return { kind: 'literal', start: start + 1, end: end - 1, text }
  return placeLiteral(string, { kind: 'literal', start: 0, end: text.length, text })
}

/** The file's offset of a boundary between two characters of the text. */
function offsetOf(string: JsonString, offset: number): number {
  const last = string.escapes[escapesBefore(string.escapes, offset) - 1]
  if (last === undefined) return string.start + 1 + offset
  return last.end + Math.max(0, offset - last.at - last.length)
}

/** How many escape sequences begin before `offset`, by bisection. */
function escapesBefore(escapes: readonly JsonEscape[], offset: number): number {
  let low = 0
  let high = escapes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((escapes[middle]?.at ?? offset) < offset) low = middle + 1
    else high = middle
  }
  return low
}

/** Splits a piece that is the string's text, character by character, at the escape sequences that it holds. */
function verbatimSegments(string: JsonString, piece: LiteralSegment): readonly LiteralSegment[] {
  const shift = piece.at - piece.start
  const segments: LiteralSegment[] = []
  let from = piece.start
  let start = offsetOf(string, from)
  for (let index = escapesBefore(string.escapes, from); index < string.escapes.length; index++) {
    const found = string.escapes[index]
    if (found === undefined || found.at >= piece.end) break
    if (from < found.at) segments.push({ at: from + shift, start, end: found.start })
    segments.push({ at: found.at + shift, start: found.start, end: found.end })
    from = found.at + found.length
    start = found.end
  }
  if (from < piece.end) segments.push({ at: from + shift, start, end: start + piece.end - from })
  return segments
}
