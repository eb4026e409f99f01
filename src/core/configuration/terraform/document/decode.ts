import { readJsonText } from '../../../syntax/json/parse.ts'
import type { MapEntry, UnknownSymbol, UnknownValue, Value } from '../../../value/value.ts'
import { knownText } from '../../../value/value.ts'
import { asText } from '../text.ts'
import { derived, either, firstSymbol } from '../unknown.ts'
import { inProviderForm, unknownPart } from './provider-form.ts'
import { membersOf, type Report, refused } from './source-object.ts'
import { sourceStatement } from './source-statement.ts'

export type { Report }

/** One of the documents that a data source merges. */
export type LayeredDocument =
  | {
      readonly kind: 'document'
      readonly version?: MapEntry
      readonly id?: MapEntry
      readonly statements: readonly Value[]
    }
  /** It may hold any statements, with any Sids. */
  | { readonly kind: 'unknown'; readonly value: Value; readonly symbol: UnknownSymbol }

/** The document that a text encodes, as the provider reads it. What it refuses is unknown, and reported. */
export function decodeDocument(text: Value, report: Report): LayeredDocument {
  const value = decodeJson(text, report)
  const symbol = firstSymbol(value)
  if (value.kind === 'null') return { kind: 'document', statements: [] }
  if (value.kind === 'unknown' && symbol !== undefined) return { kind: 'unknown', value: inProviderForm(value), symbol }
  if (value.kind !== 'map') return { kind: 'document', statements: [refused(value, 'the text', report)] }
  const members = membersOf(value, ['Version', 'Id', 'Statement'])
  const [span] = value.spans
  if (members === undefined && span !== undefined) {
    const unclear = unknownPart('document', 'a policy document', [value], span)
    return { kind: 'unknown', value: unclear, symbol: unclear.symbol }
  }
  const [version, id] = ['Version', 'Id'].map((name) => nonEmpty(members?.get(name)))
  const statements = statementsOf(members?.get('Statement')?.value, report)
  const isText = [version, id].every((entry) => entry === undefined || entry.value.kind !== 'number')
  return {
    kind: 'document',
    ...(version === undefined ? {} : { version }),
    ...(id === undefined ? {} : { id }),
    statements: isText ? statements : [refused(value, 'the version or the id', report)],
  }
}

/** Null and empty text are as absent. */
function nonEmpty(entry: MapEntry | undefined): MapEntry | undefined {
  const value = entry?.value
  return value?.kind === 'null' || (value?.kind === 'text' && value.parts.length === 0) ? undefined : entry
}

function statementsOf(value: Value | undefined, report: Report): readonly Value[] {
  if (value === undefined) return []
  switch (value.kind) {
    case 'null':
      return []
    case 'list':
      return value.items.map((item) => sourceStatement(item, report))
    case 'unknown':
      return [unknownStatements(value, report)]
    default:
      return [refused(value, 'Statement', report)]
  }
}

/** A list of statements that is one of two, or of which some are known. */
function unknownStatements(value: UnknownValue, report: Report): Value {
  const { partial, spans } = value
  const [span] = spans
  if (partial?.kind === 'spliced') {
    const items = partial.items.map((item) => ({ ...item, value: sourceStatement(item.value, report) }))
    return { ...inProviderForm(value), partial: { kind: 'spliced', items } }
  }
  if (partial?.kind !== 'either' || span === undefined) return inProviderForm(value)
  const [then, otherwise] = [partial.then, partial.otherwise].map((way): Value => {
    const items = statementsOf(way, report)
    return { kind: 'list', collection: 'tuple', items, spans: way.spans }
  })
  if (then === undefined || otherwise === undefined) return inProviderForm(value)
  return either({ kind: 'unknown', symbol: partial.condition, spans }, then, otherwise, span)
}

/**
 * What a JSON text encodes: what was encoded, or what the text says, unknown parts and all. What is no JSON is
 * reported, and unknown.
 */
export function decodeJson(value: Value, report: Report): Value {
  if (value.kind === 'text' && value.encoded !== undefined) return value.encoded
  const text = value.kind === 'unknown' ? undefined : asText(value)
  const [span] = value.spans
  if (text === undefined || span === undefined) return value
  const symbol = text.parts.length === 1 && text.parts[0]?.kind === 'symbol' ? text.parts[0].symbol : undefined
  if (symbol !== undefined) return { kind: 'unknown', symbol, spans: text.spans }
  const { value: decoded, diagnostics } = readJsonText(text)
  for (const diagnostic of diagnostics) report(diagnostic)
  return decoded ?? derived('broken-json', 'a text that is no JSON', [text], span)
}

/** The Sid of a statement: undefined where it has none, `unknown` where it may have any. */
export function sidOf(statement: Value): string | undefined | 'unknown' {
  if (statement.kind === 'unknown')
    return statement.partial?.kind === 'either' ? sidOfEither(statement.partial) : 'unknown'
  if (statement.kind !== 'map') return undefined
  const sid = statement.entries.get('Sid')?.value
  if (sid === undefined || sid.kind === 'null') return undefined
  const text = sid.kind === 'text' ? knownText(sid) : undefined
  return text === undefined ? 'unknown' : text === '' ? undefined : `sid ${text}`
}

function sidOfEither(partial: { readonly then: Value; readonly otherwise: Value }): string | undefined | 'unknown' {
  if (partial.otherwise.kind === 'null') return sidOf(partial.then)
  const [then, otherwise] = [sidOf(partial.then), sidOf(partial.otherwise)]
  return then === otherwise ? then : 'unknown'
}
