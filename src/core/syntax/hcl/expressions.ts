import type { BinaryOperator, Expression } from './ast.ts'
import {
  AMPERSAND,
  BANG,
  BAR,
  COLON,
  EQUALS,
  GREATER,
  LESS,
  MINUS,
  PERCENT,
  PLUS,
  QUESTION,
  SLASH,
  STAR,
} from './characters.ts'
import { descend, type ParserState } from './parser-state.ts'
import { expectCharacter, skipTrivia } from './scanner.ts'
import { parseTerm } from './terms.ts'
import { parseTraversals } from './traversals.ts'

/**
 * Reads one expression: a conditional or anything that binds tighter (HCL native syntax specification,
 * "Expressions"). Leading trivia is skipped; the position afterwards is at the end of the expression, or
 * further on with only trivia between.
 */
export function parseExpression(state: ParserState): Expression {
  descend(state)
  const condition = parseBinary(state, 1)
  skipTrivia(state)
  if (state.text.charCodeAt(state.position) !== QUESTION) {
    state.depth--
    return condition
  }
  state.position++
  const chosen = parseExpression(state)
  expectCharacter(state, COLON, 'Expected `:` and the value for the other case')
  const otherwise = parseExpression(state)
  state.depth--
  // biome-ignore lint/suspicious/noThenProperty: a syntax node is data; nobody awaits it.
  return { kind: 'conditional', start: condition.start, end: otherwise.end, condition, then: chosen, otherwise }
}

/** Reads operands joined by operators that bind at least as tightly as `minimum`; all of them group to the left. */
function parseBinary(state: ParserState, minimum: number): Expression {
  let left = parseUnary(state)
  for (;;) {
    skipTrivia(state)
    const operator = operatorAt(state)
    if (operator === undefined) return left
    const precedence = PRECEDENCE[operator]
    if (precedence < minimum) return left
    state.position += operator.length
    state.links++
    const right = parseBinary(state, precedence + 1)
    left = { kind: 'binary', start: left.start, end: right.end, operator, left, right }
  }
}

const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
}

/** `-` and `!` take one term with its traversals: `-a + b` is `(-a) + b`. */
function parseUnary(state: ParserState): Expression {
  skipTrivia(state)
  const start = state.position
  const code = state.text.charCodeAt(start)
  if (code !== MINUS && code !== BANG) return parseTraversals(state, parseTerm(state))
  state.position++
  descend(state)
  const operand = parseUnary(state)
  state.depth--
  return { kind: 'unary', start, end: operand.end, operator: code === MINUS ? '-' : '!', operand }
}

function operatorAt(state: ParserState): BinaryOperator | undefined {
  const code = state.text.charCodeAt(state.position)
  switch (code) {
    case PLUS:
      return '+'
    case MINUS:
      return '-'
    case STAR:
      return '*'
    case SLASH:
      return '/'
    case PERCENT:
      return '%'
    case LESS:
      return nextIs(state, EQUALS) ? '<=' : '<'
    case GREATER:
      return nextIs(state, EQUALS) ? '>=' : '>'
    case EQUALS:
      return nextIs(state, EQUALS) ? '==' : undefined
    case BANG:
      return nextIs(state, EQUALS) ? '!=' : undefined
    case AMPERSAND:
      return nextIs(state, AMPERSAND) ? '&&' : undefined
    case BAR:
      return nextIs(state, BAR) ? '||' : undefined
    default:
      return undefined
  }
}

function nextIs(state: ParserState, code: number): boolean {
  return state.text.charCodeAt(state.position + 1) === code
}
