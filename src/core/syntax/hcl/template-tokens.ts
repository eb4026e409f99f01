import type { Expression, ForExpression, Interpolation, Range, TemplateLiteral } from './ast.ts'
import { CLOSE_BRACE, DOLLAR, OPEN_BRACE, PERCENT, TILDE } from './characters.ts'
import { parseForIntro } from './collections.ts'
import { fail, type ParserState } from './parser-state.ts'
import { readIdentifier, skipTrivia, unexpected } from './scanner.ts'
import { trimLiteralEnd, trimLiteralStart } from './template-literal.ts'

/** A template before its directives are matched up. */
export type TemplateToken = TemplateLiteral | Interpolation | IfStart | ForStart | Divider

export interface IfStart extends Range {
  readonly kind: 'if-start'
  readonly condition: Expression
}

export interface ForStart extends Range, Pick<ForExpression, 'keyName' | 'valueName' | 'collection'> {
  readonly kind: 'for-start'
}

export interface Divider extends Range {
  readonly kind: 'else' | 'endif' | 'endfor'
}

/** What differs between quoted strings, heredocs and template files: where they end and what their text may hold. */
export interface TemplateSource {
  atEnd(state: ParserState): boolean
  /** Reads at least one character of text, up to the end or the next sequence; a line at a time where lines can end. */
  readLiteral(state: ParserState): TemplateLiteral
}

/**
 * Reads a template's text and sequences up to its end (HCL native syntax specification, "Templates"). A strip
 * marker trims the one literal beside it; in a heredoc that is the rest of the line, not the next line's indentation.
 */
export function readTemplateTokens(state: ParserState, source: TemplateSource): TemplateToken[] {
  const tokens: TemplateToken[] = []
  let trimNext = false
  while (!source.atEnd(state)) {
    if (atSequence(state.text, state.position)) {
      const sequence = readSequence(state)
      const before = tokens.at(-1)
      if (sequence.trimsBefore && before?.kind === 'literal') tokens[tokens.length - 1] = trimLiteralEnd(before)
      tokens.push(sequence.token)
      trimNext = sequence.trimsAfter
    } else {
      const literal = source.readLiteral(state)
      tokens.push(trimNext ? trimLiteralStart(literal) : literal)
      trimNext = false
    }
  }
  return tokens
}

/** Whether `${` or `%{` stands here. Escapes such as `$${` are part of the literal before. */
export function atSequence(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return (code === DOLLAR || code === PERCENT) && text.charCodeAt(at + 1) === OPEN_BRACE
}

/** Whether `$${` or `%%{` stands here: an escaped `${` or `%{`. */
export function atEscapedSequence(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return (code === DOLLAR || code === PERCENT) && text.charCodeAt(at + 1) === code && atSequence(text, at + 1)
}

interface Sequence {
  readonly token: TemplateToken
  readonly trimsBefore: boolean
  readonly trimsAfter: boolean
}

function readSequence(state: ParserState): Sequence {
  const start = state.position
  const outerNewlines = state.newlinesMatter
  state.newlinesMatter = false
  const directive = state.text.charCodeAt(start) === PERCENT
  state.position += 2
  const trimsBefore = state.text.charCodeAt(state.position) === TILDE
  if (trimsBefore) state.position++
  const content = directive ? readDirective(state) : readInterpolation(state)
  const trimsAfter = closeSequence(state)
  state.newlinesMatter = outerNewlines
  return { token: { ...content, start, end: state.position }, trimsBefore, trimsAfter }
}

type Content =
  | Omit<Interpolation, 'start' | 'end'>
  | Omit<IfStart, 'start' | 'end'>
  | Omit<ForStart, 'start' | 'end'>
  | Omit<Divider, 'start' | 'end'>

function readInterpolation(state: ParserState): Content {
  return { kind: 'interpolation', expression: state.parseExpression(state) }
}

function readDirective(state: ParserState): Content {
  skipTrivia(state)
  const start = state.position
  const keyword = readIdentifier(state, 'a directive such as `if` or `for` after `%{`')
  switch (keyword) {
    case 'if':
      return { kind: 'if-start', condition: state.parseExpression(state) }
    case 'for':
      state.position = start
      return { kind: 'for-start', ...parseForIntro(state) }
    case 'else':
    case 'endif':
    case 'endfor':
      return { kind: keyword }
    default: {
      const detail = `There is no template directive \`${keyword.slice(0, 40)}\`. To write \`%{\` as text, write \`%%{\`.`
      fail(state, { code: 'hcl-unknown-directive', summary: 'Unknown directive', detail }, start, state.position)
    }
  }
}

/** Steps over `}` or `~}`, and says whether the text after it is trimmed. */
function closeSequence(state: ParserState): boolean {
  skipTrivia(state)
  const trims = state.text.charCodeAt(state.position) === TILDE
  const brace = trims ? state.position + 1 : state.position
  if (state.text.charCodeAt(brace) !== CLOSE_BRACE) unexpected(state, 'Expected `}` to end the template sequence')
  state.position = brace + 1
  return trims
}
