import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml'
import type { Span } from '../../text/span.ts'
import { through } from '../../value/spans.ts'
import { knownText, type MapEntry, type Value } from '../../value/value.ts'
import { readScalar } from './read-scalar.ts'
import { reportYaml, tooDeeplyNested, type YamlState } from './yaml-state.ts'

/** The value of a node with everything below it; undefined where it cannot be read, which is reported. */
export function readNode(node: Node | null, state: YamlState, depth: number): Value | undefined {
  const before = state.nodes
  state.nodes += 1
  const span = spanOf(node, state)
  if (!isWithinLimits(state, depth, span)) return undefined
  if (node === null) return { kind: 'null', spans: [span] }
  if (isAlias(node)) return readAlias(node, state, span)
  const value = withTag(node, untagged(node, state, depth, span), state, span)
  const anchor = 'anchor' in node ? node.anchor : undefined
  if (anchor !== undefined && value !== undefined) state.anchors.set(anchor, { value, nodes: state.nodes - before })
  return value
}

function untagged(node: Node, state: YamlState, depth: number, span: Span): Value | undefined {
  if (isScalar(node)) return readScalar(node, span, state.text)
  if (isSeq<Node | null>(node)) {
    const items = node.items.map((item) => readNode(item, state, depth + 1))
    return items.every((item) => item !== undefined)
      ? { kind: 'list', collection: 'tuple', items, spans: [span] }
      : undefined
  }
  return isMap<Node, Node | null>(node) ? readMap(node, state, depth, span) : undefined
}

/** A tag of YAML's own says what a scalar is; `readScalar` has heeded it. */
function withTag(node: Node, value: Value | undefined, state: YamlState, span: Span): Value | undefined {
  const { tag } = node
  if (value === undefined || tag === undefined || tag === '!' || tag.startsWith(OWN_TAGS)) return value
  const start = state.text.lastIndexOf(tag, span.start)
  const whole = start === -1 ? span : { ...span, start }
  const read = state.readTag(tag, value, whole)
  if (read !== undefined) return read
  const name = tag.length > 60 ? `${tag.slice(0, 60)}…` : tag
  reportYaml(state, 'unknown-tag', 'Unknown tag', `\`${name}\` is no tag that is known here.`, whole)
  return undefined
}

const OWN_TAGS = 'tag:yaml.org,2002:'

function isWithinLimits(state: YamlState, depth: number, span: Span): boolean {
  const { limits } = state
  if (state.isExhausted) return false
  if (depth <= limits.depth && state.nodes <= limits.nodes) return true
  state.isExhausted = true
  if (depth > limits.depth) {
    state.diagnostics.push(tooDeeplyNested(span, limits.depth))
  } else {
    const detail = `With everything that its aliases stand for, the document may have ${limits.nodes} nodes. Nothing of it was read.`
    reportYaml(state, 'node-limit', 'Too large a document', detail, span)
  }
  return false
}

/** An alias stands for what its anchor stands for, and counts as much; one inside of its own anchor is refused. */
function readAlias(alias: Alias, state: YamlState, span: Span): Value | undefined {
  const target = state.anchors.get(alias.source)
  if (target === undefined) {
    const detail = 'The alias stands within what it stands for, or its anchor comes later.'
    reportYaml(state, 'alias', 'An alias that leads nowhere', detail, span)
    return undefined
  }
  state.nodes += target.nodes
  if (!isWithinLimits(state, 0, span)) return undefined
  return target.nodes > MAX_MARKED_NODES ? target.value : through(target.value, [span])
}

/** What is larger does not remember that it came through an alias. */
const MAX_MARKED_NODES = 200

function readMap(node: YAMLMap<Node, Node | null>, state: YamlState, depth: number, span: Span): Value | undefined {
  const own = new Map<string, MapEntry>()
  const merged = new Map<string, MapEntry>()
  let isSound = true
  for (const pair of node.items) {
    const key = readNode(pair.key, state, depth + 1)
    const value = readNode(pair.value, state, depth + 1)
    const name = key === undefined ? undefined : keyText(key)
    const keySpan = key?.spans[0] ?? span
    if (value === undefined || name === undefined) {
      if (key !== undefined && name === undefined) reportKey(state, keySpan)
      isSound = false
    } else if (name === '<<') isSound = merge(value, merged, state, keySpan) && isSound
    else {
      if (own.has(name)) reportDuplicate(state, name, keySpan)
      own.set(name, { keySpan, value })
    }
  }
  // What a map says itself wins over what it takes over.
  const inherited = [...merged].filter(([name]) => !own.has(name))
  return isSound
    ? { kind: 'map', collection: 'object', entries: new Map([...own, ...inherited]), spans: [span] }
    : undefined
}

function keyText(key: Value): string | undefined {
  if (key.kind === 'text') return knownText(key)
  if (key.kind === 'number') return key.digits
  return key.kind === 'boolean' ? String(key.value) : undefined
}

/** Of several maps that are merged, the first one that has a key wins. */
function merge(value: Value, into: Map<string, MapEntry>, state: YamlState, span: Span): boolean {
  const maps = value.kind === 'list' ? value.items : [value]
  for (const map of maps) {
    if (map.kind !== 'map') {
      reportYaml(state, 'merge-key', 'A merge of what is no map', 'The merge key `<<` takes maps.', span)
      return false
    }
    for (const [name, entry] of map.entries) if (!into.has(name)) into.set(name, entry)
  }
  return true
}

function reportKey(state: YamlState, span: Span): void {
  reportYaml(state, 'key-not-text', 'A key that is no text', 'Keys are plain texts here.', span)
}

/** The last one would win silently, which can hide what the first one says. */
function reportDuplicate(state: YamlState, key: string, span: Span): void {
  const name = key.length > 60 ? `${key.slice(0, 60)}…` : key
  const detail = `The key \`${name}\` stands twice in one map. Readers disagree on which of them counts: keep one.`
  reportYaml(state, 'duplicate-key', 'Key given twice', detail, span)
}

function spanOf(node: Node | null, { path, text }: YamlState): Span {
  const [start = 0, end = 0] = node?.range ?? []
  return { file: path, start, end: isScalar(node) ? end : start + trimmedLength(text.slice(start, end)) }
}

/** The range of a collection reaches to the next node: white space and comments behind it are not its own. */
function trimmedLength(text: string): number {
  let trimmed = text.trimEnd()
  for (let comments = 0; comments < MAX_COMMENTS; comments++) {
    const line = trimmed.slice(trimmed.lastIndexOf('\n') + 1)
    if (line.length === trimmed.length || !line.trimStart().startsWith('#')) break
    trimmed = trimmed.slice(0, trimmed.length - line.length).trimEnd()
  }
  return trimmed.length
}

/** Lines of comments that are told apart from what stands before them. */
const MAX_COMMENTS = 20
