/**
 * What is left of a file in the JSON form that other parsers turn it into: names, and how they nest. Values are
 * gone, so that their known faults with values cannot matter. A block of type `t` with labels `a`, `b` is the entry
 * `t` → `a` → `b` → a list of bodies; an argument is an entry too, and its value may look like blocks.
 */
export type Outline = OutlineValue | OutlineNames | OutlineList

interface OutlineValue {
  readonly kind: 'value'
}

interface OutlineNames {
  readonly kind: 'names'
  readonly entries: ReadonlyMap<string, Outline>
}

interface OutlineList {
  readonly kind: 'list'
  readonly items: readonly Outline[]
}

/** The outline of parsed JSON; what lies deeper than `depth` levels counts as a value. */
export function outlineOf(json: unknown, depth: number): Outline {
  if (typeof json !== 'object' || json === null || depth === 0) return { kind: 'value' }
  if (Array.isArray(json)) return { kind: 'list', items: json.map((item) => outlineOf(item, depth - 1)) }
  const entries = Object.entries(json).map(([name, value]) => [name, outlineOf(value, depth - 1)] as const)
  return { kind: 'names', entries: new Map(entries) }
}
