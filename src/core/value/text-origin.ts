import type { Span } from '../text/span.ts'
import { joinSpans } from './spans.ts'
import type { LiteralPart, TextOrigin, TextPart, TextValue } from './value.ts'

/** Two literal parts that stand side by side as one, which remembers where both were written. */
export function joinLiteralParts(left: LiteralPart, right: LiteralPart): LiteralPart {
  return joinAllLiteralParts([left, right])
}

/** As above, of any number of parts, in time that goes with their number. */
export function joinAllLiteralParts(parts: readonly LiteralPart[]): LiteralPart {
  const text = parts.map((part) => part.text).join('')
  if (parts.every((part) => part.origins === undefined)) return { kind: 'literal', text }
  const origins: TextOrigin[] = []
  let length = 0
  for (const part of parts) {
    for (const { at, spans } of originsOf(part)) origins.push({ at: at + length, spans })
    length += part.text.length
  }
  return { kind: 'literal', text, origins }
}

/**
 * A text with every unknown part as one character for whoever reads it character by character.
 * `symbols` tells which characters those are: the text itself may hold the same character.
 */
export interface FlatText {
  readonly text: string
  readonly symbols: ReadonlyMap<number, Extract<TextPart, { kind: 'symbol' }>>
  readonly pieces: readonly FlatPiece[]
  /** The places of the whole text. */
  readonly spans: readonly Span[]
}

interface FlatPiece {
  readonly start: number
  readonly end: number
  readonly spans: readonly Span[]
}

/** A private-use character: no white space, and no part of any syntax. */
const PLACEHOLDER = '\ue000'

export function flattenText(value: TextValue): FlatText {
  const texts: string[] = []
  const symbols = new Map<number, Extract<TextPart, { kind: 'symbol' }>>()
  const pieces: FlatPiece[] = []
  let length = 0
  for (const part of value.parts) {
    if (part.kind === 'symbol') {
      symbols.set(length, part)
      pieces.push({ start: length, end: length + 1, spans: [part.symbol.span] })
    } else pieces.push(...literalPieces(part, length))
    texts.push(part.kind === 'symbol' ? PLACEHOLDER : part.text)
    length += part.kind === 'symbol' ? 1 : part.text.length
  }
  return { text: texts.join(''), symbols, pieces, spans: value.spans }
}

/**
 * Where the characters from `start` to `end` were written: first the range from the first character's place to the
 * last one's where both lie in one file in that order, otherwise the first character's; then, with `within`, the
 * places of the pieces between; then what the text came through. Never empty unless the text has no places.
 */
export function spansWithin(flat: FlatText, start: number, end: number, within: 'edges' | 'all'): readonly Span[] {
  const firstIndex = pieceAt(flat, start)
  const lastIndex = pieceAt(flat, Math.max(start, end - 1))
  const first = placeIn(flat.pieces[firstIndex], start, start + 1)
  const last = placeIn(flat.pieces[lastIndex], Math.max(start, end - 1), end)
  const whole = flat.spans[0]
  if (first === undefined) return flat.spans
  const joins = last !== undefined && last.file === first.file && last.end >= first.start
  const range = joins ? { ...first, end: Math.max(first.end, last.end) } : first
  const touched = within === 'all' ? flat.pieces.slice(firstIndex, lastIndex + 1).slice(0, MAX_PIECES) : []
  const beyond = touched.flatMap((piece) => {
    const place = placeIn(piece, Math.max(start, piece.start), Math.min(end, piece.end))
    return [...(place === undefined ? [] : [place]), ...piece.spans.slice(1)].filter((span) => !contains(range, span))
  })
  const rest = whole !== undefined && contains(whole, range) ? flat.spans.slice(1) : flat.spans
  return joinSpans([range], beyond, rest)
}

/** One string value takes so many of the places it is made of. */
const MAX_PIECES = 32

function originsOf(part: LiteralPart): readonly TextOrigin[] {
  return part.origins ?? (part.text === '' ? [] : [{ at: 0, spans: [] }])
}

function literalPieces(part: LiteralPart, offset: number): readonly FlatPiece[] {
  const origins = originsOf(part)
  return origins.map(({ at, spans }, index) => {
    const end = origins[index + 1]?.at ?? part.text.length
    return { start: offset + at, end: offset + end, spans }
  })
}

/** The index of the piece that holds the character at `offset`, by bisection. */
function pieceAt(flat: FlatText, offset: number): number {
  let low = 0
  let high = flat.pieces.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((flat.pieces[middle]?.start ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

/** Where part of a piece was written: exactly where it corresponds to its source character by character. */
function placeIn(piece: FlatPiece | undefined, start: number, end: number): Span | undefined {
  const span = piece?.spans[0]
  if (piece === undefined || span === undefined) return undefined
  if (span.end - span.start !== piece.end - piece.start) return span
  const shift = span.start - piece.start
  return { file: span.file, start: Math.max(span.start, start + shift), end: Math.min(span.end, end + shift) }
}

function contains(outer: Span, inner: Span): boolean {
  return outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end
}
