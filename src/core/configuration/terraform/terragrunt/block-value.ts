import type { Attribute, Block, Body } from '../../../syntax/hcl/ast.ts'
import type { MapEntry, MapValue, Value } from '../../../value/value.ts'
import { type Config, headerOf } from './config.ts'

/** A block's body as an object: its attributes, and nested blocks by type, labelled ones by type and label. */
export function blockValue(config: Config, block: Block): MapValue {
  return { ...bodyObject(config, block.body), spans: [headerOf(config.file, block)] }
}

/** An attribute of a body with the place of its name. */
export function entryOf(config: Config, attribute: Attribute): MapEntry {
  const { start, end } = attribute.nameRange
  const value = config.scope.module.evaluate(attribute.expression, config.scope)
  return { keySpan: { file: config.path, start, end }, value }
}

/** The value of one attribute of a block, or undefined where it has none of that name. */
export function attributeOf(config: Config, block: Block, name: string): Value | undefined {
  const attribute = block.body.attributes.get(name)
  return attribute && config.scope.module.evaluate(attribute.expression, config.scope)
}

function bodyObject(config: Config, body: Body): MapValue {
  const entries = new Map<string, MapEntry>()
  for (const [name, attribute] of body.attributes) entries.set(name, entryOf(config, attribute))
  for (const block of body.blocks) addBlock(config, entries, block)
  return {
    kind: 'map',
    collection: 'object',
    entries,
    spans: [{ file: config.path, start: body.start, end: body.end }],
  }
}

function addBlock(config: Config, entries: Map<string, MapEntry>, block: Block): void {
  const keySpan = headerOf(config.file, block)
  const value = blockValue(config, block)
  const [label] = block.labels
  if (label === undefined) {
    entries.set(block.type, { keySpan, value })
    return
  }
  const known = entries.get(block.type)?.value
  const labelled = new Map(known?.kind === 'map' ? known.entries : [])
  labelled.set(label.text, { keySpan, value })
  entries.set(block.type, {
    keySpan,
    value: { kind: 'map', collection: 'object', entries: labelled, spans: [keySpan] },
  })
}
