import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import type { MapEntry, MapValue, Value } from '../../../value/value.ts'
import { flagOf, memberOf } from '../json-members.ts'
import { unknownOf } from '../unknown.ts'
import { marksAnything, type PlannedChange } from './planned-change.ts'
import type { Plan } from './read-plan.ts'

/** One managed resource as it is on one side of a comparison. */
export interface PlannedObject {
  readonly side: 'base' | 'head'
  readonly plan: Plan
  readonly change: PlannedChange
  /** What pairs it with the other side. */
  readonly identity: string
  readonly values: MapValue
  /** Shaped as the values, see `PlannedChange`. */
  readonly unknown: Value | undefined
  readonly sensitive: Value | undefined
}

/**
 * What is there on both sides: what base's plan would make of the world, or, without one, what head's plan found
 * there, and what head's plan would make of it. What a plan forgets stays there, though Terraform no longer knows it.
 */
export function plannedSides(
  base: Plan | undefined,
  head: Plan,
): { readonly base: readonly PlannedObject[]; readonly head: readonly PlannedObject[] } {
  const before = base === undefined ? foundObjects(head) : madeObjects(base, 'base', (change) => change.address)
  const known = new Set(before.map(({ identity }) => identity))
  return {
    base: before,
    head: madeObjects(head, 'head', ({ address, origin }) => (known.has(address) ? address : origin)),
  }
}

/** Deposed objects are left out: at base, less is safe. */
function foundObjects(plan: Plan): readonly PlannedObject[] {
  return managed(plan).flatMap((change) => {
    const found = change.isDeposed ? undefined : objectBefore(plan, change, 'base', change.origin)
    return found === undefined ? [] : [found]
  })
}

function madeObjects(
  plan: Plan,
  side: PlannedObject['side'],
  identityOf: (change: PlannedChange) => string,
): readonly PlannedObject[] {
  return managed(plan).flatMap((change) => {
    const identity = identityOf(change)
    const { after: values, afterUnknown: unknown, afterSensitive: sensitive } = change
    const made = values && { side, plan, change, identity, values, unknown, sensitive }
    const kept = change.actions.has('forget') ? objectBefore(plan, change, side, identity) : undefined
    return [made, kept].filter((each) => each !== undefined)
  })
}

function objectBefore(
  plan: Plan,
  change: PlannedChange,
  side: PlannedObject['side'],
  identity: string,
): PlannedObject | undefined {
  const { before: values, beforeSensitive: sensitive } = change
  return values && { side, plan, change, identity, values, unknown: undefined, sensitive }
}

function managed({ changes }: Plan): readonly PlannedChange[] {
  return changes.filter(({ mode }) => mode === 'managed')
}

/**
 * The value of an attribute; undefined where the object has none. What is known only after apply is a symbol of this
 * side alone: the two sides are two runs, and nothing says that they end in the same value. What is sensitive is a
 * symbol that stands for exactly this value, so that it is the same on both sides where the values are, and is
 * never shown.
 */
export function plannedValue(object: PlannedObject, name: string): Value | undefined {
  const { values, unknown, sensitive } = object
  return marked(memberOf(values, name), {
    object,
    path: name,
    unknown: flagOf(unknown) ?? memberOf(unknown, name),
    sensitive: flagOf(sensitive) ?? memberOf(sensitive, name),
  })
}

/** Whether an attribute, or anything within it, is known only after apply. */
export function isUnsettled({ unknown }: PlannedObject, name: string): boolean {
  return marksAnything(memberOf(unknown, name)) || flagOf(unknown) === true
}

interface Place {
  readonly object: PlannedObject
  /** `inline_policy[0].policy` */
  readonly path: string
  readonly unknown: Value | boolean | undefined
  readonly sensitive: Value | boolean | undefined
}

function marked(value: Value | undefined, place: Place): Value | undefined {
  if (isMarked(place.unknown)) return symbolAt(place, 'is known only after apply', [place.object.side])
  if (isMarked(place.sensitive) && value !== undefined && value.kind !== 'null') {
    const content = within(value, { ...place, sensitive: undefined })
    return symbolAt(place, 'is marked as sensitive', [content === undefined ? '' : fingerprintOf(content)])
  }
  return within(value, place)
}

function symbolAt({ object, path }: Place, reason: string, texts: readonly string[]): Value {
  const { address, span } = object.change
  const fingerprint = digestOf('planned', object.identity, path, reason, ...texts)
  return unknownOf({ address: `${address}.${path}`, fingerprint, reason }, [span])
}

/** A value whose parts may be marked; the plan leaves out of a value what it does not know. */
function within(value: Value | undefined, place: Place): Value | undefined {
  const marks = [place.unknown, place.sensitive].filter((each) => typeof each === 'object')
  if (value?.kind === 'list') {
    const items = value.items.map((item, index) => marked(item, partOf(place, index)) ?? item)
    return { ...value, items }
  }
  if (value?.kind !== 'map' && !(value === undefined && marks.some(marksAnything))) return value
  const entries = value?.kind === 'map' ? value.entries : new Map<string, MapEntry>()
  const unknownNames = typeof place.unknown === 'object' && place.unknown.kind === 'map' ? place.unknown.entries : []
  const names = new Set([...entries.keys(), ...new Map(unknownNames).keys()])
  const { span } = place.object.change
  const made = [...names].flatMap((name): (readonly [string, MapEntry])[] => {
    const entry = entries.get(name)
    const part = marked(entry?.value, partOf(place, name))
    return part === undefined ? [] : [[name, { keySpan: entry?.keySpan ?? span, value: part }]]
  })
  return { kind: 'map', collection: 'object', entries: new Map(made), spans: value?.spans ?? [span] }
}

function partOf(place: Place, key: string | number): Place {
  const path = typeof key === 'number' ? `${place.path}[${key}]` : `${place.path}.${key}`
  return { ...place, path, unknown: markAt(place.unknown, key), sensitive: markAt(place.sensitive, key) }
}

function markAt(marks: Place['unknown'], key: string | number): Value | undefined {
  if (typeof marks !== 'object') return undefined
  if (typeof key === 'number') return marks.kind === 'list' ? marks.items[key] : undefined
  return memberOf(marks, key)
}

function isMarked(mark: Place['unknown']): boolean {
  return typeof mark === 'object' ? flagOf(mark) === true : mark === true
}
