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
import { closeAll, closeBracket, isOpen, newOpenBrackets, type OpenBrackets, openBracket } from './open-brackets.ts'
import { atEscapedSequence, atSequence } from './template-tokens.ts'

/**
 * Where to go on after the item that starts at `itemStart` failed at `failedAt`: at the end of the line on which
 * its brackets are balanced again, before the `}` that can only close the block around it, or at a line that looks
 * like an item and is indented no deeper than this one, whichever comes first. Always beyond `itemStart`.
 * Time is linear in the distance.
 */
export function findResumption(text: string, itemStart: number, failedAt: number): number {
  const column = columnOf(text, itemStart)
  const from = lineBreakBefore(text, itemStart, failedAt)
  const skim: Skim = { text, open: newOpenBrackets(), heredocsClose: true, commentsClose: true }
  let at = itemStart
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === LINE_FEED) {
      // A string cannot hold a line end: whatever was opened since its quote was never meant.
      closeAll(skim.open, QUOTE)
      const balanced = skim.open.stack.length === 0
      if (at >= from && (balanced || looksLikeItem(text, at + 1, column))) return at
      at++
    } else if (skim.open.stack.at(-1) === QUOTE) at = stepInString(skim, at)
    else if (code === CLOSE_BRACE && at >= failedAt && !isOpen(skim.open, OPEN_BRACE))
      return Math.max(at, itemStart + 1)
    else at = stepInCode(skim, at)
  }
  return text.length
}

/** How many characters stand before `at` on its line. */
export function columnOf(text: string, at: number): number {
  return at - (text.lastIndexOf('\n', at - 1) + 1)
}

/** A rough reading of text that is known to be wrong somewhere. */
interface Skim {
  readonly text: string
  readonly open: OpenBrackets
  /** False once a heredoc or comment without an end was met: looking for the end of each further one could take forever. */
  heredocsClose: boolean
  commentsClose: boolean
}

/**
 * The line that the failure stands on may itself be the next item: what is not closed before it only shows there,
 * as in `a = f(` with `b = 2` on the next line, where `=` is what fails.
 */
function lineBreakBefore(text: string, itemStart: number, failedAt: number): number {
  const lineBreak = text.lastIndexOf('\n', failedAt - 1)
  return lineBreak > itemStart ? lineBreak : failedAt
}

function stepInString({ text, open }: Skim, at: number): number {
  const code = text.charCodeAt(at)
  if (code === BACKSLASH && text.charCodeAt(at + 1) !== LINE_FEED) return at + 2
  if (code === QUOTE) closeBracket(open, QUOTE)
  if (atEscapedSequence(text, at)) return at + 3
  if (!atSequence(text, at)) return at + 1
  openBracket(open, OPEN_BRACE)
  return at + 2
}

function stepInCode(skim: Skim, at: number): number {
  const code = skim.text.charCodeAt(at)
  switch (code) {
    case QUOTE:
    case OPEN_BRACE:
    case OPEN_BRACKET:
    case OPEN_PARENTHESIS:
      openBracket(skim.open, code)
      return at + 1
    case CLOSE_BRACE:
      closeBracket(skim.open, OPEN_BRACE)
      return at + 1
    case CLOSE_BRACKET:
      closeBracket(skim.open, OPEN_BRACKET)
      return at + 1
    case CLOSE_PARENTHESIS:
      closeBracket(skim.open, OPEN_PARENTHESIS)
      return at + 1
    case LESS:
      return stepOverHeredoc(skim, at)
    default:
      return stepOverComment(skim, at)
  }
}

function stepOverHeredoc(skim: Skim, at: number): number {
  const { text } = skim
  const opening = skim.heredocsClose ? heredocOpening(text, at) : undefined
  if (opening === undefined) return at + 1
  for (let line = opening.bodyStart; line < text.length; ) {
    const end = text.indexOf('\n', line)
    if (end === -1) break
    if (isHeredocEnd(text, line, opening.marker)) return end
    line = end + 1
  }
  // Without a closing marker the text after it is read as code, up to the next line that looks like an item.
  skim.heredocsClose = false
  openBracket(skim.open, LESS)
  return opening.bodyStart - 1
}

function stepOverComment(skim: Skim, at: number): number {
  const { text } = skim
  if (text.startsWith('#', at) || text.startsWith('//', at)) {
    const end = text.indexOf('\n', at)
    return end === -1 ? text.length : end
  }
  if (!skim.commentsClose || !text.startsWith('/*', at)) return at + 1
  const end = text.indexOf('*/', at + 2)
  if (end !== -1) return end + 2
  skim.commentsClose = false
  return at + 2
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
