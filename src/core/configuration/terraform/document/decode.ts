import { readJsonText } from '../../../syntax/json/parse.ts'
import type { MapEntry, UnknownSymbol, Value } from '../../../value/value.ts'
import { knownText } from '../../../value/value.ts'
import type { Scope } from '../scope.ts'
import { asText } from '../text.ts'
import { derived, firstSymbol } from '../unknown.ts'

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

/** The document that a text encodes. What is no object is unknown, with whatever made it so. */
export function decodeDocument(text: Value, scope: Scope): LayeredDocument {
  const value = decodeJson(text, scope)
  const symbol = firstSymbol(value)
  if (value.kind === 'map') {
    const version = value.entries.get('Version')
    const id = value.entries.get('Id')
    const statement = value.entries.get('Statement')?.value
    return {
      kind: 'document',
      ...(version === undefined ? {} : { version }),
      ...(id === undefined ? {} : { id }),
      statements: statement === undefined ? [] : statement.kind === 'list' ? statement.items : [statement],
    }
  }
  return symbol === undefined ? { kind: 'document', statements: [value] } : { kind: 'unknown', value, symbol }
}

/**
 * What a JSON text encodes: what was encoded, or what the text says, unknown parts and all. What is no JSON is
 * reported, and unknown.
 */
export function decodeJson(value: Value, scope: Scope): Value {
  if (value.kind === 'text' && value.encoded !== undefined) return value.encoded
  const text = value.kind === 'unknown' ? undefined : asText(value)
  const [span] = value.spans
  if (text === undefined || span === undefined) return value
  const symbol = text.parts.length === 1 && text.parts[0]?.kind === 'symbol' ? text.parts[0].symbol : undefined
  if (symbol !== undefined) return { kind: 'unknown', symbol, spans: text.spans }
  const { value: decoded, diagnostics } = readJsonText(text)
  for (const diagnostic of diagnostics) scope.module.report(diagnostic)
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
