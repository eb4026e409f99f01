import { goJson } from './go-json.ts'
import { setOrder } from './set-order.ts'
import type { WireValue } from './wire-values.ts'

/** The two texts of `data.aws_iam_policy_document`. Where the provider would refuse, it throws. */
export interface RenderedDocument {
  readonly json: string
  readonly minified: string
}

/**
 * Renders a policy document as the AWS provider does, written from its documentation and what its code does: a
 * second implementation beside the product's, which shares nothing with it.
 */
export function renderDocument(config: WireObject): RenderedDocument {
  const merged: PolicyDocument = { version: '', id: '', statements: [] }
  const sids = new Set<string>()
  for (const source of texts(config['source_policy_documents'])) {
    const document = readDocument(source)
    rejectRepeated(document, sids)
    mergeInto(merged, document)
  }
  mergeInto(merged, ownDocument(config))
  for (const override of texts(config['override_policy_documents'])) mergeInto(merged, readDocument(override))
  const document = compact([
    ['Version', nonEmpty(merged.version)],
    ['Id', nonEmpty(merged.id)],
    ['Statement', merged.statements.length === 0 ? undefined : merged.statements],
  ])
  return { json: goJson(document, '  '), minified: goJson(document, '') }
}

export type WireObject = { readonly [name: string]: WireValue }
type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

interface PolicyDocument {
  version: string
  id: string
  readonly statements: JsonObject[]
}
type JsonObject = { readonly [name: string]: Json }

/** A later statement replaces one of the same Sid in its place; the highest version and the last id win. */
function mergeInto(merged: PolicyDocument, added: PolicyDocument): void {
  if (added.id !== '') merged.id = added.id
  if (added.version > merged.version) merged.version = added.version
  for (const statement of added.statements) {
    const sid = statement['Sid'] ?? ''
    const at = sid === '' ? -1 : merged.statements.findIndex((each) => each['Sid'] === sid)
    if (at < 0) merged.statements.push(statement)
    else merged.statements[at] = statement
  }
}

function rejectRepeated(document: PolicyDocument, sids: Set<string>): void {
  for (const { Sid: sid = '' } of document.statements) {
    if (typeof sid !== 'string' || sid === '') continue
    if (sids.has(sid)) throw new Error(`duplicate Sid (${sid})`)
    sids.add(sid)
  }
}

function ownDocument(config: WireObject): PolicyDocument {
  const version = textOr(config['version'], '2012-10-17')
  const statements = objects(config['statement']).map((block) => ownStatement(block, version))
  const document = { version, id: textOr(config['policy_id'], ''), statements }
  rejectRepeated(document, new Set())
  return document
}

function ownStatement(block: WireObject, version: string): JsonObject {
  const plain = (name: string): Json | undefined => stringSet(block[name], (text) => text)
  const replaced = (name: string): Json | undefined => stringSet(block[name], (text) => replaceMarkers(text, version))
  return compact([
    ['Sid', nonEmpty(textOr(block['sid'], ''))],
    ['Effect', textOr(block['effect'], 'Allow')],
    ['Action', plain('actions')],
    ['NotAction', plain('not_actions')],
    ['Resource', replaced('resources')],
    ['NotResource', replaced('not_resources')],
    ['Principal', ownPrincipals(block['principals'], version)],
    ['NotPrincipal', ownPrincipals(block['not_principals'], version)],
    ['Condition', ownConditions(block['condition'], version)],
  ])
}

/** One text as itself, several in reverse order of their bytes, none as nothing. */
function stringSet(value: WireValue | undefined, replace: (text: string) => string): Json | undefined {
  const items = byBytes([...new Set(texts(value))])
    .reverse()
    .map(replace)
  return items.length === 1 ? items[0] : items.length === 0 ? undefined : items
}

function ownPrincipals(value: WireValue | undefined, version: string): Json | undefined {
  const blocks = setOrder(objects(value))
  const pairs = blocks.map((block) => {
    const ids = stringSet(block['identifiers'], (text) => replaceMarkers(text, version)) ?? []
    return [textOr(block['type'], ''), ids] as const
  })
  return pairs.length === 0 ? undefined : principals(pairs)
}

function principals(pairs: readonly (readonly [string, Json])[]): Json {
  const [only] = pairs
  if (pairs.length === 1 && only?.[0] === '*' && texts(only[1]).join(' ') === '*') return '*'
  const byType = new Map<string, Json>()
  for (const [type, ids] of pairs) {
    const known = byType.get(type)
    const added = typeof ids === 'string' ? ids : byBytes(texts(ids)).reverse()
    byType.set(type, known === undefined ? added : [...texts(known), ...texts(added)])
  }
  return sortedObject(byType)
}

function ownConditions(value: WireValue | undefined, version: string): Json | undefined {
  const triples = setOrder(objects(value)).map((block) => {
    const values = texts(block['values']).map((text) => replaceMarkers(text, version))
    return [textOr(block['test'], ''), textOr(block['variable'], ''), values] as const
  })
  return triples.length === 0 ? undefined : conditions(triples)
}

/** Values of one test and variable are added up; one value alone is a text. */
function conditions(triples: readonly (readonly [string, string, readonly string[]])[]): Json {
  const tests = new Map<string, Map<string, readonly string[]>>()
  for (const [test, variable, values] of triples) {
    const variables = tests.get(test) ?? new Map<string, readonly string[]>()
    tests.set(test, variables.set(variable, [...(variables.get(variable) ?? []), ...values]))
  }
  const flat = (values: readonly string[]): Json => (values.length === 1 ? (values[0] ?? '') : values)
  const inner = [...tests].map(
    ([test, variables]) =>
      [test, sortedObject(new Map([...variables].map(([name, all]) => [name, flat(all)])))] as const,
  )
  return sortedObject(new Map(inner))
}

/** What survives of a JSON document when the provider reads it, in the provider's order. */
function readDocument(text: string): PolicyDocument {
  const read: Json = JSON.parse(text)
  const document = asObject(read)
  const statements = member(document, 'Statement') ?? []
  if (!Array.isArray(statements)) throw new Error('Statement is no list')
  return {
    version: textOr(member(document, 'Version'), ''),
    id: textOr(member(document, 'Id'), ''),
    statements: objects(statements).map(readStatement),
  }
}

function readStatement(given: WireObject): JsonObject {
  const kept = ['Action', 'NotAction', 'Resource', 'NotResource'].map((name) => {
    const value = asJson(member(given, name))
    return [name, value === null ? undefined : value] as const
  })
  return compact([
    ['Sid', nonEmpty(textOr(member(given, 'Sid'), ''))],
    ['Effect', nonEmpty(textOr(member(given, 'Effect'), ''))],
    ...kept,
    ['Principal', readPrincipals(member(given, 'Principal'))],
    ['NotPrincipal', readPrincipals(member(given, 'NotPrincipal'))],
    ['Condition', readConditions(member(given, 'Condition'))],
  ])
}

/** Go takes a member of a name in any case, and the last of several. */
function member(object: WireObject, name: string): WireValue | undefined {
  return Object.entries(object).findLast(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
}

function readPrincipals(value: WireValue | undefined): Json | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return '*'
  const pairs = Object.entries(asObject(value)).map(([type, ids]) => {
    const isReadable = typeof ids === 'string' || (Array.isArray(ids) && texts(ids).length === ids.length)
    if (!isReadable) throw new Error(`the principals of ${type} are no texts`)
    return [type, typeof ids === 'string' ? ids : texts(ids)] as const
  })
  return pairs.length === 0 ? undefined : principals(pairs)
}

/** A truth value becomes a text, and a number is lost without a word. */
function readConditions(value: WireValue | undefined): Json | undefined {
  if (value === undefined || value === null) return undefined
  const triples = Object.entries(asObject(value)).flatMap(([test, variables]) =>
    Object.entries(asObject(variables)).flatMap(([variable, values]) => {
      if (typeof values === 'number' || values === null) return []
      return [[test, variable, typeof values === 'boolean' ? [String(values)] : texts(values)] as const]
    }),
  )
  return triples.length === 0 ? undefined : conditions(triples)
}

/** `&{` stands for the `${` of IAM's own variables, which the old version does not have. */
function replaceMarkers(text: string, version: string): string {
  if (version === '2008-10-17' && text.includes('&{')) throw new Error('&{ is not supported in version 2008-10-17')
  return text.replaceAll('&{', '${')
}

/** Entries that are there, in the given order. */
function compact(entries: readonly (readonly [string, Json | undefined])[]): JsonObject {
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

function sortedObject(entries: ReadonlyMap<string, Json>): JsonObject {
  const names = byBytes([...entries.keys()])
  return Object.fromEntries(names.map((name) => [name, entries.get(name) ?? null]))
}

function byBytes(items: readonly string[]): string[] {
  return items.toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)))
}

function texts(value: WireValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

function nonEmpty(text: string): string | undefined {
  return text === '' ? undefined : text
}

function textOr(value: WireValue | undefined, fallback: string): string {
  return typeof value === 'string' ? value : fallback
}

function objects(value: WireValue | undefined): readonly WireObject[] {
  return Array.isArray(value) ? value.map(asObject) : []
}

function asObject(value: WireValue): WireObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  return Object.fromEntries(Object.entries(value))
}

function asJson(value: WireValue | undefined): Json | undefined {
  if (typeof value === 'symbol' || value === undefined) return undefined
  if (Array.isArray(value)) return value.map((each) => asJson(each) ?? null)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, asJson(each) ?? null]))
}
