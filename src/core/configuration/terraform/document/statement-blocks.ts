import type { Span } from '../../../text/span.ts'
import { joinSpans } from '../../../value/spans.ts'
import type { MapEntry, TextPart, Value } from '../../../value/value.ts'
import { attributeOf, type BlockInstance } from '../body.ts'
import { piecesOf } from '../pieces.ts'
import { asText, compareText, plainText } from '../text.ts'
import { derived } from '../unknown.ts'

/** `principals` blocks as `{type: ids}`; the type `*` with the one id `*` is the text `*`. */
export function renderPrincipals(blocks: readonly BlockInstance[], isOld: boolean): MapEntry {
  const keySpan = placeOf(blocks)
  const members = blocks.map((block) => ({
    type: attributeOf(block, 'type', block.scope),
    ids: idsOf(attributeOf(block, 'identifiers', block.scope), !isOld),
    block,
  }))
  const types = members.map((member) => (member.type === undefined ? undefined : plainText(member.type)))
  if (types.includes(undefined)) return { keySpan, value: unknownBlock('principals', blocks, members) }
  const [first] = members
  if (members.length === 1 && types[0] === '*' && first?.ids.length === 1) {
    const [id] = first.ids
    if (id !== undefined && plainText(id) === '*') return { keySpan, value: id }
  }
  const byType = new Map<string, { readonly keySpan: Span; readonly ids: Value[]; readonly spans: readonly Span[] }>()
  for (const [at, member] of members.entries()) {
    const type = types[at] ?? ''
    const known = byType.get(type) ?? { keySpan: keySpanOf(member.block, 'type'), ids: [], spans: member.block.spans }
    known.ids.push(...member.ids)
    byType.set(type, known)
  }
  const entries = [...byType].sort(([left], [right]) => compareText(left, right))
  return {
    keySpan,
    value: mapOf(
      entries.map(([type, each]) => [type, each.keySpan, listOf(each.ids, each.spans)]),
      blocks,
    ),
  }
}

/** `condition` blocks as `{test: {variable: values}}`; blocks of one test and variable add their values. */
export function renderConditions(blocks: readonly BlockInstance[], isOld: boolean): MapEntry {
  const keySpan = placeOf(blocks)
  const members = blocks.map((block) => ({
    type: attributeOf(block, 'test', block.scope),
    variable: attributeOf(block, 'variable', block.scope),
    ids: valuesOf(attributeOf(block, 'values', block.scope), !isOld),
    block,
  }))
  const byTest = new Map<string, Map<string, { readonly values: Value[]; readonly block: BlockInstance }>>()
  for (const { type, variable, ids, block } of members) {
    const [test, name] = [type, variable].map((each) => (each === undefined ? undefined : plainText(each)))
    if (test === undefined || name === undefined) return { keySpan, value: unknownBlock('condition', blocks, members) }
    const variables = byTest.get(test) ?? new Map<string, { values: Value[]; block: BlockInstance }>()
    const known = variables.get(name) ?? { values: [], block }
    known.values.push(...ids)
    variables.set(name, known)
    byTest.set(test, variables)
  }
  const tests = [...byTest]
    .sort(([left], [right]) => compareText(left, right))
    .map(([test, variables]) => {
      const inner = [...variables]
        .sort(([left], [right]) => compareText(left, right))
        .map(
          ([name, { values, block }]) => [name, keySpanOf(block, 'variable'), oneOrMany(values, block.spans)] as const,
        )
      const [sample] = [...variables.values()]
      const span = sample === undefined ? keySpan : keySpanOf(sample.block, 'test')
      return [test, span, mapOf(inner, sample === undefined ? blocks : [sample.block])] as const
    })
  return { keySpan, value: mapOf(tests, blocks) }
}

function idsOf(value: Value | undefined, replaces: boolean): readonly Value[] {
  return [...valuesOf(value, replaces)].sort((left, right) =>
    compareText(plainText(right) ?? '', plainText(left) ?? ''),
  )
}

function valuesOf(value: Value | undefined, replaces: boolean): readonly Value[] {
  const [span] = value?.spans ?? []
  if (value === undefined || span === undefined) return []
  const pieces = piecesOf(value, span) ?? [{ value, many: true }]
  return pieces
    .filter((piece) => piece.value.kind !== 'null')
    .map(({ value: item }) => {
      const text = item.kind === 'unknown' ? item : (asText(item) ?? item)
      return replaces && text.kind === 'text' ? { ...text, parts: text.parts.map(withoutMarker) } : text
    })
}

function withoutMarker(part: TextPart): TextPart {
  return part.kind === 'literal' ? { ...part, text: part.text.replaceAll('&{', '${') } : part
}

interface Member {
  readonly type: Value | undefined
  readonly variable?: Value | undefined
  readonly ids: readonly Value[]
}

function unknownBlock(what: string, blocks: readonly BlockInstance[], members: readonly Member[]): Value {
  const inputs = members.flatMap((member) => [
    ...[member.type, member.variable].flatMap((each) => each ?? []),
    listOf([...member.ids], []),
  ])
  const [first] = blocks
  return derived(what, what, inputs, first?.spans[0] ?? { file: '', start: 0, end: 0 })
}

function mapOf(entries: readonly (readonly [string, Span, Value])[], blocks: readonly BlockInstance[]): Value {
  const spans = joinSpans(...blocks.map((block) => block.spans))
  const map = new Map(entries.map(([key, keySpan, value]) => [key, { keySpan, value }] as const))
  return { kind: 'map', collection: 'object', entries: map, spans }
}

function listOf(items: readonly Value[], spans: readonly Span[]): Value {
  return { kind: 'list', collection: 'tuple', items, spans }
}

function oneOrMany(values: readonly Value[], spans: readonly Span[]): Value {
  const [only] = values
  return only !== undefined && values.length === 1 ? only : listOf(values, spans)
}

/** Where the first of the blocks stands. */
function placeOf(blocks: readonly BlockInstance[]): Span {
  return blocks[0]?.spans[0] ?? { file: '', start: 0, end: 0 }
}

function keySpanOf(block: BlockInstance, name: string): Span {
  const found = block.attributes.get(name)
  return found === undefined
    ? block.spans[0]
    : { file: found.file, start: found.attribute.nameRange.start, end: found.attribute.nameRange.end }
}
