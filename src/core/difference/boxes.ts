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

/** A box without the points that are in one of `except`. */
export interface CutBox {
  readonly box: Box
  readonly except: readonly Box[]
}

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
  return cutPointOutside(base.map(uncut), head.map(uncut), isPossible)
}

function uncut(box: Box): CutBox {
  return { box, except: [] }
}

/** The same for boxes that something is cut out of. */
export function cutPointOutside(
  base: readonly CutBox[],
  head: readonly CutBox[],
  isPossible: (point: readonly string[]) => boolean = () => true,
): PointAnswer {
  const search: Search = { steps: 0, isPossible }
  // Only beside what is cut out there is so much to go through that it pays to look ahead.
  const isCut = [...base, ...head].some(({ except }) => except.length > 0)
  for (const { box, except } of head) {
    const point = isCut ? lookAhead(search, box, except, base) : extend(search, box, [], base.map(notAhead), [])
    if (point !== undefined) return { kind: 'found', point }
    if (search.steps > MAX_STEPS) return { kind: 'limit' }
  }
  return { kind: 'none' }
}

interface Search {
  steps: number
  readonly isPossible: (point: readonly string[]) => boolean
}

/** The search among what overlaps a box, with what that is known to contain of it. */
function lookAhead(
  search: Search,
  box: Box,
  except: readonly Box[],
  base: readonly CutBox[],
): readonly string[] | undefined {
  const own = except.filter((each) => overlaps(box, each))
  const covers = base
    .filter((cover) => overlaps(box, cover.box))
    .map((cover) => ({ ...seenFrom(box, cover.box), except: cutFrom(search, cover, box, own) }))
  const seen = own.map((each) => seenFrom(box, each))
  return extend(search, box, seen, covers, [])
}

function notAhead({ box }: CutBox): SeenCover {
  return { box, containsFrom: [], except: [] }
}

/** What is cut out of a cover where a box is searched: where points are in nothing of `own` anyway, that says nothing. */
function cutFrom(search: Search, { except }: CutBox, searched: Box, own: readonly Box[]): readonly Seen[] {
  const near = except.filter((each) => overlaps(searched, each))
  search.steps += near.length * own.length
  const isTooMuch = search.steps > MAX_STEPS
  return near
    .filter((each) => isTooMuch || !own.some((other) => lies(each, other)))
    .map((each) => seenFrom(searched, each))
}

function overlaps(one: Box, other: Box): boolean {
  return one.every((facet, at) => {
    const beside = other[at]
    return beside !== undefined && facet.samples([beside]).some((value) => beside.contains(value))
  })
}

/** Whether a box lies within another one. */
function lies(inner: Box, outer: Box): boolean {
  return inner.every((facet, at) => isWithin(facet, outer[at]))
}

function isWithin(facet: Facet, outer: Facet | undefined): boolean {
  return outer !== undefined && facet.samples([outer]).every((value) => outer.contains(value))
}

/** A box beside another one that is searched. */
interface Seen {
  readonly box: Box
  /** By dimension: whether it contains all of the other box from there on. */
  readonly containsFrom: readonly boolean[]
}

interface SeenCover extends Seen {
  readonly except: readonly Seen[]
}

function seenFrom(searched: Box, box: Box): Seen {
  const contains = searched.map((facet, at) => isWithin(facet, box[at]))
  return { box, containsFrom: contains.map((_, at) => contains.slice(at).every((each) => each)) }
}

/**
 * `except` and the covers are those that the point so far is in. In the end it must be in none of `except`, and in no
 * cover but in something that is cut out of that.
 */
function extend(
  search: Search,
  box: Box,
  except: readonly Seen[],
  covers: readonly SeenCover[],
  point: readonly string[],
): readonly string[] | undefined {
  const at = point.length
  const facet = box[at]
  if (facet === undefined) {
    const isOutside = except.length === 0 && covers.every((cover) => cover.except.length > 0)
    return isOutside && search.isPossible(point) ? point : undefined
  }
  if (except.some((each) => each.containsFrom[at])) return undefined
  if (covers.some((cover) => cover.except.length === 0 && cover.containsFrom[at])) return undefined
  const boxes = [...except, ...covers.flatMap((cover) => [cover, ...cover.except])]
  const others = boxes.flatMap((other) => other.box[at] ?? [])
  for (const value of facet.samples(others)) {
    if (++search.steps > MAX_STEPS) return undefined
    const isIn = (other: Seen) => other.box[at]?.contains(value) === true
    const left = covers.filter(isIn).map((cover) => ({ ...cover, except: cover.except.filter(isIn) }))
    const found = extend(search, box, except.filter(isIn), left, [...point, value])
    if (found !== undefined) return found
  }
  return undefined
}

/** Some values, or all; `keyOf` says which are the same. */
export function names(
  values: readonly string[] | 'all',
  fresh: string,
  keyOf: (value: string) => string = (value) => value,
): Facet {
  const set = values === 'all' ? undefined : new Set(values.map(keyOf))
  return {
    contains: (value) => set === undefined || set.has(keyOf(value)),
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
