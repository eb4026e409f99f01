import type { ReachFacet, TagChoice } from '../../../authorization/reach.ts'
import type { Value } from '../../../value/value.ts'
import { plainText } from '../text.ts'
import { unknownOf } from '../unknown.ts'
import { itemsOf } from './list-items.ts'
import { symbolFacet } from './reach-facets.ts'
import type { ConfiguredBlock } from './resource.ts'
import { blocksAt } from './value-blocks.ts'

/** Ways to meet an expression: more are not compared one by one. */
const MAX_WAYS = 2_000

/**
 * The expression of tags in the `expression` blocks of a block: for each key one of its values. Keys and values are in
 * lower case, as they are stored. Anything unknown in it makes it unknown whole.
 */
export function tagsFacet(block: Pick<ConfiguredBlock, 'written' | 'blocks'>): ReachFacet {
  const parts = blocksAt(block, 'expression')
  const all = parts.map((part) => choiceOf(part))
  const known = all.filter((each) => each !== undefined)
  const ways = known.reduce((count, { values }) => count * values.length, 1)
  const isKnown = parts.length > 0 && known.length === parts.length && ways <= MAX_WAYS && isOnePerKey(known)
  if (!isKnown) return symbolFacet(wholeOf(parts))
  return { kind: 'tags', all: known.toSorted((left, right) => (left.key < right.key ? -1 : 1)) }
}

function choiceOf(part: ConfiguredBlock): TagChoice | undefined {
  const { unread, presence } = part
  const { key, values: written } = tagOf(part)
  const items = itemsOf(written)
  const text = key === undefined ? undefined : plainText(key)
  const values = items.flatMap((item) => (item.presence.length === 0 ? (plainText(item.value) ?? []) : []))
  const isKnown = unread === undefined && presence.length === 0 && values.length === items.length && values.length > 0
  if (!isKnown || text === undefined) return undefined
  return { key: text.toLowerCase(), values: [...new Set(values.map((each) => each.toLowerCase()))].sort() }
}

/** What a key that stands there twice means is not documented. */
function isOnePerKey(choices: readonly TagChoice[]): boolean {
  return new Set(choices.map(({ key }) => key)).size === choices.length
}

/** A key and its values, whose names differ from one way to write them to another. */
export function tagOf({ written }: Pick<ConfiguredBlock, 'written'>): {
  readonly key: Value | undefined
  readonly values: Value | undefined
} {
  return { key: written('key') ?? written('tag_key'), values: written('values') ?? written('tag_values') }
}

/** All that determines the expression. */
function wholeOf(parts: readonly ConfiguredBlock[]): Value {
  const items = parts.flatMap((part) => {
    const { unread, presence } = part
    const symbols = [...presence, ...(unread === undefined ? [] : [unread])]
    const { key, values } = tagOf(part)
    const written = [key, values].filter((value) => value !== undefined)
    return [...symbols.map((symbol) => unknownOf(symbol, [symbol.span])), ...written]
  })
  return { kind: 'list', collection: 'tuple', items, spans: items.flatMap(({ spans }) => spans) }
}
