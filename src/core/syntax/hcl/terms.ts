import type { Call, Expression, NumberLiteral } from './ast.ts'
import {
  CLOSE_PARENTHESIS,
  COLON,
  COMMA,
  DOT,
  identifierEnd,
  isDigit,
  LESS,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PARENTHESIS,
  QUOTE,
  startsIdentifier,
} from './characters.ts'
import { parseBrackets } from './collections.ts'
import { parseHeredoc } from './heredoc.ts'
import { checkSiblings, fail, type ParserState } from './parser-state.ts'
import { parseQuotedTemplate } from './quoted-template.ts'
import { expectCharacter, numberEnd, readIdentifier, skipTrivia, unexpected } from './scanner.ts'

/** Reads what stands between operators and before traversals. The position is at its first character. */
export function parseTerm(state: ParserState): Expression {
  const code = state.text.charCodeAt(state.position)
  if (code === QUOTE) return parseQuotedTemplate(state)
  if (startsIdentifier(state.text, state.position)) return parseWord(state)
  if (code === OPEN_BRACKET || code === OPEN_BRACE) return parseBrackets(state)
  if (isDigit(code)) return parseNumber(state)
  if (code === OPEN_PARENTHESIS) return parseParenthesized(state)
  if (code === LESS) {
    const heredoc = parseHeredoc(state)
    if (heredoc !== undefined) return heredoc
  }
  unexpected(state, 'Expected an expression')
}

/** Reads a number literal and holds it to the limits. */
export function parseNumber(state: ParserState): NumberLiteral {
  const start = state.position
  const end = numberEnd(state.text, start)
  if (end - start > state.limits.numberLength) failNumber(state, start, end)
  const digits = state.text.slice(start, end)
  const match = NUMBER.exec(digits)
  if (match === null) {
    const detail = `\`${digits}\` is not a number: digits, at most one dot, and an exponent such as \`e-3\` are.`
    fail(state, { code: 'hcl-invalid-number', summary: 'Invalid number', detail }, start, end)
  }
  const exponent = match[1]
  if (exponent !== undefined && Number(exponent) > state.limits.numberExponent) failNumber(state, start, end)
  state.position = end
  return { kind: 'number', start, end, digits }
}

/** Runs over a string that `numberEnd` has delimited and bounded; the groups cannot match the same digit twice. */
const NUMBER = /^\d+(?:\.\d*)?(?:[eE][+-]?(\d+))?$/

function failNumber(state: ParserState, start: number, end: number): never {
  const { numberLength, numberExponent } = state.limits
  const detail = `A number may have up to ${numberLength} characters and an exponent up to ${numberExponent} here. Shorten it, or write it as a text.`
  fail(state, { code: 'hcl-number-limit', summary: 'Number out of bounds', detail }, start, end)
}

/** A keyword, a variable, or a function call. */
function parseWord(state: ParserState): Expression {
  const start = state.position
  const end = identifierEnd(state.text, start)
  state.position = end
  const name = state.text.slice(start, end)
  const next = state.text.charCodeAt(end)
  if (next !== DOT && next !== COMMA) {
    skipTrivia(state)
    const following = state.text.charCodeAt(state.position)
    if (following === OPEN_PARENTHESIS) return parseCall(state, start, end, name)
    if (following === COLON && state.text.charCodeAt(state.position + 1) === COLON) {
      return parseNamespacedCall(state, start, name)
    }
  }
  switch (name) {
    case 'true':
    case 'false':
      return { kind: 'boolean', start, end, value: name === 'true' }
    case 'null':
      return { kind: 'null', start, end }
    default:
      return { kind: 'variable', start, end, name }
  }
}

function parseNamespacedCall(state: ParserState, start: number, first: string): Call {
  let name = first
  let end = state.position
  while (state.text.startsWith('::', state.position)) {
    state.position += 2
    skipTrivia(state)
    name += `::${readIdentifier(state, 'a function name after `::`')}`
    end = state.position
    skipTrivia(state)
  }
  if (state.text.charCodeAt(state.position) !== OPEN_PARENTHESIS)
    unexpected(state, 'Expected `(` after a function name')
  return parseCall(state, start, end, name)
}

function parseCall(state: ParserState, start: number, nameEnd: number, name: string): Call {
  const outerNewlines = state.newlinesMatter
  state.newlinesMatter = false
  state.position++
  const items: Expression[] = []
  let expandFinal = false
  for (;;) {
    skipTrivia(state)
    if (state.text.charCodeAt(state.position) === CLOSE_PARENTHESIS) break
    items.push(state.parseExpression(state))
    checkSiblings(state, items.length)
    skipTrivia(state)
    const code = state.text.charCodeAt(state.position)
    if (code === COMMA) state.position++
    else if (code === DOT && state.text.startsWith('...', state.position)) {
      state.position += 3
      expandFinal = true
      skipTrivia(state)
      if (state.text.charCodeAt(state.position) !== CLOSE_PARENTHESIS) unexpected(state, 'Expected `)` after `...`')
    } else if (code !== CLOSE_PARENTHESIS) unexpected(state, 'Expected `,` or `)` after an argument')
  }
  state.position++
  state.newlinesMatter = outerNewlines
  const nameRange = { start, end: nameEnd }
  return { kind: 'call', start, end: state.position, name, nameRange, arguments: items, expandFinal }
}

function parseParenthesized(state: ParserState): Expression {
  const start = state.position
  const outerNewlines = state.newlinesMatter
  state.newlinesMatter = false
  state.position++
  const expression = state.parseExpression(state)
  expectCharacter(state, CLOSE_PARENTHESIS, 'Expected `)`')
  state.newlinesMatter = outerNewlines
  return { kind: 'parenthesized', start, end: state.position, expression }
}
