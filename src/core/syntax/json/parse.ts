import type { Diagnostic } from '../../text/diagnostic.ts'
import { flattenText, spansWithin } from '../../value/text-origin.ts'
import type { TextValue, Value } from '../../value/value.ts'
import { DEFAULT_JSON_LIMITS, type JsonLimits } from './limits.ts'
import { readValue } from './read-value.ts'
import { advance, failHere, JsonFailure, jsonDiagnostic, newReaderState, type ReaderState } from './reader-state.ts'
import { TOKEN } from './token.ts'

export interface JsonResult {
  /** Undefined where the text is no JSON. With duplicate keys the last one stands, beside the error that says so. */
  readonly value: Value | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Reads standard JSON (RFC 8259): comments, trailing commas and duplicate keys are errors. Never throws. Every
 * value and key has its place in `path`, and numbers keep all their digits. A byte order mark is skipped with a
 * warning, since other readers refuse it.
 */
export function parseJson(path: string, text: string, limits: JsonLimits = DEFAULT_JSON_LIMITS): JsonResult {
  const spansOf: ReaderState['spansOf'] = (start, end) => [{ file: path, start, end }]
  return read(newReaderState({ text, symbols: new Map(), limits, spansOf }))
}

/**
 * Reads JSON out of a text that may have unknown parts: within a string they stay parts of its text, in the place
 * of a value they are an unknown value (or the value that they encode), and in a key they make its whole object
 * unknown. An unknown part is taken to be one value, or text without quotes and backslashes, never to end the string
 * around it. Places are those of the text's pieces, so that each line of a heredoc keeps its own.
 */
export function readJsonText(text: TextValue, limits: JsonLimits = DEFAULT_JSON_LIMITS): JsonResult {
  const flat = flattenText(text)
  const spansOf: ReaderState['spansOf'] = (start, end, within) => spansWithin(flat, start, end, within)
  return read(newReaderState({ text: flat.text, symbols: flat.symbols, limits, spansOf }))
}

/** As `readJsonText`, where only a text without errors is of use: undefined otherwise. */
export function parseJsonText(text: TextValue, limits: JsonLimits = DEFAULT_JSON_LIMITS): Value | undefined {
  const { value, diagnostics } = readJsonText(text, limits)
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error') ? undefined : value
}

const BYTE_ORDER_MARK = '\ufeff'

function read(state: ReaderState): JsonResult {
  const { text, limits, diagnostics, scanner } = state
  try {
    if (text.length > limits.length) {
      failHere(state, 'json-length-limit', 'JSON too long', `a JSON text may have ${limits.length} characters here`)
    }
    if (text.startsWith(BYTE_ORDER_MARK)) {
      const detail = 'The text begins with a byte order mark, which many JSON readers refuse. Save it without one.'
      diagnostics.push(jsonDiagnostic(state, 'warning', { code: 'json-bom', summary: 'Byte order mark', detail }, 0, 1))
      scanner.setPosition(1)
    }
    advance(state)
    const value = readValue(state)
    if (scanner.getToken() !== TOKEN.end) {
      failHere(state, 'json-syntax', 'Malformed JSON', 'nothing may follow the value')
    }
    return { value, diagnostics }
  } catch (failure) {
    if (!(failure instanceof JsonFailure)) throw failure
    return { value: undefined, diagnostics: [...diagnostics, failure.diagnostic] }
  }
}
