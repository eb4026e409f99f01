import type { Block, Expression } from '../../syntax/hcl/ast.ts'
import type { Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import { joinSpans } from '../../value/spans.ts'
import {
  type ListValue,
  type MapEntry,
  type MapValue,
  textOf,
  type UnknownSymbol,
  type Value,
} from '../../value/value.ts'
import { INSTANCE_SIZE } from './limits.ts'
import type { FileAttribute, FileBlock } from './overrides.ts'
import { eachValue, roundsOfEach } from './rounds.ts'
import { fail, type Scope, spanIn, withNames } from './scope.ts'
import { plainText } from './text.ts'

/** A body's parts, each with the file it stands in. */
export interface BodyParts {
  readonly attributes: ReadonlyMap<string, FileAttribute>
  readonly blocks: readonly FileBlock[]
}

/** A nested block as it is there, dynamic blocks expanded. */
export interface BlockInstance extends BodyParts {
  readonly type: string
  readonly scope: Scope
  /** Unknown conditions that must hold for it to be there. */
  readonly presence: readonly UnknownSymbol[]
  /** The block's own place, then the places of what a dynamic block iterated over. */
  readonly spans: readonly [Span, ...Span[]]
  /** Where a dynamic block could not be expanded: it may make any number of blocks, of any content. */
  readonly unread?: UnknownSymbol
}

/** The parts of a nested block. */
export function partsOfBlock({ block, file }: FileBlock): BodyParts {
  return {
    attributes: new Map([...block.body.attributes].map(([name, attribute]) => [name, { attribute, file }])),
    blocks: block.body.blocks.map((each) => ({ block: each, file })),
  }
}

/** The nested blocks of a body, in order, with `dynamic` blocks as what they make. */
export function expandBlocks(blocks: readonly FileBlock[], scope: Scope): readonly BlockInstance[] {
  return blocks.flatMap((each) =>
    each.block.type === 'dynamic' ? expandDynamic(each, scope) : [plainBlock(each, scope)],
  )
}

/** The value of an attribute, or undefined where the body has none of that name. */
export function attributeOf(parts: BodyParts, name: string, scope: Scope): Value | undefined {
  const found = parts.attributes.get(name)
  if (found === undefined) return undefined
  return scope.module.evaluate(found.attribute.expression, { ...scope, file: found.file })
}

/** The whole body as one value, for what is compared as a whole. `skipped` names what does not count. */
export function bodyValue(parts: BodyParts, scope: Scope, span: Span, skipped: ReadonlySet<string>): MapValue {
  const entries = new Map<string, MapEntry>()
  for (const [name, { attribute, file }] of parts.attributes) {
    if (skipped.has(name)) continue
    const value =
      keywordOf(attribute.expression, { ...scope, file }) ??
      scope.module.evaluate(attribute.expression, { ...scope, file })
    // Terraform takes a null argument for one that is not set.
    if (value.kind === 'null') continue
    entries.set(name, { keySpan: { file, ...rangeOf(attribute.nameRange) }, value })
  }
  for (const block of expandBlocks(parts.blocks, scope)) {
    if (skipped.has(block.type)) continue
    addBlock(entries, block)
  }
  return { kind: 'map', collection: 'object', entries, spans: [span] }
}

/** What a provisioner's `when` and `on_failure` take: words, which are no references. */
const KEYWORDS: ReadonlySet<string> = new Set(['continue', 'create', 'destroy', 'fail'])

function keywordOf(expression: Expression, scope: Scope): Value | undefined {
  const isKeyword =
    expression.kind === 'variable' && KEYWORDS.has(expression.name) && !scope.names?.has(expression.name)
  return isKeyword ? textOf(expression.name, [spanIn(scope, expression)]) : undefined
}

function addBlock(entries: Map<string, MapEntry>, block: BlockInstance): void {
  const value = bodyValue(block, block.scope, block.spans[0], new Set())
  const presence = block.presence.map((symbol): Value => ({ kind: 'unknown', symbol, spans: [symbol.span] }))
  const item: Value = presence.length === 0 ? value : listOf([value, ...presence], block.spans)
  // A block and an attribute of one name do not go together; the name of the list keeps them apart all the same.
  const name = `${block.type} {}`
  const known = entries.get(name)?.value
  const items = known?.kind === 'list' ? [...known.items, item] : [item]
  entries.set(name, { keySpan: block.spans[0], value: listOf(items, block.spans) })
}

function listOf(items: readonly Value[], spans: readonly Span[]): ListValue {
  return { kind: 'list', collection: 'tuple', items, spans }
}

function plainBlock(fileBlock: FileBlock, scope: Scope): BlockInstance {
  const inner = { ...scope, file: fileBlock.file }
  const spans = [spanIn(inner, fileBlock.block)] as const
  return { type: fileBlock.block.type, ...partsOfBlock(fileBlock), scope: inner, presence: [], spans }
}

/** Source: "dynamic Blocks", Terraform language documentation. */
function expandDynamic(fileBlock: FileBlock, outer: Scope): readonly BlockInstance[] {
  const { block, file } = fileBlock
  const scope = { ...outer, file }
  const span = spanIn(scope, block)
  const type = block.labels[0]?.text ?? 'dynamic'
  const content = block.body.blocks.find((each) => each.type === 'content')
  const collection = attributeOf(partsOfBlock(fileBlock), 'for_each', scope)
  const rounds = collection === undefined ? undefined : roundsOfEach(collection, span)
  const isWithinLimits = scope.module.charge(INSTANCE_SIZE * (rounds?.length ?? 1))
  if (content === undefined || collection === undefined || rounds === undefined || !isWithinLimits) {
    return [unreadableBlock(fileBlock, type, collection, scope)]
  }
  const iterator = iteratorOf(block, type)
  return rounds.map((round) => {
    const inner = withNames(scope, [[iterator, eachValue(round, span)]])
    const [own, ...rest] = joinSpans([spanIn(scope, content)], round.value.spans)
    const parts = partsOfBlock({ block: content, file })
    return { type, ...parts, scope: inner, presence: round.presence, spans: [own ?? span, ...rest] }
  })
}

function iteratorOf(block: Block, type: string): string {
  const expression = block.body.attributes.get('iterator')?.expression
  return expression?.kind === 'variable' ? expression.name : type
}

/** A dynamic block that cannot be expanded is a block of unknown presence and, so that it says so, no content. */
function unreadableBlock(
  fileBlock: FileBlock,
  type: string,
  collection: Value | undefined,
  scope: Scope,
): BlockInstance {
  const span = spanIn(scope, fileBlock.block)
  const detail = 'A dynamic block needs a content block, and a for_each over a collection of limited size.'
  const given = collection === undefined ? '' : (plainText(collection) ?? fingerprintOf(collection))
  const fingerprint = digestOf('dynamic', given, scope.module.contentFingerprint())
  const problem = { code: 'dynamic-block', summary: `The dynamic block ${type} cannot be expanded`, detail }
  const { symbol } = fail(scope, span, fingerprint, problem)
  return { type, attributes: new Map(), blocks: [], scope, presence: [symbol], spans: [span], unread: symbol }
}

function rangeOf(range: { readonly start: number; readonly end: number }) {
  return { start: range.start, end: range.end }
}
