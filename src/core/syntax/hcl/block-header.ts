import type { Label, Range } from './ast.ts'
import { EQUALS, OPEN_BRACE, QUOTE, startsIdentifier } from './characters.ts'
import type { ParserState } from './parser-state.ts'
import { parseQuotedLabel } from './quoted-template.ts'
import { readIdentifier, skipTrivia, unexpected } from './scanner.ts'

/** Reads a block's labels; the position afterwards is at its `{`. */
export function parseBlockHeader(
  state: ParserState,
  typeRange: Range,
): { readonly labels: readonly Label[]; readonly headerRange: Range } {
  const labels: Label[] = []
  for (;;) {
    skipTrivia(state)
    const code = state.text.charCodeAt(state.position)
    if (code === OPEN_BRACE) break
    if (code === QUOTE) labels.push(parseQuotedLabel(state))
    else if (startsIdentifier(state.text, state.position)) labels.push(parseBareLabel(state))
    else if (code === EQUALS) unexpected(state, 'Expected `{`: a block has no `=`, and an argument has no labels')
    else unexpected(state, 'Expected a label, or `{` on the same line as the block type')
  }
  return { labels, headerRange: { start: typeRange.start, end: labels.at(-1)?.end ?? typeRange.end } }
}

function parseBareLabel(state: ParserState): Label {
  const start = state.position
  const text = readIdentifier(state, 'a label')
  return { start, end: state.position, text }
}
