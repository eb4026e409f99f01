import type { TemplateLiteral, TemplatePart } from './ast.ts'
import { checkSiblings, descend, fail, type ParserState } from './parser-state.ts'
import { joinLiterals } from './template-literal.ts'
import type { Divider, ForStart, IfStart, TemplateToken } from './template-tokens.ts'

/** Matches directives with their ends, and joins literals that stand side by side. */
export function buildTemplateTree(state: ParserState, tokens: readonly TemplateToken[]): TemplatePart[] {
  const cursor: Cursor = { tokens, at: 0 }
  const parts = readParts(state, cursor)
  const stray = tokens[cursor.at]
  if (stray !== undefined) failStray(state, stray)
  return parts
}

interface Cursor {
  readonly tokens: readonly TemplateToken[]
  at: number
}

/** Reads parts up to a divider, which is left to the caller. */
function readParts(state: ParserState, cursor: Cursor): TemplatePart[] {
  const parts: TemplatePart[] = []
  let run: TemplateLiteral[] = []
  const flush = () => {
    if (run.length > 0) parts.push(joinLiterals(run))
    run = []
  }
  for (; ; cursor.at++) {
    const token = cursor.tokens[cursor.at]
    if (token?.kind === 'literal') {
      run.push(token)
      continue
    }
    flush()
    checkSiblings(state, parts.length)
    switch (token?.kind) {
      case undefined:
      case 'else':
      case 'endif':
      case 'endfor':
        return parts
      case 'interpolation':
        parts.push(token)
        break
      case 'if-start':
        parts.push(readIf(state, cursor, token))
        break
      case 'for-start':
        parts.push(readFor(state, cursor, token))
        break
    }
  }
}

/** The cursor stands at the `if` before, and at its `endif` after. */
function readIf(state: ParserState, cursor: Cursor, opening: IfStart): TemplatePart {
  descend(state)
  cursor.at++
  const chosen = readParts(state, cursor)
  let divider = cursor.tokens[cursor.at]
  let otherwise: TemplatePart[] = []
  if (divider?.kind === 'else') {
    cursor.at++
    otherwise = readParts(state, cursor)
    divider = cursor.tokens[cursor.at]
  }
  if (divider === undefined) failUnclosed(state, opening, 'endif')
  if (divider.kind !== 'endif') failStray(state, divider)
  state.depth--
  const { start, condition } = opening
  // biome-ignore lint/suspicious/noThenProperty: a syntax node is data; nobody awaits it.
  return { kind: 'if', start, end: divider.end, condition, then: chosen, otherwise }
}

function readFor(state: ParserState, cursor: Cursor, opening: ForStart): TemplatePart {
  descend(state)
  cursor.at++
  const parts = readParts(state, cursor)
  const divider = cursor.tokens[cursor.at]
  if (divider === undefined) failUnclosed(state, opening, 'endfor')
  if (divider.kind !== 'endfor') failStray(state, divider)
  state.depth--
  return { ...opening, kind: 'for', end: divider.end, parts }
}

function failUnclosed(state: ParserState, opening: IfStart | ForStart, ending: Divider['kind']): never {
  const detail = `This directive has no \`%{ ${ending} }\` before the template ends. Add it.`
  fail(state, { code: 'hcl-unclosed-directive', summary: 'Unclosed directive', detail }, opening.start, opening.end)
}

function failStray(state: ParserState, token: TemplateToken): never {
  const detail = `Nothing that stands open here ends or divides with \`%{ ${token.kind} }\`. Remove it, or open what it belongs to before it.`
  fail(state, { code: 'hcl-stray-directive', summary: 'Stray directive', detail }, token.start, token.end)
}
