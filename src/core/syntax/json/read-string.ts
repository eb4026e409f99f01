import type { TextPart, TextValue } from '../../value/value.ts'
import { advance, type ReaderState, tokenRange } from './reader-state.ts'

/** Reads the string that is the current token. Unknown parts within it stay unknown parts of the text. */
export function readString(state: ReaderState): TextValue {
  const { start, end } = tokenRange(state)
  const parts = state.symbols.size === 0 ? plainParts(state) : splitParts(state, start + 1, end - 1)
  const spans = state.spansOf(start, end, 'all')
  advance(state)
  return { kind: 'text', parts, spans }
}

function plainParts(state: ReaderState): readonly TextPart[] {
  const text = state.scanner.getTokenValue()
  return text === '' ? [] : [{ kind: 'literal', text }]
}

/**
 * Splits the raw string at its unknown parts. The scanner has passed the whole string with a plain character in the
 * place of each unknown part, so no escape sequence reaches across one and each piece is valid on its own.
 */
function splitParts(state: ReaderState, start: number, end: number): readonly TextPart[] {
  const parts: TextPart[] = []
  let from = start
  for (let at = start; at <= end; at++) {
    const symbol = at === end ? undefined : state.symbols.get(at)
    if (symbol === undefined && at < end) continue
    const text = decode(state.text.slice(from, at))
    if (text !== '') parts.push({ kind: 'literal', text })
    if (symbol !== undefined) parts.push(symbol)
    from = at + 1
  }
  return parts
}

function decode(raw: string): string {
  return raw.includes('\\') ? String(JSON.parse(`"${raw}"`)) : raw
}
