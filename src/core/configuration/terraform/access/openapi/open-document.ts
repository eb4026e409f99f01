import { readJsonText } from '../../../../syntax/json/parse.ts'
import { readYamlText } from '../../../../syntax/yaml/read-text.ts'
import type { Diagnostic } from '../../../../text/diagnostic.ts'
import { NOWHERE } from '../../../../text/span.ts'
import type { MapValue, TextValue, UnknownSymbol, UnknownValue, Value } from '../../../../value/value.ts'
import type { Report } from '../../document/decode.ts'
import { memberOf, wordOf } from '../../json-members.ts'
import { waysOf } from '../../rounds.ts'
import { asText } from '../../text.ts'
import { derived } from '../../unknown.ts'
import { symbolOf } from '../reach-facets.ts'

/** What a body may be: a document, or something that nobody can read, which may say anything. */
export type OpenedDocument =
  | { readonly kind: 'document'; readonly root: MapValue; readonly conditions: readonly UnknownSymbol[] }
  | { readonly kind: 'unread'; readonly value: UnknownValue; readonly conditions: readonly UnknownSymbol[] }

/** The OpenAPI documents that a body may be: one, or several where an unknown condition chooses. */
export function openDocuments(body: Value, report: Report): readonly OpenedDocument[] {
  return waysOf(body).flatMap(({ value: way, conditions }) =>
    waysOf(decoded(way, report)).flatMap((inner): readonly OpenedDocument[] => {
      const all = [...conditions, ...inner.conditions]
      if (inner.value.kind === 'null') return []
      if (inner.value.kind !== 'map') return [{ kind: 'unread', value: unread(inner.value), conditions: all }]
      return [{ kind: 'document', root: inner.value, conditions: all }]
    }),
  )
}

function unread(value: Value): UnknownValue {
  if (value.kind === 'unknown') return value
  const [span = NOWHERE] = value.spans
  return derived('no openapi', 'what is no OpenAPI document', [value], span)
}

/** What a text says in JSON or in YAML. What has an error may be read otherwise by AWS, so it is unknown. */
function decoded(value: Value, report: Report): Value {
  if (value.kind !== 'text') return value
  const known = value.encoded ?? value.yaml
  if (known !== undefined) return known
  const text = asText(value)
  const [span] = value.spans
  if (text === undefined || span === undefined || isOneSymbol(text)) return unknownOr(value)
  const { value: read, diagnostics } = isJson(text) ? readJsonText(text) : readYamlText(text, () => undefined)
  for (const diagnostic of diagnostics) report(diagnostic)
  const isSound = diagnostics.every(({ severity }: Diagnostic) => severity !== 'error')
  return read === undefined || !isSound ? derived('broken-openapi', 'a text that cannot be read', [text], span) : read
}

function isOneSymbol({ parts }: TextValue): boolean {
  return parts.length === 1 && parts[0]?.kind === 'symbol'
}

function unknownOr(value: Value): Value {
  return { kind: 'unknown', symbol: symbolOf(value), spans: value.spans }
}

function isJson({ parts: [first] }: TextValue): boolean {
  return first?.kind === 'literal' && /^\ufeff?\s*\{/.test(first.text)
}

/** The text at a member, where it is known. */
export function textAt(value: Value | undefined, name: string): string | undefined {
  return wordOf(memberOf(value, name))
}

/** A reference that leads to a reference, and so on: more are not followed. */
const MAX_REFERENCES = 8

/**
 * What a part of a document says, its reference followed; undefined where that leads out of the document or to nothing.
 * Source: "Reference Object", OpenAPI Specification.
 */
export function followed(value: Value, root: MapValue): Value | undefined {
  let at: Value | undefined = value
  for (let count = 0; count <= MAX_REFERENCES; count += 1) {
    if (at?.kind !== 'map' || !at.entries.has('$ref')) return at
    const pointer = textAt(at, '$ref')
    at = pointer?.startsWith('#/') === true ? pointedAt(root, pointer.slice(2)) : undefined
  }
  return undefined
}

/** Source: RFC 6901. */
function pointedAt(root: MapValue, pointer: string): Value | undefined {
  return pointer.split('/').reduce<Value | undefined>((at, token) => memberOf(at, unescaped(token)), root)
}

function unescaped(token: string): string {
  return token.replaceAll(/%7B/gi, '{').replaceAll(/%7D/gi, '}').replaceAll('~1', '/').replaceAll('~0', '~')
}
