import type { Diagnostic } from '../../text/diagnostic.ts'
import type { Expression, HclFile, Template } from './ast.ts'
import { parseBody } from './body.ts'
import { BYTE_ORDER_MARK } from './characters.ts'
import { isHigherThan } from './children.ts'
import { parseExpression } from './expressions.ts'
import { readLine } from './heredoc.ts'
import { DEFAULT_HCL_LIMITS, type HclLimits } from './limits.ts'
import { diagnosticOf, fail, type ParserState, SyntaxFailure } from './parser-state.ts'
import { atEndOfFile, skipTrivia, unexpected } from './scanner.ts'
import { readTemplateTokens } from './template-tokens.ts'
import { buildTemplateTree } from './template-tree.ts'

/**
 * Reads a file of Terraform's (HCL's) native syntax. Total: whatever the text, the answer is the part that could be
 * understood and a diagnostic of severity error for each part that could not. `text` is decoded UTF-8; a byte
 * order mark at its start is skipped. Source of the grammar: "HCL Native Syntax Specification"; where that is
 * silent, what Terraform 1.11 accepts.
 */
export function parseHcl(path: string, text: string, limits: HclLimits = DEFAULT_HCL_LIMITS): HclFile {
  const state = newState(path, text, limits)
  if (text.length > limits.fileLength) {
    state.diagnostics.push(tooLong(state))
    const body = { start: 0, end: text.length, attributes: new Map(), blocks: [] }
    return { path, text, body, comments: [], diagnostics: state.diagnostics }
  }
  const body = parseBody(state, 'file')
  const { comments, diagnostics } = state
  return { path, text, body: { ...body, start: 0, end: text.length }, comments, diagnostics }
}

/** Reads one expression, line ends being white space as in parentheses. A broken one is `malformed`. */
export function parseHclExpression(
  path: string,
  text: string,
  limits: HclLimits = DEFAULT_HCL_LIMITS,
): { readonly expression: Expression; readonly diagnostics: readonly Diagnostic[] } {
  const state = newState(path, text, limits)
  state.newlinesMatter = false
  const expression = guarded(state, (): Expression => {
    const result = parseExpression(state)
    skipTrivia(state)
    if (!atEndOfFile(state)) unexpected(state, 'Expected the end of the expression')
    checkHeight(state, result)
    return result
  })
  const result = expression ?? { kind: 'malformed', start: 0, end: text.length }
  return { expression: result, diagnostics: state.diagnostics }
}

/** Reads the text of a template file, as `templatefile()` does. A broken one is undefined. */
export function parseHclTemplate(
  path: string,
  text: string,
  limits: HclLimits = DEFAULT_HCL_LIMITS,
): { readonly template: Template | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const state = newState(path, text, limits)
  const start = state.position
  const template = guarded(state, (): Template => {
    const tokens = readTemplateTokens(state, { atEnd: atEndOfFile, readLiteral: readLine })
    const parts = buildTemplateTree(state, tokens)
    const result: Template = { kind: 'template', form: 'bare', start, end: text.length, parts }
    checkHeight(state, result)
    return result
  })
  return { template, diagnostics: state.diagnostics }
}

function newState(path: string, text: string, limits: HclLimits): ParserState {
  return {
    path,
    text,
    limits,
    parseExpression,
    diagnostics: [],
    comments: [],
    position: text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0,
    newlinesMatter: true,
    depth: 0,
    links: 0,
    errors: 0,
    reread: 0,
    lines: undefined,
  }
}

/** Runs a parser that may give up; the reason becomes the diagnostic. */
function guarded<Result>(state: ParserState, parse: () => Result): Result | undefined {
  if (state.text.length > state.limits.fileLength) {
    state.diagnostics.push(tooLong(state))
    return undefined
  }
  try {
    return parse()
  } catch (failure) {
    if (!(failure instanceof SyntaxFailure)) throw failure
    state.diagnostics.push(failure.diagnostic)
    return undefined
  }
}

function checkHeight(state: ParserState, expression: Expression): void {
  const limit = state.limits.expressionHeight
  if (!isHigherThan(expression, limit)) return
  const detail = `An expression may be ${limit} operators, accesses and brackets high here. Give a part of it a name of its own, in \`locals\`.`
  fail(state, { code: 'hcl-expression-limit', summary: 'Expression too high', detail }, 0, state.text.length)
}

function tooLong(state: ParserState): Diagnostic {
  const detail = `The file has ${state.text.length} characters; up to ${state.limits.fileLength} are read. Split it into several.`
  return diagnosticOf(state, { code: 'hcl-file-limit', summary: 'File too long', detail }, { start: 0, end: 0 })
}
