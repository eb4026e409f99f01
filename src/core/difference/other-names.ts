import type { Facet } from './boxes.ts'

/** All names but some. `keyOf` says which are the same; undefined for what may be any of them, which is in none. */
export function otherNames(than: readonly string[], keyOf: (value: string) => string | undefined): OtherNames {
  const left = new Set(than)
  const contains = (value: string): boolean => {
    const key = keyOf(value)
    return key !== undefined && !left.has(key)
  }
  return {
    than,
    contains,
    samples: (others) => {
      const named = others.flatMap((other) => (isOtherNames(other) ? other.than : other.samples([])))
      return [ANYBODY_ELSE, ...named].filter((value, at, all) => contains(value) && all.indexOf(value) === at)
    },
  }
}

interface OtherNames extends Facet {
  readonly than: readonly string[]
}

/** A name that nothing has. */
const ANYBODY_ELSE = 'anybody else'

function isOtherNames(facet: Facet): facet is OtherNames {
  return 'than' in facet
}
