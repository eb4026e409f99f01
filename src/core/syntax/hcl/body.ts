import { indexLines, positionAt } from '../../text/lines.ts'
import type { Attribute, Block, Body, Expression, Range } from './ast.ts'
import { parseBlockHeader } from './block-header.ts'
import { CLOSE_BRACE, EQUALS, GREATER, OPEN_BRACE, QUOTE, startsIdentifier } from './characters.ts'
import { isHigherThan } from './children.ts'
import {
  checkItems,
  descend,
  diagnosticOf,
  fail,
  mayReread,
  type ParserState,
  report,
  SyntaxFailure,
  stopReading,
} from './parser-state.ts'
import { findResumption } from './recovery.ts'
import { atEndOfFile, atLineEnd, readIdentifier, skipBlankLines, skipTrivia, unexpected } from './scanner.ts'
import { closeUnclosedBlock } from './unclosed-block.ts'

/**
 * Reads attributes and blocks up to the end of the file, or up to the `}` of the block around them, which is left
 * to the caller. A broken item is reported and skipped; everything else is there.
 */
export function parseBody(state: ParserState, within: 'file' | 'block'): Body {
  const body: OpenBody = { attributes: new Map(), blocks: [] }
  const start = state.position
  const { depth } = state
  const { siblings, blocksWithin } = state.limits
  for (;;) {
    let itemStart = state.position
    try {
      skipBlankLines(state)
      itemStart = state.position
      checkItems(state, body.attributes.size + body.blocks.length, siblings)
      if (within === 'block') checkItems(state, body.blocks.length, blocksWithin)
      if (atEndOfFile(state)) break
      if (state.text.charCodeAt(itemStart) !== CLOSE_BRACE) parseItem(state, body)
      else if (within === 'block') break
      else skipStrayBrace(state)
    } catch (failure) {
      resume(state, failure, itemStart, depth)
    }
  }
  return { start, end: state.position, ...body }
}

interface OpenBody {
  readonly attributes: Map<string, Attribute>
  readonly blocks: Block[]
}

function skipStrayBrace(state: ParserState): void {
  const detail = 'This `}` closes nothing. Either it is one too many, or a `{` before it is missing.'
  const range = { start: state.position, end: state.position + 1 }
  state.position++
  report(state, diagnosticOf(state, { code: 'hcl-stray-brace', summary: 'Stray `}`', detail }, range))
}

/** Reports why an item failed and moves to where the next one may begin. */
function resume(state: ParserState, failure: unknown, itemStart: number, depth: number): void {
  if (!(failure instanceof SyntaxFailure)) throw failure
  const failedAt = Math.max(failure.diagnostic.subject.start, itemStart)
  const readTo = state.position
  state.position = findResumption(state.text, itemStart, failedAt)
  state.newlinesMatter = true
  state.depth = depth
  report(state, failure.diagnostic)
  const distance = Math.max(readTo, state.position) - itemStart
  if (state.errors <= state.limits.errors && !mayReread(state, distance)) stopReading(state)
}

function parseItem(state: ParserState, body: OpenBody): void {
  const start = state.position
  if (!startsIdentifier(state.text, start) && atConflictMarker(state.text, start)) failConflict(state, start)
  const name = readIdentifier(state, 'the name of an argument or the type of a block')
  const nameRange = { start, end: state.position }
  skipTrivia(state)
  const { text, position } = state
  const code = text.charCodeAt(position)
  if (code === EQUALS) {
    parseAttribute(state, body, name, nameRange)
  } else if (code === QUOTE || code === OPEN_BRACE || startsIdentifier(text, position)) {
    parseBlock(state, body, name, nameRange)
  } else unexpected(state, `Expected \`=\` for an argument, or labels and \`{\` for a block, after \`${name}\``)
}

/** What a merge leaves at the start of a line where two sides disagree. */
function atConflictMarker(text: string, at: number): boolean {
  return CONFLICT_MARKERS.some((marker) => text.startsWith(marker, at)) && (at === 0 || text.charAt(at - 1) === '\n')
}

const CONFLICT_MARKERS = ['<<<<<<<', '|||||||', '=======', '>>>>>>>']

function failConflict(state: ParserState, start: number): never {
  const detail =
    'A merge left this line, with both sides after it. Decide what is to stay, and remove the three markers.'
  fail(state, { code: 'hcl-merge-conflict', summary: 'Conflict of a merge', detail }, start, start + 7)
}

/** An attribute whose expression is broken is kept, as malformed. */
function parseAttribute(state: ParserState, body: OpenBody, name: string, nameRange: Range): void {
  const { depth } = state
  const valueStart = skipEqualsSign(state)
  let expression: Expression
  try {
    expression = parseValue(state)
    expectItemEnd(state, 'Expected a new line after the argument')
  } catch (failure) {
    resume(state, failure, nameRange.start, depth)
    expression = { kind: 'malformed', start: valueStart, end: trimmedEnd(state.text, valueStart, state.position) }
  }
  addAttribute(state, body, { start: nameRange.start, end: expression.end, name, nameRange, expression })
}

/** Steps over `=` and the blanks after it. */
function skipEqualsSign(state: ParserState): number {
  const next = state.text.charCodeAt(state.position + 1)
  if (next === EQUALS || next === GREATER) unexpected(state, 'Expected a single `=`')
  state.position++
  skipTrivia(state)
  return state.position
}

function parseValue(state: ParserState): Expression {
  state.links = 0
  const expression = state.parseExpression(state)
  const limit = state.limits.expressionHeight
  // Without many links the nesting limit alone keeps the tree low.
  if (state.links + state.limits.nestingDepth > limit && isHigherThan(expression, limit)) {
    const detail = `An expression may be ${limit} operators, accesses and brackets high here. Give a part of it a name of its own, in \`locals\`.`
    const problem = { code: 'hcl-expression-limit', summary: 'Expression too high', detail }
    fail(state, problem, expression.start, expression.end)
  }
  return expression
}

function addAttribute(state: ParserState, body: OpenBody, attribute: Attribute): void {
  const first = body.attributes.get(attribute.name)
  if (first === undefined) {
    body.attributes.set(attribute.name, attribute)
    return
  }
  state.lines ??= indexLines(state.text)
  const { line } = positionAt(state.lines, first.start)
  const detail = `\`${attribute.name}\` is already set on line ${line}, and may be set only once in a block. Remove one of the two.`
  const problem = { code: 'hcl-duplicate-attribute', summary: 'Argument set twice', detail }
  report(state, diagnosticOf(state, problem, attribute.nameRange))
}

/** A block stays even where something follows it on its line. */
function parseBlock(state: ParserState, parent: OpenBody, type: string, typeRange: Range): void {
  const { labels, headerRange } = parseBlockHeader(state, typeRange)
  const header = { type, typeRange, labels, headerRange }
  const { start } = typeRange
  const { depth } = state
  descend(state)
  state.position++
  const body = parseBlockBody(state)
  state.depth--
  if (state.text.charCodeAt(state.position) !== CLOSE_BRACE) {
    const closed = closeUnclosedBlock(state, headerRange, body)
    parent.blocks.push({ start, end: closed.end, ...header, body: closed })
    return
  }
  state.position++
  const end = state.position
  parent.blocks.push({ start, end, ...header, body })
  try {
    expectItemEnd(state, 'Expected a new line after the block')
  } catch (failure) {
    // Never from the block's start: its own `}` would be read again, as the one of the block around it.
    resume(state, failure, end, depth)
  }
}

/** After `{` comes a new line and any number of items, or one argument on the same line, or nothing. */
function parseBlockBody(state: ParserState): Body {
  const start = state.position
  skipTrivia(state)
  const code = state.text.charCodeAt(state.position)
  if (code === CLOSE_BRACE || atLineEnd(state) || atEndOfFile(state)) {
    const body = parseBody(state, 'block')
    return { ...body, start }
  }
  const nameStart = state.position
  const name = readIdentifier(state, 'an argument, `}` or a new line after `{`')
  const nameRange = { start: nameStart, end: state.position }
  skipTrivia(state)
  if (state.text.charCodeAt(state.position) !== EQUALS) {
    unexpected(state, 'Expected `=`: a block on one line holds one argument and no block')
  }
  skipEqualsSign(state)
  const expression = parseValue(state)
  skipTrivia(state)
  if (state.text.charCodeAt(state.position) !== CLOSE_BRACE) {
    unexpected(state, 'Expected `}`: a block on one line holds one argument')
  }
  const attribute: Attribute = { start: nameStart, end: expression.end, name, nameRange, expression }
  return { start, end: state.position, attributes: new Map([[name, attribute]]), blocks: [] }
}

function expectItemEnd(state: ParserState, summary: string): void {
  skipTrivia(state)
  if (!atLineEnd(state) && !atEndOfFile(state)) unexpected(state, summary)
}

function trimmedEnd(text: string, start: number, end: number): number {
  let last = Math.max(start, end)
  while (last > start && /\s/.test(text.charAt(last - 1))) last--
  return last
}
