import type { PolicyKind } from '../../../authorization/access.ts'
import { onlyUnder } from '../../../authorization/aws/only-under.ts'
import type { PolicyDocument } from '../../../authorization/aws/policy.ts'
import { readPolicyDocument } from '../../../authorization/aws/read-document.ts'
import type { MapEntry, MapValue, UnknownSymbol, Value } from '../../../value/value.ts'
import { decodeJson, type Report } from '../document/decode.ts'
import { type Way, waysOf } from '../rounds.ts'
import { deepWays } from './deep-ways.ts'

/**
 * The documents that a policy argument may hold: one, or several where an unknown condition chooses. A statement that
 * is there under unknown conditions has them as opaque conditions: at head it may be there, at base it may not.
 */
export function readPolicies(
  value: Value,
  kind: PolicyKind,
  presence: readonly UnknownSymbol[],
  report: Report,
): readonly PolicyDocument[] {
  return waysOf(value).flatMap((way) => {
    if (way.value.kind === 'null') return []
    const decoded = decodeJson(way.value, report)
    if (isEmptyMap(decoded)) return []
    const document = readDecoded(decoded, kind, report)
    return [onlyUnder(document, [...presence, ...way.conditions])]
  })
}

/** Whether a document may be `{}`: that grants nothing, and where something is in force by default, nobody knows. */
export function mayBeEmptyDocument(value: Value): boolean {
  return waysOf(value).some((way) => isEmptyMap(decodeJson(way.value, () => undefined)))
}

function isEmptyMap(value: Value): boolean {
  return value.kind === 'map' && value.entries.size === 0
}

/** Reads a decoded document of whose elements some are one of several values. */
function readDecoded(value: Value, kind: PolicyKind, report: Report): PolicyDocument {
  const statement = value.kind === 'map' ? value.entries.get('Statement') : undefined
  if (value.kind !== 'map' || statement === undefined) return read(value, kind, report)
  const ways = statementsOf(statement.value)
  const certain = ways.filter((way) => way.conditions.length === 0).map((way) => way.value)
  const document = read(withStatements(value, statement, certain), kind, report)
  const uncertain = ways.filter((way) => way.conditions.length > 0)
  const further = uncertain.flatMap((way) => {
    const alone = read(withStatements(onlyVersion(value), statement, [way.value]), kind, report)
    return onlyUnder(alone, way.conditions).statements
  })
  return { ...document, statements: [...document.statements, ...further] }
}

function read(value: Value, kind: PolicyKind, report: Report): PolicyDocument {
  const { document, diagnostics } = readPolicyDocument(value, kind)
  for (const diagnostic of diagnostics) report(diagnostic)
  return document
}

/** Every statement that may be there; null stands for none. */
function statementsOf(value: Value): readonly Way[] {
  if (value.kind === 'list') return value.items.flatMap(statementsOf)
  if (value.kind === 'unknown' && value.partial?.kind === 'spliced') {
    return value.partial.items.flatMap((item) => statementsOf(item.value))
  }
  return deepWays(value).flatMap(({ value: way, conditions }): readonly Way[] => {
    if (way.kind === 'null' && conditions.length > 0) return []
    if (way.kind !== 'list') return [{ value: way, conditions }]
    return statementsOf(way).map((inner) => ({ ...inner, conditions: [...conditions, ...inner.conditions] }))
  })
}

function withStatements(document: MapValue, statement: MapEntry, items: readonly Value[]): MapValue {
  const list: Value = { kind: 'list', collection: 'tuple', items, spans: statement.value.spans }
  return { ...document, entries: new Map([...document.entries, ['Statement', { ...statement, value: list }]]) }
}

function onlyVersion(document: MapValue): MapValue {
  const version = document.entries.get('Version')
  return { ...document, entries: new Map(version === undefined ? [] : [['Version', version]]) }
}
