import { visibleText } from '../../text/visible-text.ts'
import {
  CARRIAGE_RETURN,
  HASH,
  identifierEnd,
  isDigit,
  LINE_FEED,
  SLASH,
  SPACE,
  STAR,
  startsIdentifier,
  TAB,
} from './characters.ts'
import { fail, type ParserState } from './parser-state.ts'

/**
 * Skips white space and comments; line ends too where they do not matter. A line comment stops before its line
 * end, so that the line end still counts; a block comment never counts as one.
 */
export function skipTrivia(state: ParserState): void {
  const { text } = state
  let at = state.position
  for (;;) {
    const code = text.charCodeAt(at)
    if (code === SPACE || code === TAB) at++
    else if (code === LINE_FEED && !state.newlinesMatter) at++
    else if (code === CARRIAGE_RETURN && !state.newlinesMatter && text.charCodeAt(at + 1) === LINE_FEED) at += 2
    else if (code === HASH) at = skipLineComment(state, at, at + 1)
    else if (code === SLASH) {
      const next = text.charCodeAt(at + 1)
      if (next === SLASH) at = skipLineComment(state, at, at + 2)
      else if (next === STAR) at = skipBlockComment(state, at)
      else break
    } else break
  }
  state.position = at
}

/** Skips white space, comments and line ends, whatever line ends mean here. */
export function skipBlankLines(state: ParserState): void {
  const before = state.newlinesMatter
  state.newlinesMatter = false
  skipTrivia(state)
  state.newlinesMatter = before
}

/** Whether a line ends at the current position; the end of the file is none. */
export function atLineEnd(state: ParserState): boolean {
  const code = state.text.charCodeAt(state.position)
  return code === LINE_FEED || (code === CARRIAGE_RETURN && state.text.charCodeAt(state.position + 1) === LINE_FEED)
}

export function atEndOfFile(state: ParserState): boolean {
  return state.position >= state.text.length
}

/** Reads an identifier; `what` names it in the diagnostic where there is none. */
export function readIdentifier(state: ParserState, what: string): string {
  const start = state.position
  if (!startsIdentifier(state.text, start)) unexpected(state, `Expected ${what}`)
  state.position = identifierEnd(state.text, start)
  return state.text.slice(start, state.position)
}

/** Whether the word stands here as a whole identifier. */
export function atWord(state: ParserState, word: string): boolean {
  return (
    state.text.startsWith(word, state.position) &&
    identifierEnd(state.text, state.position) === state.position + word.length
  )
}

/**
 * Where the number that starts at `start` ends: digits, dots and exponents as far as they go, but not a last
 * dot. `1.2.3` is therefore one malformed number rather than three tokens, as in the reference implementation.
 */
export function numberEnd(text: string, start: number): number {
  let end = start
  for (let at = start; ; ) {
    const code = text.charCodeAt(at)
    if (isDigit(code)) {
      at++
      end = at
    } else if (code === 0x2e) at++
    else if (code === 0x65 || code === 0x45) {
      const sign = text.charCodeAt(at + 1)
      const digits = sign === 0x2b || sign === 0x2d ? at + 2 : at + 1
      if (!isDigit(text.charCodeAt(digits))) return end
      at = digits
    } else return end
  }
}

/** Steps over one expected character, after trivia. */
export function expectCharacter(state: ParserState, code: number, summary: string): void {
  skipTrivia(state)
  if (state.text.charCodeAt(state.position) !== code) unexpected(state, summary)
  state.position++
}

/** Gives up at the current position, saying what stands there instead. */
export function unexpected(state: ParserState, summary: string): never {
  const point = state.text.codePointAt(state.position)
  const length = point !== undefined && point > 0xffff ? 2 : 1
  const problem = { code: 'hcl-syntax', summary, detail: `${summary}, but found ${describe(state, point)}.` }
  fail(state, problem, state.position, state.position + length)
}

function describe(state: ParserState, point: number | undefined): string {
  if (point === undefined) return 'the end of the file'
  if (atLineEnd(state)) return 'the end of the line'
  if (startsIdentifier(state.text, state.position)) {
    const word = state.text.slice(state.position, identifierEnd(state.text, state.position))
    return `\`${word.length > 40 ? `${word.slice(0, 40)}…` : word}\``
  }
  const name = `U+${point.toString(16).padStart(4, '0')}`
  if (point < SPACE || point === 0x7f) return `the control character ${name}`
  const character = String.fromCodePoint(point)
  // White space that the grammar does not know looks like some that it does.
  if (/\s/.test(character) || visibleText(character) !== character) return `the invisible character ${name}`
  return `\`${character}\``
}

function skipLineComment(state: ParserState, start: number, textStart: number): number {
  const { text } = state
  const lineFeed = text.indexOf('\n', textStart)
  let end = lineFeed === -1 ? text.length : lineFeed
  if (lineFeed > textStart && text.charCodeAt(lineFeed - 1) === CARRIAGE_RETURN) end--
  state.comments.push({ start, end, text: text.slice(textStart, end) })
  return end
}

function skipBlockComment(state: ParserState, start: number): number {
  const close = state.text.indexOf('*/', start + 2)
  if (close === -1) {
    const detail =
      'A comment that begins with `/*` reaches to the next `*/`, and there is none. Close it, or begin the line with `#`.'
    fail(state, { code: 'hcl-unclosed-comment', summary: 'Unclosed comment', detail }, start, start + 2)
  }
  state.comments.push({ start, end: close + 2, text: state.text.slice(start + 2, close) })
  return close + 2
}
