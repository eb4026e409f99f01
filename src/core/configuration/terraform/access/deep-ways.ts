import type { UnknownSymbol, Value } from '../../../value/value.ts'
import { MAX_ALTERNATIVES } from '../limits.ts'
import { type Way, waysOf } from '../rounds.ts'

/**
 * The values that a value may be when every unknown choice anywhere inside it is made, with the conditions of each.
 * Lists of unknown length become lists of what is known of them. Choices beyond a limit stay unknown.
 */
export function deepWays(value: Value): readonly Way[] {
  switch (value.kind) {
    case 'unknown': {
      if (value.partial?.kind === 'spliced') {
        const items = value.partial.items.map((item) => item.value)
        return deepWays({ kind: 'list', collection: 'tuple', items, spans: value.spans })
      }
      const ways = waysOf(value)
      if (ways.length === 1) return ways
      return ways.flatMap((way) =>
        deepWays(way.value).map((inner) => ({ ...inner, conditions: [...way.conditions, ...inner.conditions] })),
      )
    }
    case 'list':
      return combine(value.items).map(({ values, conditions }) => ({ value: { ...value, items: values }, conditions }))
    case 'map': {
      const keys = [...value.entries.keys()]
      const entries = [...value.entries.values()]
      return combine(entries.map((entry) => entry.value)).map(({ values, conditions }) => {
        const made = keys.flatMap((key, at) => {
          const [entry, chosen] = [entries[at], values[at]]
          return entry === undefined || chosen === undefined ? [] : [[key, { ...entry, value: chosen }] as const]
        })
        return { value: { ...value, entries: new Map(made) }, conditions }
      })
    }
    default:
      return [{ value, conditions: [] }]
  }
}

interface Combination {
  readonly values: readonly Value[]
  readonly conditions: readonly UnknownSymbol[]
}

/** Every combination of what the values may be, as long as there are few. */
function combine(values: readonly Value[]): readonly Combination[] {
  let combinations: { readonly values: Value[]; readonly conditions: readonly UnknownSymbol[] }[] = [
    { values: [], conditions: [] },
  ]
  for (const value of values) {
    const ways = deepWays(value)
    const [only = { value, conditions: [] }] = ways
    const isChoice = ways.length > 1 && combinations.length * ways.length <= MAX_ALTERNATIVES
    if (!isChoice && only.conditions.length === 0) {
      // A long list mostly has no choices in it.
      for (const combination of combinations) combination.values.push(ways.length > 1 ? value : only.value)
      continue
    }
    const chosen = isChoice ? ways : [{ value, conditions: [] }]
    combinations = combinations.flatMap((combination) =>
      chosen.map((way) => ({
        values: [...combination.values, way.value],
        conditions: union(combination.conditions, way.conditions),
      })),
    )
  }
  return combinations
}

function union(left: readonly UnknownSymbol[], right: readonly UnknownSymbol[]): readonly UnknownSymbol[] {
  const known = new Set(left.map((symbol) => symbol.fingerprint))
  return [...left, ...right.filter((symbol) => !known.has(symbol.fingerprint))]
}
