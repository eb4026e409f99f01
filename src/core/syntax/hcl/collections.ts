import type { Expression, ForExpression, ObjectConstructor, ObjectItem, Tuple } from './ast.ts'
import { CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, EQUALS, GREATER, OPEN_BRACKET } from './characters.ts'
import { checkSiblings, fail, type ParserState } from './parser-state.ts'
import {
  atLineEnd,
  atWord,
  expectCharacter,
  readIdentifier,
  skipBlankLines,
  skipTrivia,
  unexpected,
} from './scanner.ts'

/** Reads what begins with `[` or `{`: a tuple, an object, or a `for` expression of either. */
export function parseBrackets(state: ParserState): Expression {
  const start = state.position
  const outerNewlines = state.newlinesMatter
  const form = state.text.charCodeAt(start) === OPEN_BRACKET ? 'tuple' : 'object'
  state.position++
  skipBlankLines(state)
  state.newlinesMatter = false
  const result = atWord(state, 'for')
    ? parseFor(state, start, form)
    : form === 'tuple'
      ? parseTuple(state, start)
      : parseObject(state, start)
  state.newlinesMatter = outerNewlines
  return result
}

function parseTuple(state: ParserState, start: number): Tuple {
  const items: Expression[] = []
  for (;;) {
    skipTrivia(state)
    if (state.text.charCodeAt(state.position) === CLOSE_BRACKET) break
    items.push(state.parseExpression(state))
    checkSiblings(state, items.length)
    skipTrivia(state)
    const code = state.text.charCodeAt(state.position)
    if (code === CLOSE_BRACKET) break
    if (code !== COMMA) unexpected(state, 'Expected `,` or `]` after an item')
    state.position++
  }
  state.position++
  return { kind: 'tuple', start, end: state.position, items }
}

/** Items end with a comma or a line end, so line ends matter between them. */
function parseObject(state: ParserState, start: number): ObjectConstructor {
  state.newlinesMatter = true
  const items: ObjectItem[] = []
  for (;;) {
    skipBlankLines(state)
    if (state.text.charCodeAt(state.position) === CLOSE_BRACE) break
    items.push(parseObjectItem(state))
    checkSiblings(state, items.length)
    skipTrivia(state)
    const code = state.text.charCodeAt(state.position)
    if (code === CLOSE_BRACE) break
    if (code === COMMA) state.position++
    else if (!atLineEnd(state)) unexpected(state, 'Expected `,`, `}` or a new line after an object item')
  }
  state.position++
  return { kind: 'object', start, end: state.position, items }
}

function parseObjectItem(state: ParserState): ObjectItem {
  const key = keyOf(state, state.parseExpression(state))
  skipTrivia(state)
  const code = state.text.charCodeAt(state.position)
  const separates = code === COLON || (code === EQUALS && state.text.charCodeAt(state.position + 1) !== GREATER)
  if (!separates) unexpected(state, 'Expected `=` or `:` after an object key')
  state.position++
  const value = state.parseExpression(state)
  return { start: key.start, end: value.end, key, value }
}

/** A bare word as a key is its own name, even `true` and `null`; in parentheses it is an expression. */
function keyOf(state: ParserState, key: Expression): Expression {
  if (key.kind !== 'variable' && key.kind !== 'boolean' && key.kind !== 'null') return key
  const { start, end } = key
  const text = state.text.slice(start, end)
  return { kind: 'template', form: 'identifier', start, end, parts: [{ kind: 'literal', start, end, text }] }
}

function parseFor(state: ParserState, start: number, form: 'tuple' | 'object'): ForExpression {
  const intro = parseForIntro(state)
  expectCharacter(state, COLON, 'Expected `:` after the collection of a `for` expression')
  const first = state.parseExpression(state)
  skipTrivia(state)
  const arrow = state.position
  const keyed = state.text.startsWith('=>', arrow)
  if (keyed) state.position += 2
  if (keyed !== (form === 'object')) failFor(state, form, arrow)
  const value = keyed ? state.parseExpression(state) : first
  skipTrivia(state)
  const grouping = state.text.startsWith('...', state.position)
  if (grouping && form === 'tuple') unexpected(state, 'Expected `]`: only an object can group values with `...`')
  if (grouping) state.position += 3
  skipTrivia(state)
  const condition = atWord(state, 'if') ? parseForCondition(state) : undefined
  expectCharacter(state, form === 'tuple' ? CLOSE_BRACKET : CLOSE_BRACE, 'Expected the end of the `for` expression')
  return {
    kind: 'for',
    start,
    end: state.position,
    form,
    ...intro,
    ...(keyed ? { key: first } : {}),
    value,
    grouping,
    ...(condition === undefined ? {} : { condition }),
  }
}

/** Reads `for k, v in collection`, the position being at `for`; template directives begin the same way. */
export function parseForIntro(state: ParserState): Pick<ForExpression, 'keyName' | 'valueName' | 'collection'> {
  state.position += 'for'.length
  skipTrivia(state)
  const first = readIdentifier(state, 'a variable name after `for`')
  skipTrivia(state)
  let second: string | undefined
  if (state.text.charCodeAt(state.position) === COMMA) {
    state.position++
    skipTrivia(state)
    second = readIdentifier(state, 'a second variable name after the comma')
    skipTrivia(state)
  }
  if (!atWord(state, 'in')) unexpected(state, 'Expected `in` after the variable names of `for`')
  state.position += 'in'.length
  const collection = state.parseExpression(state)
  if (second === undefined) return { valueName: first, collection }
  return { keyName: first, valueName: second, collection }
}

function parseForCondition(state: ParserState): Expression {
  state.position += 'if'.length
  return state.parseExpression(state)
}

function failFor(state: ParserState, form: 'tuple' | 'object', at: number): never {
  const detail =
    form === 'object'
      ? 'A `for` expression in braces builds an object and needs `key => value`.'
      : 'A `for` expression in brackets builds a tuple and has no key; use braces to build an object.'
  fail(state, { code: 'hcl-invalid-for', summary: 'Invalid `for` expression', detail }, at, at + 1)
}
