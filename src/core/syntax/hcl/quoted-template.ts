import type { Label, Template, TemplateLiteral } from './ast.ts'
import { BACKSLASH, CARRIAGE_RETURN, DOLLAR, LINE_FEED, PERCENT, QUOTE } from './characters.ts'
import { fail, type ParserState } from './parser-state.ts'
import { addEscape, addVerbatim, finishLiteral, type LiteralBuilder, newLiteral } from './template-literal.ts'
import { atEscapedSequence, atSequence, readTemplateTokens, type TemplateSource } from './template-tokens.ts'
import { buildTemplateTree } from './template-tree.ts'

/** Reads a quoted string, the position being at its opening quote. */
export function parseQuotedTemplate(state: ParserState): Template {
  const start = state.position
  const plainEnd = plainStringEnd(state.text, start + 1)
  if (plainEnd !== undefined) {
    state.position = plainEnd + 1
    const text = state.text.slice(start + 1, plainEnd)
    const parts: TemplateLiteral[] = text === '' ? [] : [{ kind: 'literal', start: start + 1, end: plainEnd, text }]
    return { kind: 'template', form: 'quoted', start, end: state.position, parts }
  }
  state.position++
  const tokens = readTemplateTokens(state, QUOTED)
  state.position++
  const end = state.position
  return { kind: 'template', form: 'quoted', start, end, parts: buildTemplateTree(state, tokens) }
}

/** Reads a block's quoted label: a string without sequences. */
export function parseQuotedLabel(state: ParserState): Label {
  const { start, end, parts } = parseQuotedTemplate(state)
  let text = ''
  for (const part of parts) {
    if (part.kind !== 'literal') {
      const detail = 'A block label is fixed text. To write `${` or `%{` as text, write `$${` or `%%{`.'
      fail(state, { code: 'hcl-template-in-label', summary: 'Template in a label', detail }, part.start, part.end)
    }
    text += part.text
  }
  return { start, end, text }
}

/** Where the string ends whose text stands as it is, or undefined where it needs a closer look. */
function plainStringEnd(text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) return at
    if (code === BACKSLASH || code === LINE_FEED || code === CARRIAGE_RETURN) return undefined
    if ((code === DOLLAR || code === PERCENT) && (atSequence(text, at) || atEscapedSequence(text, at))) return undefined
  }
  return undefined
}

const QUOTED: TemplateSource = {
  atEnd(state) {
    return state.text.charCodeAt(state.position) === QUOTE
  },
  readLiteral: readQuotedLiteral,
}

function readQuotedLiteral(state: ParserState): TemplateLiteral {
  const { text } = state
  const start = state.position
  const builder = newLiteral()
  let verbatim = start
  let at = start
  for (;;) {
    const code = text.charCodeAt(at)
    if (code === QUOTE || atSequence(text, at)) break
    if (at >= text.length || code === LINE_FEED || code === CARRIAGE_RETURN) failUnclosed(state, at)
    if (code === BACKSLASH) {
      addVerbatim(builder, text, verbatim, at)
      at = readEscape(state, builder, at)
      verbatim = at
    } else if (atEscapedSequence(text, at)) {
      addVerbatim(builder, text, verbatim, at)
      verbatim = at + 1
      at += 3
    } else at++
  }
  addVerbatim(builder, text, verbatim, at)
  state.position = at
  return finishLiteral(builder, start, at)
}

/** Adds what the escape sequence at `at` stands for and returns where it ends. */
function readEscape(state: ParserState, builder: LiteralBuilder, at: number): number {
  const selector = state.text.charAt(at + 1)
  const simple = SIMPLE_ESCAPES.get(selector)
  if (simple !== undefined) {
    addEscape(builder, simple, at, at + 2)
    return at + 2
  }
  const length = selector === 'u' ? 4 : selector === 'U' ? 8 : 0
  const digits = state.text.slice(at + 2, at + 2 + length)
  const point = Number.parseInt(digits, 16)
  const surrogate = point >= 0xd800 && point <= 0xdfff
  if (length === 0 || !HEXADECIMAL.test(digits) || digits.length < length || point > 0x10ffff || surrogate) {
    const detail =
      'After a backslash comes one of `n`, `r`, `t`, `"`, `\\`, or `u` with four or `U` with eight hexadecimal digits.'
    const end = Math.min(at + 2, state.text.length)
    fail(state, { code: 'hcl-invalid-escape', summary: 'Invalid escape sequence', detail }, at, end)
  }
  addEscape(builder, String.fromCodePoint(point), at, at + 2 + length)
  return at + 2 + length
}

const HEXADECIMAL = /^[0-9A-Fa-f]+$/

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
])

function failUnclosed(state: ParserState, at: number): never {
  const detail = 'A quoted string ends on the line it began on. Write `\\n` for a line end, or use a heredoc.'
  fail(state, { code: 'hcl-unclosed-string', summary: 'Unclosed string', detail }, at, at + 1)
}
