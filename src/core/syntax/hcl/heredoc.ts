import type { Template, TemplateLiteral } from './ast.ts'
import { CARRIAGE_RETURN, identifierEnd, isWhiteSpace, LINE_FEED, MINUS, startsIdentifier } from './characters.ts'
import { fail, type ParserState } from './parser-state.ts'
import { addVerbatim, dropPrefix, finishLiteral, leadingWhiteSpace, newLiteral } from './template-literal.ts'
import {
  atEscapedSequence,
  atSequence,
  readTemplateTokens,
  type TemplateSource,
  type TemplateToken,
} from './template-tokens.ts'
import { buildTemplateTree } from './template-tree.ts'

/** Reads a heredoc, the position being at `<`; undefined where none begins: the marker's line must hold nothing else. */
export function parseHeredoc(state: ParserState): Template | undefined {
  const start = state.position
  const opening = heredocOpening(state.text, start)
  if (opening === undefined) return undefined
  state.position = opening.bodyStart
  const source = heredocSource(opening.marker, start)
  const tokens = readTemplateTokens(state, source)
  const end = state.position + leadingWhiteSpace(state.text.slice(state.position, lineEnd(state.text, state.position)))
  state.position = end + opening.marker.length
  const parts = buildTemplateTree(state, opening.flush ? flushIndentation(tokens) : tokens)
  return { kind: 'template', form: 'heredoc', start, end: state.position, parts }
}

/** `<<NAME` or `<<-NAME` and a line end. */
export function heredocOpening(
  text: string,
  start: number,
): { readonly marker: string; readonly flush: boolean; readonly bodyStart: number } | undefined {
  if (!text.startsWith('<<', start)) return undefined
  const flush = text.charCodeAt(start + 2) === MINUS
  const nameStart = flush ? start + 3 : start + 2
  if (!startsIdentifier(text, nameStart)) return undefined
  const nameEnd = identifierEnd(text, nameStart)
  const newline = text.charCodeAt(nameEnd) === CARRIAGE_RETURN ? nameEnd + 1 : nameEnd
  if (text.charCodeAt(newline) !== LINE_FEED) return undefined
  return { marker: text.slice(nameStart, nameEnd), flush, bodyStart: newline + 1 }
}

/** Whether the line that starts at `at` is the closing marker. It may be indented, and a line end must follow. */
export function isHeredocEnd(text: string, at: number, marker: string): boolean {
  let from = at
  while (isWhiteSpace(text.charCodeAt(from)) && text.charCodeAt(from) !== LINE_FEED) from++
  if (!text.startsWith(marker, from)) return false
  let to = from + marker.length
  while (isWhiteSpace(text.charCodeAt(to)) && text.charCodeAt(to) !== LINE_FEED) to++
  return text.charCodeAt(to) === LINE_FEED
}

/** Text is read a line at a time; escape sequences with a backslash are plain text here. */
export function readLine(state: ParserState): TemplateLiteral {
  const { text } = state
  const start = state.position
  const builder = newLiteral()
  let verbatim = start
  let at = start
  while (at < text.length && !atSequence(text, at)) {
    const code = text.charCodeAt(at)
    if (code === LINE_FEED) {
      at++
      break
    }
    if (code === CARRIAGE_RETURN && text.charCodeAt(at + 1) !== LINE_FEED) {
      const detail = 'A carriage return may stand only before a line feed, as the two of them end a line.'
      fail(state, { code: 'hcl-stray-carriage-return', summary: 'Stray carriage return', detail }, at, at + 1)
    }
    if (atEscapedSequence(text, at)) {
      addVerbatim(builder, text, verbatim, at)
      verbatim = at + 1
      at += 3
    } else at++
  }
  addVerbatim(builder, text, verbatim, at)
  state.position = at
  return finishLiteral(builder, start, at)
}

function heredocSource(marker: string, start: number): TemplateSource {
  return {
    atEnd(state) {
      const { text, position } = state
      if (position >= text.length) {
        const detail = `No line holds the closing marker \`${marker.slice(0, 40)}\` alone, with a line end after it. Add that line.`
        fail(state, { code: 'hcl-unclosed-heredoc', summary: 'Unclosed heredoc', detail }, start, start + 2)
      }
      return text.charCodeAt(position - 1) === LINE_FEED && isHeredocEnd(text, position, marker)
    },
    readLiteral: readLine,
  }
}

/**
 * `<<-` takes the smallest indentation of any line away from every line. A line of white space alone neither
 * counts nor changes; a line that begins with a sequence counts as not indented; and a line after a strip
 * marker that ate the line end does not count as a line of its own (as Terraform 1.11 evaluates it).
 */
function flushIndentation(tokens: readonly TemplateToken[]): TemplateToken[] {
  let smallest = Number.POSITIVE_INFINITY
  const indented = new Set<number>()
  let lineStart = true
  for (const [index, token] of tokens.entries()) {
    if (lineStart) {
      lineStart = false
      const indentation = token.kind === 'literal' ? leadingWhiteSpace(token.text) : 0
      const blank = token.kind === 'literal' && indentation === token.text.length && token.text.endsWith('\n')
      if (!blank) smallest = Math.min(smallest, indentation)
      if (!blank && token.kind === 'literal') indented.add(index)
    }
    if (token.kind === 'literal' && token.text.endsWith('\n')) lineStart = true
  }
  return tokens.map((token, index) =>
    token.kind === 'literal' && indented.has(index) ? dropPrefix(token, smallest) : token,
  )
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}
