import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  CLOSE_PARENTHESIS,
  LESS,
  LINE_FEED,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PARENTHESIS,
  QUOTE,
} from './characters.ts'
import { heredocOpening, isHeredocEnd } from './heredoc.ts'
import { atEscapedSequence, atSequence } from './template-tokens.ts'

/**
 * Where to go on after the item that starts at `itemStart` failed at `failedAt`: at the end of the line on which
 * its brackets are balanced again, before the `}` that can only close the block around it, or at a line that looks
 * like an item and is indented no deeper than this one, whichever comes first. Always beyond `itemStart`.
 */
export function findResumption(text: string, itemStart: number, failedAt: number): number {
  const column = columnOf(text, itemStart)
  const open: number[] = []
  let at = itemStart
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === LINE_FEED) {
      closeStrings(open)
      if (at >= failedAt && (open.length === 0 || looksLikeItem(text, at + 1, column))) return at
      at++
    } else if (open.at(-1) === QUOTE) at = stepInString(text, at, open)
    else if (code === CLOSE_BRACE && at >= failedAt && !open.includes(OPEN_BRACE)) return Math.max(at, itemStart + 1)
    else at = stepInCode(text, at, open)
  }
  return text.length
}

/** How many characters stand before `at` on its line. */
export function columnOf(text: string, at: number): number {
  return at - (text.lastIndexOf('\n', at - 1) + 1)
}

/** A string cannot hold a line end: whatever was open since its quote was never meant. */
function closeStrings(open: number[]): void {
  const quote = open.indexOf(QUOTE)
  if (quote !== -1) open.length = quote
}

function stepInString(text: string, at: number, open: number[]): number {
  const code = text.charCodeAt(at)
  if (code === BACKSLASH && text.charCodeAt(at + 1) !== LINE_FEED) return at + 2
  if (code === QUOTE) open.pop()
  if (atEscapedSequence(text, at)) return at + 3
  if (!atSequence(text, at)) return at + 1
  open.push(OPEN_BRACE)
  return at + 2
}

function stepInCode(text: string, at: number, open: number[]): number {
  const code = text.charCodeAt(at)
  switch (code) {
    case QUOTE:
    case OPEN_BRACE:
    case OPEN_BRACKET:
    case OPEN_PARENTHESIS:
      open.push(code)
      return at + 1
    case CLOSE_BRACE:
      return close(open, OPEN_BRACE, at)
    case CLOSE_BRACKET:
      return close(open, OPEN_BRACKET, at)
    case CLOSE_PARENTHESIS:
      return close(open, OPEN_PARENTHESIS, at)
    case LESS:
      return stepOverHeredoc(text, at)
    default:
      return stepOverComment(text, at)
  }
}

/** Closes the nearest bracket of that kind, with all that stands open within it. */
function close(open: number[], opener: number, at: number): number {
  const index = open.lastIndexOf(opener)
  if (index !== -1) open.length = index
  return at + 1
}

function stepOverHeredoc(text: string, at: number): number {
  const opening = heredocOpening(text, at)
  if (opening === undefined) return at + 1
  for (let line = opening.bodyStart; line < text.length; ) {
    const end = text.indexOf('\n', line)
    if (end === -1) break
    if (isHeredocEnd(text, line, opening.marker)) return end
    line = end + 1
  }
  // Without a closing marker the text after it is read as code, in the hope of the next item.
  return opening.bodyStart - 1
}

function stepOverComment(text: string, at: number): number {
  if (text.startsWith('#', at) || text.startsWith('//', at)) {
    const end = text.indexOf('\n', at)
    return end === -1 ? text.length : end
  }
  if (!text.startsWith('/*', at)) return at + 1
  const end = text.indexOf('*/', at + 2)
  return end === -1 ? at + 2 : end + 2
}

/** A line such as `name =` or `type "label" {`, indented by at most `column`; or a `}` further left than that. */
function looksLikeItem(text: string, lineStart: number, column: number): boolean {
  let from = lineStart
  while (from - lineStart <= column && /[ \t]/.test(text.charAt(from))) from++
  if (from - lineStart > column) return false
  if (text.charCodeAt(from) === CLOSE_BRACE) return from - lineStart < column
  const newline = text.indexOf('\n', from)
  return ITEM_HEAD.test(text.slice(from, newline === -1 ? text.length : newline))
}

/** Each repetition begins with a mandatory blank and every alternative after it with another character: linear. */
const ITEM_HEAD =
  /^[\p{ID_Start}_][\p{ID_Continue}-]*(?:[ \t]+(?:"[^"]*"|[\p{ID_Start}_][\p{ID_Continue}-]*))*[ \t]*(?:\{|=(?![=>]))/u
