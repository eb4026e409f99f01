import type { Diagnostic } from '../../text/diagnostic.ts'
import { DEFAULT_JSON_LIMITS } from '../json/limits.ts'
import {
  advance,
  checkSiblings,
  failHere,
  JsonFailure,
  jsonDiagnostic,
  newReaderState,
  type ReaderState,
  tokenRange,
} from '../json/reader-state.ts'
import { TOKEN } from '../json/token.ts'
import type { JsonMember, JsonNode, JsonString } from './json-node.ts'
import { readString } from './read-string.ts'

/**
 * Reads a JSON text as it is written. Total: at the first thing that is no JSON the reading ends with a diagnostic,
 * and what came before it is there, in objects and arrays that say that they are not complete.
 */
export function readNodes(
  path: string,
  text: string,
): { readonly root: JsonNode; readonly diagnostics: readonly Diagnostic[] } {
  const spansOf: ReaderState['spansOf'] = (start, end) => [{ file: path, start, end }]
  const state = newReaderState({ text, symbols: new Map(), limits: DEFAULT_JSON_LIMITS, spansOf })
  const reading: Reading = { state, failed: false }
  const unreadable: JsonNode = { kind: 'unreadable', start: 0, end: text.length }
  const root = guarded(reading, unreadable, () => {
    checkStart(state)
    advance(state)
    return readNode(reading)
  })
  guarded(reading, undefined, () => {
    if (!reading.failed && state.scanner.getToken() !== TOKEN.end) expected(state, 'nothing may follow the value')
  })
  return { root, diagnostics: state.diagnostics }
}

interface Reading {
  readonly state: ReaderState
  /** Nothing is read after a failure. */
  failed: boolean
}

/** Runs a reader; where it fails, the reason becomes the diagnostic and the answer is `otherwise`. */
function guarded<Result>(reading: Reading, otherwise: Result, read: () => Result): Result {
  try {
    return read()
  } catch (failure) {
    if (!(failure instanceof JsonFailure)) throw failure
    reading.failed = true
    reading.state.diagnostics.push(failure.diagnostic)
    return otherwise
  }
}

const BYTE_ORDER_MARK = '\ufeff'

/** Terraform refuses JSON that begins with a byte order mark; the rest of it is read all the same. */
function checkStart(state: ReaderState): void {
  const { text, limits, diagnostics, scanner } = state
  if (text.length > limits.length) {
    failHere(state, 'json-length-limit', 'JSON too long', `a JSON text may have ${limits.length} characters here`)
  }
  if (!text.startsWith(BYTE_ORDER_MARK)) return
  const detail = 'The text begins with a byte order mark, which Terraform refuses in JSON. Save it without one.'
  diagnostics.push(jsonDiagnostic(state, 'error', { code: 'json-bom', summary: 'Byte order mark', detail }, 0, 1))
  scanner.setPosition(1)
}

/** Reads the value that begins with the current token; the token after it is current then. */
function readNode(reading: Reading): JsonNode {
  const { state } = reading
  const range = tokenRange(state)
  switch (state.scanner.getToken()) {
    case TOKEN.openBrace:
      return readObject(reading)
    case TOKEN.openBracket:
      return readArray(reading)
    case TOKEN.string:
      return readText(state)
    case TOKEN.number: {
      advance(state)
      return { kind: 'number', ...range, digits: state.text.slice(range.start, range.end) }
    }
    case TOKEN.true:
    case TOKEN.false: {
      const value = state.scanner.getToken() === TOKEN.true
      advance(state)
      return { kind: 'boolean', ...range, value }
    }
    case TOKEN.null:
      advance(state)
      return { kind: 'null', ...range }
    default:
      expected(state, 'a value is expected here')
  }
}

function readObject(reading: Reading): JsonNode {
  const members: JsonMember[] = []
  const read = () => members.push(readMember(reading))
  const { start, end, complete } = readNested(reading, TOKEN.closeBrace, '`,` or `}` is expected here', read)
  return { kind: 'object', start, end, members, complete }
}

function readArray(reading: Reading): JsonNode {
  const items: JsonNode[] = []
  const read = () => items.push(readNode(reading))
  const { start, end, complete } = readNested(reading, TOKEN.closeBracket, '`,` or `]` is expected here', read)
  return { kind: 'array', start, end, items, complete }
}

interface Nested {
  readonly start: number
  readonly end: number
  readonly complete: boolean
}

/** Reads what stands between two brackets, with commas between. */
function readNested(reading: Reading, closing: number, separators: string, readItem: () => void): Nested {
  const { state } = reading
  const { start } = tokenRange(state)
  state.depth++
  const end = guarded(reading, undefined, () => {
    if (state.depth > state.limits.depth) {
      failHere(state, 'json-nesting-limit', 'Too deeply nested', `JSON may nest ${state.limits.depth} levels deep here`)
    }
    advance(state)
    for (let count = 0; state.scanner.getToken() !== closing; count++) {
      if (count > 0) stepOver(state, TOKEN.comma, separators)
      checkSiblings(state, count + 1)
      readItem()
      if (reading.failed) return undefined
    }
    return tokenRange(state).end
  })
  state.depth--
  if (end === undefined) return { start, end: Math.max(start + 1, tokenRange(state).start), complete: false }
  // What follows may be malformed: what was closed is whole all the same.
  guarded(reading, undefined, () => advance(state))
  return { start, end, complete: true }
}

/** A property whose value cannot be read is there all the same: what it says is unknown, not absent. */
function readMember(reading: Reading): JsonMember {
  const { state } = reading
  if (state.scanner.getToken() !== TOKEN.string) expected(state, 'a key in double quotes is expected here')
  const key = readText(state)
  const unreadable: JsonNode = { kind: 'unreadable', start: key.end, end: state.text.length }
  const value = guarded(reading, unreadable, () => {
    stepOver(state, TOKEN.colon, '`:` is expected here')
    return readNode(reading)
  })
  return { key, value }
}

function readText(state: ReaderState): JsonString {
  const { start, end } = tokenRange(state)
  const text = readString(state.text, start, end)
  advance(state)
  return text
}

function stepOver(state: ReaderState, token: number, what: string): void {
  if (state.scanner.getToken() !== token) expected(state, what)
  advance(state)
}

function expected(state: ReaderState, what: string): never {
  failHere(state, 'json-syntax', 'Malformed JSON', what)
}
