import { NOWHERE } from '../../../text/span.ts'
import { joinSpans, through } from '../../../value/spans.ts'
import type { ListValue, MapEntry, MapValue, Value } from '../../../value/value.ts'
import { derived } from '../unknown.ts'

/** The entries of both, the child's where both have one; nothing below them is merged. */
export function shallowMerge(parent: Value, child: Value): Value {
  return mergeValues(parent, child, (_, own) => own)
}

/**
 * Maps merged all the way down, lists joined (the parent's items first), anything else the child's.
 * Source: "include", section "Deep merge", Terragrunt reference.
 */
export function deepMerge(parent: Value, child: Value): Value {
  return mergeValues(parent, child, mergeEntry)
}

function mergeEntry(parent: Value, child: Value): Value {
  if (parent.kind === 'map' && child.kind === 'map') return deepMerge(parent, child)
  if (parent.kind === 'list' && child.kind === 'list') return joinLists(parent, child)
  // A list or map that is not known may be merged with the other one, or replace it.
  if (isOpen(child) || (isOpen(parent) && (child.kind === 'map' || child.kind === 'list')))
    return undecided(parent, child)
  return child
}

/** Where one of the two is not known as a whole, the known entries of the parent may be overridden. */
function mergeValues(parent: Value, child: Value, both: (parent: Value, child: Value) => Value): Value {
  if (parent.kind !== 'map' || child.kind !== 'map')
    return isOpen(parent) || isOpen(child) ? undecided(parent, child) : child
  const entries = new Map<string, MapEntry>(parent.entries)
  for (const [name, entry] of child.entries) {
    const inherited = entries.get(name)?.value
    entries.set(name, inherited === undefined ? entry : { ...entry, value: both(inherited, entry.value) })
  }
  return objectOf(entries, parent, child)
}

function objectOf(entries: ReadonlyMap<string, MapEntry>, parent: MapValue, child: MapValue): MapValue {
  return { kind: 'map', collection: 'object', entries, spans: joinSpans(child.spans, parent.spans) }
}

function joinLists(parent: ListValue, child: ListValue): Value {
  const items = [...parent.items, ...child.items]
  return { kind: 'list', collection: 'tuple', items, spans: joinSpans(child.spans, parent.spans) }
}

function isOpen(value: Value): boolean {
  return value.kind === 'unknown'
}

/** One of two values, or a merge of them: nobody knows. */
export function undecided(parent: Value, child: Value): Value {
  const [span = NOWHERE] = joinSpans(child.spans, parent.spans)
  return through(derived('terragrunt-merge', 'merged inputs', [parent, child], span), parent.spans)
}
