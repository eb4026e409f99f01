import { joinSpans } from '../../../value/spans.ts'
import type { MapEntry, UnknownSymbol, Value } from '../../../value/value.ts'
import { textOf } from '../../../value/value.ts'
import { attributeOf, type BlockInstance, expandBlocks } from '../body.ts'
import { either } from '../unknown.ts'
import { isUnclear } from './exclusive-elements.ts'
import { unknownPart } from './provider-form.ts'
import { losesText } from './set-hash.ts'
import { renderConditions, renderPrincipals } from './statement-blocks.ts'
import { inReverse, listOf, textPieces, uniqueTexts, withoutMarkers } from './texts.ts'

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
    return unknownPart('statement', 'a statement', [renderChosen(block, nested, isOld), ...symbols], block.spans[0])
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
  add('Effect', 'effect', effectOf(attributeOf(block, 'effect', block.scope), block))
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
  const statement: Value = { kind: 'map', collection: 'object', entries, spans: block.spans }
  const isUncertain = block.presence.length + nested.flatMap((each) => each.presence).length > 0
  return isUnclear(entries, isUncertain)
    ? unknownPart('statement', 'a statement', [statement], block.spans[0])
    : statement
}

/** An effect that is not given, or null, is Allow. */
function effectOf(value: Value | undefined, block: BlockInstance): Value {
  if (value === undefined || value.kind === 'null') return textOf('Allow', joinSpans(value?.spans ?? [], block.spans))
  if (value.kind !== 'unknown' || value.partial?.kind !== 'either') return value
  const { condition, then, otherwise } = value.partial
  const unknown = { kind: 'unknown', symbol: condition, spans: value.spans } as const
  return either(unknown, effectOf(then, block), effectOf(otherwise, block), block.spans[0])
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
  const rendered = value === undefined ? undefined : renderTexts(value)
  return rendered !== undefined && replaces ? withoutMarkers(rendered) : rendered
}

/**
 * Texts as the provider writes them: none as nothing, one as itself, more in reverse order. A list of unknown length
 * keeps the items that are known beside its symbols.
 */
function renderTexts(value: Value): Value | undefined {
  if (value.kind === 'null') return undefined
  const [span] = value.spans
  if (value.kind === 'unknown' && value.partial?.kind === 'either') {
    const { condition, then, otherwise } = value.partial
    const absent: Value = listOf([], value.spans)
    const [left = absent, right = absent] = [then, otherwise].map((each) => renderTexts(each) ?? absent)
    if (span === undefined) return value
    return either({ kind: 'unknown', symbol: condition, spans: value.spans }, left, right, span)
  }
  const items = inReverse(uniqueTexts(textPieces(value).map((piece) => piece.value)))
  if (span !== undefined && losesText(items)) return unknownPart('texts', 'a set of texts', items, span)
  const [only] = items
  if (only === undefined) return undefined
  if (items.length === 1) return { ...only, spans: joinSpans(only.spans) }
  return listOf(items, value.spans)
}
