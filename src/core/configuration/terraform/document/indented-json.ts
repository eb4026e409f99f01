import type { Value } from '../../../value/value.ts'
import { jsonOf } from '../functions/json-encode.ts'

/** A wholly known value as JSON text in the order of its entries, two spaces a level, as the provider writes it. */
export function indentedJson(value: Value, indent = ''): string {
  const inner = `${indent}  `
  if (value.kind === 'list') {
    if (value.items.length === 0) return '[]'
    return `[\n${value.items.map((item) => inner + indentedJson(item, inner)).join(',\n')}\n${indent}]`
  }
  if (value.kind !== 'map') return jsonOf(value)
  const lines = [...value.entries].map(
    ([key, entry]) => `${inner}${jsonOf(keyText(key))}: ${indentedJson(entry.value, inner)}`,
  )
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`
}

function keyText(key: string): Value {
  return { kind: 'text', parts: key === '' ? [] : [{ kind: 'literal', text: key }], spans: [] }
}
