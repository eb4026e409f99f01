import { createScanner, type JSONScanner } from 'jsonc-parser'
import type { Diagnostic } from '../../text/diagnostic.ts'
import type { LineIndex } from '../../text/lines.ts'
import { NOWHERE, type Span } from '../../text/span.ts'
import type { FlatText } from '../../value/text-origin.ts'
import type { JsonLimits } from './limits.ts'
import { SCAN_ERRORS, TOKEN } from './token.ts'

/** Where one reading of a JSON text stands: the scanner has just read the token that comes next. */
export interface ReaderState {
  readonly text: string
  readonly symbols: FlatText['symbols']
  readonly limits: JsonLimits
  readonly scanner: JSONScanner
  readonly diagnostics: Diagnostic[]
  /** Where the characters of a range were written; `all` also names the pieces between the edges. */
  readonly spansOf: (start: number, end: number, within: 'edges' | 'all') => readonly Span[]
  depth: number
  /** Made where a diagnostic first has to name a line. */
  lines: LineIndex | undefined
}

/** Thrown where a text is no JSON and caught where the reading began. */
export class JsonFailure {
  readonly diagnostic: Diagnostic
  constructor(diagnostic: Diagnostic) {
    this.diagnostic = diagnostic
  }
}

export function newReaderState(source: Pick<ReaderState, 'text' | 'symbols' | 'limits' | 'spansOf'>): ReaderState {
  return { ...source, scanner: createScanner(source.text, false), diagnostics: [], depth: 0, lines: undefined }
}

/** Reads the next token that is no white space. Comments are no JSON. */
export function advance(state: ReaderState): void {
  const { scanner } = state
  let token = scanner.scan()
  while (token === TOKEN.blanks || token === TOKEN.lineBreak) token = scanner.scan()
  if (token === TOKEN.lineComment || token === TOKEN.blockComment) {
    failHere(state, 'json-comment', 'Comment in JSON', 'JSON has no comments')
  }
  const error = SCAN_ERRORS[scanner.getTokenError()] ?? 'this is no JSON'
  if (error !== '') failHere(state, 'json-syntax', 'Malformed JSON', error)
}

/** Where the current token stands. */
export function tokenRange(state: ReaderState): { readonly start: number; readonly end: number } {
  const start = state.scanner.getTokenOffset()
  return { start, end: start + state.scanner.getTokenLength() }
}

/** Gives up at the current token; `what` is the beginning of a sentence, lower case, without a full stop. */
export function failHere(state: ReaderState, code: string, summary: string, what: string): never {
  const { start, end } = tokenRange(state)
  const found = start >= state.text.length ? ', but the text ends here' : ''
  const detail = `${what.charAt(0).toUpperCase()}${what.slice(1)}${found}.`
  throw new JsonFailure(jsonDiagnostic(state, 'error', { code, summary, detail }, start, Math.max(end, start + 1)))
}

/** Gives up where more stands side by side than is read; `count` is how many there are so far. */
export function checkSiblings(state: ReaderState, count: number): void {
  const limit = state.limits.siblings
  if (count > limit) failHere(state, 'json-siblings-limit', 'Too many items', `${limit} may stand side by side here`)
}

export function jsonDiagnostic(
  state: ReaderState,
  severity: Diagnostic['severity'],
  problem: Pick<Diagnostic, 'code' | 'summary' | 'detail'>,
  start: number,
  end: number,
): Diagnostic {
  const at = Math.min(start, state.text.length)
  const [subject = NOWHERE] = state.spansOf(at, Math.min(end, state.text.length), 'edges')
  return { severity, ...problem, subject }
}
