import type { Span } from '../../text/span.ts'
import { joinAllLiteralParts } from '../../value/text-origin.ts'
import type { LiteralPart, TextPart, TextValue, Value } from '../../value/value.ts'
import { knownText, symbolText, textOf } from '../../value/value.ts'

/** The value as text where Terraform converts it to a string; undefined for null, lists and maps. */
export function asText(value: Value): TextValue | undefined {
  switch (value.kind) {
    case 'text':
      return value
    case 'number':
      return textOf(value.digits, value.spans)
    case 'boolean':
      return textOf(String(value.value), value.spans)
    case 'unknown':
      return symbolText(value.symbol, value.spans)
    default:
      return undefined
  }
}

/** The text of a value that is wholly known text, or converts to it. */
export function plainText(value: Value): string | undefined {
  const text = asText(value)
  return text === undefined ? undefined : knownText(text)
}

/**
 * The parts of a text as parts of a longer one: an encoded value stays with its one symbol, and what was written in
 * one place remembers that place.
 */
export function partsOf(text: TextValue): readonly TextPart[] {
  const only = text.parts.length === 1 ? text.parts[0] : undefined
  if (text.encoded !== undefined && only?.kind === 'symbol') return [{ ...only, encoded: text.encoded }]
  return text.parts.map((part): TextPart => {
    if (part.kind === 'symbol' || part.origins !== undefined) return part
    return { ...part, origins: [{ at: 0, spans: text.spans }] }
  })
}

/** Joins parts; literals side by side become one. */
function joinParts(parts: Iterable<TextPart>): readonly TextPart[] {
  const joined: TextPart[] = []
  let literals: LiteralPart[] = []
  const flush = (): void => {
    if (literals.length > 0) joined.push(joinAllLiteralParts(literals))
    literals = []
  }
  for (const part of parts) {
    if (part.kind === 'symbol') {
      flush()
      joined.push(part)
    } else if (part.text !== '') literals.push(part)
  }
  flush()
  return joined
}

/** A text value of these parts; where it is one symbol it stays a text, since it stands where text is asked for. */
export function textOfParts(parts: Iterable<TextPart>, spans: readonly Span[]): TextValue {
  return { kind: 'text', parts: joinParts(parts), spans }
}

/** Orders text by code points, as Terraform sorts keys and sets. */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  for (let at = 0; at < length; at += 1) {
    const difference = rank(left.charCodeAt(at)) - rank(right.charCodeAt(at))
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

/** Surrogates stand for code points above all others. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
