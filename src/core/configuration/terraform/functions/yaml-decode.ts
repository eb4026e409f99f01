import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml'
import type { MapEntry, Value } from '../../../value/value.ts'
import { textOf } from '../../../value/value.ts'
import { exactOf, numberOf } from '../number.ts'
import type { FunctionCall } from './function.ts'

/** YAML deeper or larger than this is not read. */
const MAX_YAML_LENGTH = 262_144
const MAX_YAML_DEPTH = 64

/**
 * `yamldecode(text)`: undefined where Terraform would refuse the text, or where it uses what is not read here
 * (aliases, several documents, tags). Every value stands at the call.
 */
export function decodeYaml(text: string | undefined, call: FunctionCall): Value | undefined {
  if (text === undefined || text.length > MAX_YAML_LENGTH) return undefined
  const document = parseDocument(text, { schema: 'core', uniqueKeys: true, strict: true, version: '1.2' })
  if (document.errors.length > 0 || document.warnings.length > 0) return undefined
  return document.contents === null ? undefined : read(document.contents, call, 0)
}

function read(node: Node | null, call: FunctionCall, depth: number): Value | undefined {
  if (depth > MAX_YAML_DEPTH || isAlias(node)) return undefined
  if (node === null) return { kind: 'null', spans: call.spans }
  if (isScalar(node)) return readScalar(node.value, node.source, call)
  if (isSeq<Node>(node)) {
    const items = node.items.map((item) => read(item, call, depth + 1))
    return items.every((item) => item !== undefined)
      ? { kind: 'list', collection: 'tuple', items, spans: call.spans }
      : undefined
  }
  if (!isMap<Node, Node | null>(node)) return undefined
  const entries = new Map<string, MapEntry>()
  for (const pair of node.items) {
    const key = isScalar(pair.key) ? String(pair.key.source ?? pair.key.value) : undefined
    const value = read(pair.value, call, depth + 1)
    if (key === undefined || key === '<<' || value === undefined) return undefined
    entries.set(key, { keySpan: call.span, value })
  }
  return { kind: 'map', collection: 'object', entries, spans: call.spans }
}

function readScalar(value: unknown, source: string | undefined, call: FunctionCall): Value | undefined {
  const { spans } = call
  if (value === null) return { kind: 'null', spans }
  if (typeof value === 'boolean') return { kind: 'boolean', value, spans }
  if (typeof value === 'string') return textOf(value, spans)
  if (typeof value !== 'number') return undefined
  const number = exactOf(source ?? String(value))
  return number === undefined ? undefined : numberOf(number, spans)
}
