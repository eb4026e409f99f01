import type { UnknownSymbol, Value } from '../../../value/value.ts'
import { waysOf } from '../rounds.ts'
import { negated, unknownOf } from '../unknown.ts'
import { itemsOf, type ListItem } from './list-items.ts'
import type { ConfiguredBlock } from './resource.ts'
import { blocksAt } from './value-blocks.ts'

/** An argument of a resource or of one of its blocks, as it is there. */
export interface Setting {
  /** Undefined where it is not written. */
  readonly value: Value | undefined
  /** Unknown conditions that must hold for the blocks that it is in to be there. */
  readonly presence: readonly UnknownSymbol[]
}

/**
 * The argument at a path (`argument`, `block.argument`, `block.block.argument`), as often as there are blocks that may
 * have it; once, not written, where there are none.
 */
export function settingsAt(from: Pick<ConfiguredBlock, 'written' | 'blocks'>, path: string): readonly Setting[] {
  const [first = '', ...rest] = path.split('.')
  if (rest.length === 0) return [{ value: from.written(first), presence: [] }]
  const blocks = blocksAt(from, first)
  if (blocks.length === 0) return [{ value: undefined, presence: [] }]
  const there = blocks.flatMap((block): readonly Setting[] => {
    const { unread, presence } = block
    if (unread !== undefined) return [{ value: unknownOf(unread, [unread.span]), presence }]
    return settingsAt(block, rest.join('.')).map((each) => ({ ...each, presence: [...presence, ...each.presence] }))
  })
  return [...there, ...noneOf(blocks)]
}

/** Where every block is there under a condition only, there may be none. */
function noneOf(blocks: readonly ConfiguredBlock[]): readonly Setting[] {
  const conditions = blocks.map(({ presence }) => presence[0]).filter((symbol) => symbol !== undefined)
  return conditions.length < blocks.length ? [] : [{ value: undefined, presence: conditions.map(negated) }]
}

/**
 * What stands at a path: the items of a list, each by itself, or what is not written, with the conditions under which
 * that is so. What is null or an empty list is not written.
 */
export function alternativesAt(from: Pick<ConfiguredBlock, 'written' | 'blocks'>, path: string): readonly Setting[] {
  return settingsAt(from, path).flatMap(({ value, presence }): readonly Setting[] => {
    if (value === undefined) return [{ value, presence }]
    return waysOf(value).flatMap((way): readonly Setting[] => {
      const conditions = [...presence, ...way.conditions]
      const items = itemsOf(way.value, conditions)
      return items.length === 0 ? [{ value: undefined, presence: conditions }] : items
    })
  })
}

/** The items of what stands at a path, in all blocks that have it. */
export function itemsAt(from: Pick<ConfiguredBlock, 'written' | 'blocks'>, path: string): readonly ListItem[] {
  return settingsAt(from, path).flatMap(({ value, presence }) => itemsOf(value, presence))
}
