import type { TextValue, Value } from '../../../value/value.ts'
import { knownText, textOf } from '../../../value/value.ts'
import { MAX_TEXT_LENGTH } from '../limits.ts'
import { compareText } from '../text.ts'
import { derived, isKnown } from '../unknown.ts'
import type { FunctionCall } from './function.ts'

/**
 * `jsonencode(value)`: compact, keys sorted. The text remembers the value it encodes; where a part of that is
 * unknown, so is the text, as one symbol over the whole value.
 */
export function encodeAsJson(value: Value, call: FunctionCall): TextValue {
  const text = isKnown(value) ? jsonOf(value) : undefined
  if (text !== undefined && text.length <= MAX_TEXT_LENGTH) return { ...textOf(text, call.spans), encoded: value }
  const { symbol } = derived('call jsonencode', 'jsonencode(…)', [value], call.span)
  return {
    kind: 'text',
    parts: [{ kind: 'symbol', symbol: { ...symbol, form: 'text' } }],
    spans: call.spans,
    encoded: value,
  }
}

/** The JSON text of a wholly known value. */
export function jsonOf(value: Value): string {
  switch (value.kind) {
    case 'null':
    case 'unknown':
      return 'null'
    case 'boolean':
      return String(value.value)
    case 'number':
      return value.digits
    case 'text':
      return quoted(knownText(value) ?? '')
    case 'list':
      return `[${value.items.map(jsonOf).join()}]`
    case 'map': {
      const entries = [...value.entries].sort(([left], [right]) => compareText(left, right))
      return `{${entries.map(([key, entry]) => `${quoted(key)}:${jsonOf(entry.value)}`).join()}}`
    }
  }
}

/** Go's JSON text: what could end a script element or a line of JavaScript is escaped. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[<>&\u2028\u2029]|\\[bf]/g, (found) => {
    if (found === '\\b') return '\\b'
    if (found === '\\f') return '\\f'
    return `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
