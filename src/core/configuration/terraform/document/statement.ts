import { joinSpans } from '../../../value/spans.ts'
import type { MapEntry, TextPart, UnknownSymbol, Value } from '../../../value/value.ts'
import { knownText, textOf } from '../../../value/value.ts'
import { attributeOf, type BlockInstance, expandBlocks } from '../body.ts'
import { piecesOf } from '../pieces.ts'
import { asText, compareText } from '../text.ts'
import { derived, either } from '../unknown.ts'
import { renderConditions, renderPrincipals } from './statement-blocks.ts'

/** More nested blocks of unknown presence than this are not told apart. */
const MAX_UNCERTAIN_BLOCKS = 3

/**
 * One statement as the provider renders it. Where the presence of a nested block or of the statement itself is
 * unknown, it is one of several statements, or none (null).
 */
export function renderStatement(block: BlockInstance, isOld: boolean): Value {
  const nested = expandBlocks(block.blocks, block.scope)
  const uncertain = [
    ...new Map(nested.flatMap((each) => each.presence).map((symbol) => [symbol.fingerprint, symbol])).values(),
  ]
  const statement = choose(block, nested, uncertain, isOld)
  return block.presence.reduceRight<Value>((value, symbol) => onlyIf(symbol, value, block), statement)
}

function onlyIf(symbol: UnknownSymbol, value: Value, block: BlockInstance): Value {
  const condition = { kind: 'unknown', symbol, spans: [symbol.span] } as const
  return either(condition, value, { kind: 'null', spans: block.spans }, block.spans[0])
}

/** Decides one uncertain block after the other: with it, or without it. */
function choose(
  block: BlockInstance,
  nested: readonly BlockInstance[],
  uncertain: readonly UnknownSymbol[],
  isOld: boolean,
): Value {
  const [symbol, ...rest] = uncertain
  if (symbol === undefined) return renderChosen(block, nested, isOld)
  const without = nested.filter((each) => !each.presence.includes(symbol))
  if (uncertain.length > MAX_UNCERTAIN_BLOCKS) {
    const symbols = uncertain.map((each): Value => ({ kind: 'unknown', symbol: each, spans: [each.span] }))
    return derived('statement', 'a statement', [renderChosen(block, nested, isOld), ...symbols], block.spans[0])
  }
  const condition = { kind: 'unknown', symbol, spans: [symbol.span] } as const
  return either(condition, choose(block, nested, rest, isOld), choose(block, without, rest, isOld), block.spans[0])
}

function renderChosen(block: BlockInstance, nested: readonly BlockInstance[], isOld: boolean): Value {
  const entries = new Map<string, MapEntry>()
  const add = (name: string, argument: string, value: Value | undefined): void => {
    if (value !== undefined) entries.set(name, { keySpan: placeOf(block, argument), value })
  }
  add('Sid', 'sid', nonEmpty(attributeOf(block, 'sid', block.scope)))
  add('Effect', 'effect', attributeOf(block, 'effect', block.scope) ?? textOf('Allow', block.spans))
  add('Action', 'actions', renderSet(block, 'actions', false))
  add('NotAction', 'not_actions', renderSet(block, 'not_actions', false))
  add('Resource', 'resources', renderSet(block, 'resources', !isOld))
  add('NotResource', 'not_resources', renderSet(block, 'not_resources', !isOld))
  for (const [name, type] of [
    ['Principal', 'principals'],
    ['NotPrincipal', 'not_principals'],
  ] as const) {
    const blocks = nested.filter((each) => each.type === type)
    if (blocks.length > 0) entries.set(name, renderPrincipals(blocks, isOld, block.scope))
  }
  const conditions = nested.filter((each) => each.type === 'condition')
  if (conditions.length > 0) entries.set('Condition', renderConditions(conditions, isOld, block.scope))
  if (isUnclear(entries, block.presence.length + nested.flatMap((each) => each.presence).length > 0)) {
    return derived(
      'statement',
      'a statement',
      [{ kind: 'map', collection: 'object', entries, spans: block.spans }],
      block.spans[0],
    )
  }
  return { kind: 'map', collection: 'object', entries, spans: block.spans }
}

/**
 * An element and its opposite exclude each other. Where both may be there and one is not known, it may as well be
 * absent; where both are known, whoever reads the document says what is wrong.
 */
function isUnclear(entries: ReadonlyMap<string, MapEntry>, isUncertain: boolean): boolean {
  return ['Action', 'Resource', 'Principal'].some((name) => {
    const pair = [entries.get(name)?.value, entries.get(`Not${name}`)?.value]
    return !pair.includes(undefined) && (isUncertain || pair.some((value) => value?.kind === 'unknown'))
  })
}

function nonEmpty(value: Value | undefined): Value | undefined {
  if (value === undefined || value.kind === 'null') return undefined
  return value.kind === 'text' && value.parts.length === 0 ? undefined : value
}

function placeOf(block: BlockInstance, argument: string): MapEntry['keySpan'] {
  const found = block.attributes.get(argument)
  return found === undefined
    ? block.spans[0]
    : { file: found.file, start: found.attribute.nameRange.start, end: found.attribute.nameRange.end }
}

/** An argument that is a set of texts; undefined where it is absent or empty. */
function renderSet(block: BlockInstance, argument: string, replaces: boolean): Value | undefined {
  const value = attributeOf(block, argument, block.scope)
  return value === undefined ? undefined : renderTexts(value, replaces)
}

/**
 * Texts as the provider writes them: none as nothing, one as itself, more in reverse order. With `replaces`,
 * `&{` becomes `${`. A list of unknown length keeps the items that are known beside its symbols.
 */
function renderTexts(value: Value, replaces: boolean): Value | undefined {
  if (value.kind === 'null') return undefined
  if (value.kind === 'unknown' && value.partial?.kind === 'either') {
    const { condition, then, otherwise } = value.partial
    const [span] = value.spans
    const absent: Value = { kind: 'list', collection: 'tuple', items: [], spans: value.spans }
    const ways = [then, otherwise].map((each) => renderTexts(each, replaces) ?? absent)
    const [left, right] = ways
    if (span === undefined || left === undefined || right === undefined) return value
    return either({ kind: 'unknown', symbol: condition, spans: value.spans }, left, right, span)
  }
  const [span] = value.spans
  const pieces = span === undefined ? undefined : piecesOf(value, span)
  if (pieces === undefined) return replaces ? replaceMarkers(value) : value
  const items = pieces.filter((piece) => piece.value.kind !== 'null').map((piece) => toText(piece.value, replaces))
  const unique = items.filter((item, at) => items.findIndex((other) => textKey(other) === textKey(item)) === at)
  const sorted = unique.sort((left, right) => compareText(textKey(right), textKey(left)))
  const [only] = sorted
  if (only === undefined) return undefined
  if (sorted.length === 1) return { ...only, spans: joinSpans(only.spans) }
  return { kind: 'list', collection: 'tuple', items: sorted, spans: value.spans }
}

function toText(value: Value, replaces: boolean): Value {
  const text = value.kind === 'unknown' ? value : (asText(value) ?? value)
  return replaces ? replaceMarkers(text) : text
}

function textKey(value: Value): string {
  if (value.kind === 'unknown') return value.symbol.fingerprint
  if (value.kind !== 'text') return value.kind
  return (
    knownText(value) ??
    value.parts.map((part) => (part.kind === 'literal' ? part.text : part.symbol.fingerprint)).join('')
  )
}

/** `&{aws:username}` is how the data source lets Terraform's own `${` alone. */
function replaceMarkers(value: Value): Value {
  if (value.kind !== 'text') return value
  const parts = value.parts.map(
    (part): TextPart => (part.kind === 'literal' ? { ...part, text: part.text.replaceAll('&{', '${') } : part),
  )
  return { ...value, parts }
}
