import type { MapEntry, MapValue, UnknownValue, Value } from '../../../value/value.ts'
import { compareText } from '../text.ts'
import { either } from '../unknown.ts'
import { isUnclear } from './exclusive-elements.ts'
import { inProviderForm, unknownPart } from './provider-form.ts'
import { sourceConditions } from './source-conditions.ts'
import { membersOf, type Report, refused } from './source-object.ts'
import { sourcePrincipals } from './source-principals.ts'

const NAMES = [
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
] as const

/**
 * A statement of a source or override document as the provider writes it again: elements in its order, others dropped.
 * Null stands for a statement that is not there. Source: the provider's type of a policy statement.
 */
export function sourceStatement(statement: Value, report: Report): Value {
  if (statement.kind === 'unknown') return unknownStatement(statement, report)
  if (statement.kind !== 'map') return refused(statement, 'a statement', report)
  const [span] = statement.spans
  const members = membersOf(statement, NAMES)
  if (span === undefined) return statement
  if (members === undefined) return unknownPart('statement', 'a statement', [statement], span)
  const entries = new Map<string, MapEntry>()
  for (const name of NAMES) {
    const entry = members.get(name)
    const value = entry === undefined ? undefined : sourceElement(name, entry.value, report)
    if (value === 'refused') return unknownPart('refused', 'a statement', [statement], span)
    if (entry !== undefined && value !== undefined) entries.set(name, { ...entry, value })
  }
  const read: MapValue = { ...statement, collection: 'object', entries }
  return isUnclear(entries, false) ? unknownPart('statement', 'a statement', [read], span) : read
}

function unknownStatement(statement: UnknownValue, report: Report): Value {
  const { partial, spans } = statement
  const [span] = spans
  if (partial?.kind !== 'either' || span === undefined) return inProviderForm(statement)
  const [then, otherwise] = [partial.then, partial.otherwise].map((way) =>
    way.kind === 'null' ? way : sourceStatement(way, report),
  )
  if (then === undefined || otherwise === undefined) return inProviderForm(statement)
  return either({ kind: 'unknown', symbol: partial.condition, spans }, then, otherwise, span)
}

/** Undefined where the provider leaves the element out. */
function sourceElement(name: (typeof NAMES)[number], value: Value, report: Report): Value | undefined | 'refused' {
  switch (name) {
    case 'Sid':
    case 'Effect':
      if (value.kind === 'null' || (value.kind === 'text' && value.parts.length === 0)) return undefined
      return value.kind === 'text' || value.kind === 'unknown' ? value : refuse(value, name, report)
    case 'Principal':
    case 'NotPrincipal':
    case 'Condition': {
      const read = name === 'Condition' ? sourceConditions(value) : sourcePrincipals(value)
      return read === 'refused' ? refuse(value, name, report) : read
    }
    default:
      return value.kind === 'null' ? undefined : sorted(value)
  }
}

function refuse(value: Value, what: string, report: Report): 'refused' {
  refused(value, what, report)
  return 'refused'
}

/** Go writes the entries of any other object in the order of their names. */
function sorted(value: Value): Value {
  if (value.kind === 'list') return { ...value, items: value.items.map(sorted) }
  if (value.kind !== 'map') return value
  const entries = [...value.entries].sort(([left], [right]) => compareText(left, right))
  return { ...value, entries: new Map(entries.map(([key, entry]) => [key, { ...entry, value: sorted(entry.value) }])) }
}
