import type { Value } from '../../../value/value.ts'
import type { ConfiguredBlock } from './resource.ts'

/** Nested blocks that are written as a value: a list of objects, or one. What is not known may be any of them. */
export function valueBlocks(value: Value | undefined): readonly ConfiguredBlock[] {
  if (value === undefined || value.kind === 'null') return []
  if (value.kind === 'unknown') {
    return [{ presence: [value.symbol], written: () => value, blocks: () => valueBlocks(value) }]
  }
  if (value.kind === 'list') return value.items.map(valueBlock)
  return [valueBlock(value)]
}

function valueBlock(item: Value): ConfiguredBlock {
  const written = (name: string): Value | undefined => {
    if (item.kind === 'unknown') return item
    const argument = item.kind === 'map' ? item.entries.get(name)?.value : undefined
    return argument?.kind === 'null' ? undefined : argument
  }
  return { presence: [], written, blocks: (type) => valueBlocks(written(type)) }
}

/** The blocks of one type, however they are written. */
export function blocksAt(from: Pick<ConfiguredBlock, 'written' | 'blocks'>, type: string): readonly ConfiguredBlock[] {
  const blocks = from.blocks(type)
  return blocks.length > 0 ? blocks : valueBlocks(from.written(type))
}
