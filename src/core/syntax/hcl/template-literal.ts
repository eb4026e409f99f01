import type { LiteralSegment, TemplateLiteral } from './ast.ts'
import { isWhiteSpace } from './characters.ts'

/** Literal text put together piece by piece, remembering where each piece was written. */
export interface LiteralBuilder {
  text: string
  readonly segments: LiteralSegment[]
}

export function newLiteral(): LiteralBuilder {
  return { text: '', segments: [] }
}

/** Adds source text as it stands. */
export function addVerbatim(builder: LiteralBuilder, source: string, start: number, end: number): void {
  if (start === end) return
  addSegment(builder.segments, { at: builder.text.length, start, end }, true)
  builder.text += source.slice(start, end)
}

/** Adds what an escape sequence stands for. */
export function addEscape(builder: LiteralBuilder, value: string, start: number, end: number): void {
  builder.segments.push({ at: builder.text.length, start, end })
  builder.text += value
}

export function finishLiteral(builder: LiteralBuilder, start: number, end: number): TemplateLiteral {
  return literalOf(builder.text, builder.segments, start, end)
}

/** Joins literals that follow each other into one. The list is not empty. */
export function joinLiterals(literals: readonly TemplateLiteral[]): TemplateLiteral {
  const first = literals[0]
  const last = literals.at(-1)
  if (first === undefined || last === undefined || first === last) return first ?? literalOf('', [], 0, 0)
  const segments: LiteralSegment[] = []
  let length = 0
  for (const literal of literals) {
    for (const [index, segment] of segmentsOf(literal).entries()) {
      addSegment(segments, { ...segment, at: segment.at + length }, isVerbatim(literal, index))
    }
    length += literal.text.length
  }
  return literalOf(literals.map((literal) => literal.text).join(''), segments, first.start, last.end)
}

/** What is left after a strip marker `~` before the literal. */
export function trimLiteralStart(literal: TemplateLiteral): TemplateLiteral {
  return dropPrefix(literal, leadingWhiteSpace(literal.text))
}

/** What is left before a strip marker `~` after the literal. */
export function trimLiteralEnd(literal: TemplateLiteral): TemplateLiteral {
  let length = literal.text.length
  while (length > 0 && isWhiteSpace(literal.text.charCodeAt(length - 1))) length--
  if (length === literal.text.length) return literal
  const segments = segmentsOf(literal)
    .filter((segment) => segment.at < length)
    .map((segment, index, kept) => {
      const cut = index === kept.length - 1 && isVerbatim(literal, index)
      return cut ? { at: segment.at, start: segment.start, end: segment.start + (length - segment.at) } : segment
    })
  return literalOf(literal.text.slice(0, length), segments, literal.start, segments.at(-1)?.end ?? literal.start)
}

/** The literal without its first `count` UTF-16 units. */
export function dropPrefix(literal: TemplateLiteral, count: number): TemplateLiteral {
  if (count === 0) return literal
  const all = segmentsOf(literal)
  const segments: LiteralSegment[] = []
  for (const [index, segment] of all.entries()) {
    if ((all[index + 1]?.at ?? literal.text.length) <= count) continue
    const cut = isVerbatim(literal, index) ? Math.max(0, count - segment.at) : 0
    segments.push({ at: Math.max(0, segment.at - count), start: segment.start + cut, end: segment.end })
  }
  return literalOf(literal.text.slice(count), segments, segments[0]?.start ?? literal.end, literal.end)
}

export function leadingWhiteSpace(text: string): number {
  let length = 0
  while (length < text.length && isWhiteSpace(text.charCodeAt(length))) length++
  return length
}

function literalOf(text: string, segments: readonly LiteralSegment[], start: number, end: number): TemplateLiteral {
  const only = segments.length === 1 ? segments[0] : undefined
  const plain = text === '' || (only !== undefined && only.end - only.start === text.length && only.start === start)
  if (plain && (text === '' || only?.end === end)) return { kind: 'literal', start, end, text }
  return { kind: 'literal', start, end, text, segments }
}

/** A literal's segments, also where it leaves them out because it is its own range. */
function segmentsOf(literal: TemplateLiteral): readonly LiteralSegment[] {
  if (literal.segments !== undefined) return literal.segments
  return literal.text === '' ? [] : [{ at: 0, start: literal.start, end: literal.end }]
}

function isVerbatim(literal: TemplateLiteral, index: number): boolean {
  const { segments } = literal
  const segment = segments?.[index]
  if (segments === undefined || segment === undefined) return true
  const end = segments[index + 1]?.at ?? literal.text.length
  return end - segment.at === segment.end - segment.start
}

/** Adds a segment, as one with the segment before it where they are verbatim and adjoin. */
function addSegment(segments: LiteralSegment[], segment: LiteralSegment, verbatim: boolean): void {
  const before = segments.at(-1)
  if (verbatim && before !== undefined && before.end === segment.start) {
    const wasVerbatim = segment.at - before.at === before.end - before.start
    if (wasVerbatim) {
      segments[segments.length - 1] = { at: before.at, start: before.start, end: segment.end }
      return
    }
  }
  segments.push(segment)
}
