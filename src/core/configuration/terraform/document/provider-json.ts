import type { Value } from '../../../value/value.ts'
import { textOf } from '../../../value/value.ts'
import { jsonOf } from '../functions/json-encode.ts'

/**
 * A wholly known value as JSON text in the order of its entries, as the provider writes it: two spaces a level, or
 * without any white space.
 */
export function providerJson(value: Value, isIndented: boolean): string {
  return write(value, isIndented ? '\n' : '', isIndented ? ': ' : ':')
}

/** `line` is what stands before a line of the value itself. */
function write(value: Value, line: string, colon: string): string {
  const inner = line === '' ? '' : `${line}  `
  const within = (parts: readonly string[], open: string, close: string): string =>
    parts.length === 0 ? open + close : `${open}${parts.map((part) => inner + part).join(',')}${line}${close}`
  if (value.kind === 'list') {
    return within(
      value.items.map((item) => write(item, inner, colon)),
      '[',
      ']',
    )
  }
  if (value.kind !== 'map') return jsonOf(value)
  const entries = [...value.entries].map(
    ([key, entry]) => jsonOf(textOf(key, [])) + colon + write(entry.value, inner, colon),
  )
  return within(entries, '{', '}')
}
