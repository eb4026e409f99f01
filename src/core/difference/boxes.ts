/**
 * The set algebra of vocabularies without Deny: access is a union of boxes, a box a product of facets. A point is one
 * value a dimension.
 */
export interface Facet {
  contains(value: string): boolean
  /**
   * Values of this facet, at least one of every class that the others tell apart: two values that the same of the
   * others contain are one class. Those contained in fewest of the others come first, as far as is known.
   */
  samples(others: readonly Facet[]): readonly string[]
}

export type Box = readonly Facet[]

/** Steps of one comparison; more is undecided. */
const MAX_STEPS = 200_000

export type PointAnswer =
  | { readonly kind: 'found'; readonly point: readonly string[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'limit' }

/** A possible point of some box of `head` that no box of `base` contains. Boxes have the same dimensions. */
export function pointOutside(
  base: readonly Box[],
  head: readonly Box[],
  isPossible: (point: readonly string[]) => boolean = () => true,
): PointAnswer {
  const search: Search = { steps: 0, isPossible }
  for (const box of head) {
    const point = extend(search, box, base, [])
    if (point !== undefined) return { kind: 'found', point }
    if (search.steps > MAX_STEPS) return { kind: 'limit' }
  }
  return { kind: 'none' }
}

interface Search {
  steps: number
  readonly isPossible: (point: readonly string[]) => boolean
}

function extend(
  search: Search,
  box: Box,
  covers: readonly Box[],
  point: readonly string[],
): readonly string[] | undefined {
  const facet = box[point.length]
  if (facet === undefined) return covers.length === 0 && search.isPossible(point) ? point : undefined
  const others = covers.flatMap((cover) => cover[point.length] ?? [])
  for (const value of facet.samples(others)) {
    if (++search.steps > MAX_STEPS) return undefined
    const left = covers.filter((cover) => cover[point.length]?.contains(value))
    const found = extend(search, box, left, [...point, value])
    if (found !== undefined) return found
  }
  return undefined
}

/** Some values, or all. */
export function names(values: readonly string[] | 'all', fresh: string): Facet {
  const set = values === 'all' ? undefined : new Set(values)
  return {
    contains: (value) => set === undefined || set.has(value),
    samples: (others) => {
      if (values !== 'all') return values
      return [fresh, ...others.flatMap((other) => other.samples([]))].filter(
        (value, at, all) => all.indexOf(value) === at,
      )
    },
  }
}

/** Whole numbers from `first` to `last`, both inclusive. */
export function interval(
  first: bigint,
  last: bigint,
  text: (value: bigint) => string,
  value: (text: string) => bigint | undefined,
): Facet {
  const contains = (number: bigint | undefined) => number !== undefined && first <= number && number <= last
  return {
    contains: (sample) => contains(value(sample)),
    samples: (others) => {
      // Where another interval begins, and where one has just ended: there the answers change.
      const points = others.flatMap((other) => (isInterval(other) ? [other.first, other.last + 1n] : []))
      return [first, ...points.filter(contains)].map(text).filter((each, at, all) => all.indexOf(each) === at)
    },
    ...{ first, last },
  }
}

interface Interval extends Facet {
  readonly first: bigint
  readonly last: bigint
}

function isInterval(facet: Facet): facet is Interval {
  return 'first' in facet && 'last' in facet
}
