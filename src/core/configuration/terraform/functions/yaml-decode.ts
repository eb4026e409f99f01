import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, parseDocument, type Scalar } from 'yaml'
import type { MapEntry, Value } from '../../../value/value.ts'
import { textOf } from '../../../value/value.ts'
import { MAX_ITEMS } from '../limits.ts'
import { plainText } from '../text.ts'
import type { FunctionCall } from './function.ts'
import { resolvePlainScalar } from './yaml-scalar.ts'

/** YAML deeper or larger than this is not read. */
const MAX_YAML_LENGTH = 262_144
const MAX_YAML_DEPTH = 64

/**
 * `yamldecode(text)`, as Terraform reads YAML 1.2 with the words of 1.1: `yes` is true, `2012-10-17` is a moment, of
 * keys that are given twice the last one stands. Undefined where Terraform would refuse the text, and for what is
 * beyond the limits. Every value stands at the call.
 */
export function decodeYaml(text: string | undefined, call: FunctionCall): Value | undefined {
  if (text === undefined || text.length > MAX_YAML_LENGTH) return undefined
  const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: false, strict: true, version: '1.2' })
  // Without a document there is no value; an empty document is null.
  const isEmpty = document.contents === null && !text.includes('---')
  if (document.errors.length > 0 || isEmpty) return undefined
  return read(document.contents, { call, anchors: new Map(), nodes: 0 }, 0)
}

interface Reader {
  readonly call: FunctionCall
  /** What the anchors so far stand for, and of how many nodes that is. */
  readonly anchors: Map<string, { readonly value: Value; readonly nodes: number }>
  nodes: number
}

function read(node: Node | null, reader: Reader, depth: number): Value | undefined {
  const before = reader.nodes
  reader.nodes += 1
  if (depth > MAX_YAML_DEPTH || reader.nodes > MAX_ITEMS) return undefined
  if (node === null) return { kind: 'null', spans: reader.call.spans }
  if (isAlias(node)) return readAlias(node, reader)
  const value = readNode(node, reader, depth)
  const anchor = 'anchor' in node ? node.anchor : undefined
  if (anchor !== undefined && value !== undefined) {
    reader.anchors.set(anchor, { value, nodes: reader.nodes - before })
  }
  return value
}

function readNode(node: Node, reader: Reader, depth: number): Value | undefined {
  const { spans } = reader.call
  if (isScalar(node)) return readScalar(node, reader)
  if (node.tag !== undefined && !COLLECTION_TAGS.has(node.tag)) return undefined
  if (isSeq<Node>(node)) {
    const items = node.items.map((item) => read(item, reader, depth + 1))
    return items.every((item) => item !== undefined) ? { kind: 'list', collection: 'tuple', items, spans } : undefined
  }
  if (!isMap<Node, Node | null>(node)) return undefined
  const entries = new Map<string, MapEntry>()
  for (const pair of node.items) {
    if (!addPair(pair.key, pair.value, entries, reader, depth + 1)) return undefined
  }
  return { kind: 'map', collection: 'object', entries, spans }
}

const COLLECTION_TAGS: ReadonlySet<string> = new Set(['tag:yaml.org,2002:seq', 'tag:yaml.org,2002:map'])

/** An alias stands for what its anchor stands for, and counts as much; one inside of its own anchor is refused. */
function readAlias(alias: Alias, reader: Reader): Value | undefined {
  const target = reader.anchors.get(alias.source)
  reader.nodes += target?.nodes ?? 0
  return reader.nodes > MAX_ITEMS ? undefined : target?.value
}

function readScalar(node: Scalar, { call }: Reader): Value | undefined {
  const text = typeof node.value === 'string' ? node.value : (node.source ?? '')
  return node.type === 'PLAIN' ? resolvePlainScalar(text, node.tag, call.spans) : textOf(text, call.spans)
}

/** Adds an entry, or with `<<` all entries of another map; whatever comes later wins. */
function addPair(
  keyNode: Node,
  valueNode: Node | null,
  entries: Map<string, MapEntry>,
  reader: Reader,
  depth: number,
): boolean {
  const value = read(valueNode, reader, depth)
  if (value === undefined) return false
  if (isScalar(keyNode) && keyNode.value === '<<') {
    if (value.kind !== 'map') return false
    for (const [name, entry] of value.entries) entries.set(name, entry)
    return true
  }
  const key = read(keyNode, reader, depth)
  const name = key === undefined ? undefined : plainText(key)
  if (name === undefined) return false
  entries.set(name, { keySpan: reader.call.span, value })
  return true
}
