import type { Span } from '../../../text/span.ts'
import { joinSpans } from '../../../value/spans.ts'
import type { MapEntry, TextPart, Value } from '../../../value/value.ts'
import { attributeOf, type BlockInstance } from '../body.ts'
import { distribute } from '../distribute.ts'
import { piecesOf } from '../pieces.ts'
import type { Scope } from '../scope.ts'
import { asText, compareText, plainText } from '../text.ts'
import { derived } from '../unknown.ts'

/** `principals` blocks as `{type: ids}`; the type `*` with the one id `*` is the text `*`. */
export function renderPrincipals(blocks: readonly BlockInstance[], isOld: boolean, scope: Scope): MapEntry {
  const keySpan = placeOf(blocks)
  const given = blocks.map((block) => attributeOf(block, 'identifiers', block.scope) ?? NOTHING)
  const value = distribute(given, keySpan, scope, (chosen) => {
    const members = blocks.map((block, at) => {
      const type = attributeOf(block, 'type', block.scope)
      return { names: [type], values: sorted(valuesOf(chosen[at], !isOld)), block }
    })
    return principalsOf(members)
  })
  return { keySpan, value }
}

/** `condition` blocks as `{test: {variable: values}}`; blocks of one test and variable add their values. */
export function renderConditions(blocks: readonly BlockInstance[], isOld: boolean, scope: Scope): MapEntry {
  const keySpan = placeOf(blocks)
  const given = blocks.map((block) => attributeOf(block, 'values', block.scope) ?? NOTHING)
  const value = distribute(given, keySpan, scope, (chosen) => {
    const members = blocks.map((block, at) => {
      const names = ['test', 'variable'].map((name) => attributeOf(block, name, block.scope))
      return { names, values: valuesOf(chosen[at], !isOld), block }
    })
    return conditionsOf(members)
  })
  return { keySpan, value }
}

const NOTHING: Value = { kind: 'null', spans: [] }

/** One block: what it is called by, and its list. */
interface Member {
  readonly names: readonly (Value | undefined)[]
  readonly values: readonly Value[]
  readonly block: BlockInstance
}

function principalsOf(members: readonly Member[]): Value {
  const [first] = members
  const blocks = members.map((member) => member.block)
  const byType = new Map<string, { readonly keySpan: Span; readonly ids: Value[]; readonly spans: readonly Span[] }>()
  for (const { names, values, block } of members) {
    const type = nameOf(names[0])
    if (type === undefined) return unknownBlock('principals', members)
    const [id] = values
    const isEveryone = members.length === 1 && type === '*' && values.length === 1 && nameOf(id) === '*'
    if (isEveryone && id !== undefined && first !== undefined) return id
    const known = byType.get(type) ?? { keySpan: keySpanOf(block, 'type'), ids: [], spans: block.spans }
    known.ids.push(...values)
    byType.set(type, known)
  }
  const entries = [...byType].sort(([left], [right]) => compareText(left, right))
  return mapOf(
    entries.map(([type, each]) => [type, each.keySpan, listOf(each.ids, each.spans)]),
    blocks,
  )
}

function conditionsOf(members: readonly Member[]): Value {
  const byTest = new Map<string, Map<string, { readonly values: Value[]; readonly block: BlockInstance }>>()
  for (const { names, values, block } of members) {
    const [test, variable] = names.map(nameOf)
    if (test === undefined || variable === undefined) return unknownBlock('condition', members)
    const variables = byTest.get(test) ?? new Map<string, { values: Value[]; block: BlockInstance }>()
    const known = variables.get(variable) ?? { values: [], block }
    known.values.push(...values)
    variables.set(variable, known)
    byTest.set(test, variables)
  }
  const tests = [...byTest].sort(([left], [right]) => compareText(left, right))
  return mapOf(
    tests.map(([test, variables]) => testEntry(test, variables)),
    members.map((member) => member.block),
  )
}

function testEntry(
  test: string,
  variables: ReadonlyMap<string, { readonly values: readonly Value[]; readonly block: BlockInstance }>,
): readonly [string, Span, Value] {
  const blocks = [...variables.values()].map((each) => each.block)
  const inner = [...variables]
    .sort(([left], [right]) => compareText(left, right))
    .map(([name, { values, block }]) => [name, keySpanOf(block, 'variable'), oneOrMany(values, block.spans)] as const)
  const [first] = blocks
  return [test, first === undefined ? placeOf(blocks) : keySpanOf(first, 'test'), mapOf(inner, blocks)]
}

function nameOf(value: Value | undefined): string | undefined {
  return value === undefined ? undefined : plainText(value)
}

function sorted(values: readonly Value[]): readonly Value[] {
  return values.toSorted((left, right) => compareText(plainText(right) ?? '', plainText(left) ?? ''))
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

function unknownBlock(what: string, members: readonly Member[]): Value {
  const inputs = members.flatMap((member) => [...member.names.flatMap((each) => each ?? []), listOf(member.values, [])])
  return derived(what, what, inputs, placeOf(members.map((member) => member.block)))
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
