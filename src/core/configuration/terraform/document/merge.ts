import type { Span } from '../../../text/span.ts'
import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import type { MapEntry, MapValue, Value } from '../../../value/value.ts'
import { knownText } from '../../../value/value.ts'
import { fail, type Scope } from '../scope.ts'
import { either } from '../unknown.ts'
import { type LayeredDocument, sidOf } from './decode.ts'
import { unknownPart } from './provider-form.ts'

/**
 * Merges documents in order. A later statement replaces an earlier one of the same Sid, the highest version and the
 * last id win. Where an unknown document or Sid could replace statements that are there, all of it is unknown.
 * `sources` of the documents stand before the data source's own, and their Sids must be unique among them.
 */
export function mergeDocuments(
  documents: readonly LayeredDocument[],
  sources: number,
  scope: Scope,
  span: Span,
): Value {
  reportRepeatedSids(documents.slice(0, sources), scope, span)
  reportRepeatedSids(documents.slice(sources, sources + 1), scope, span)
  const statements: Value[] = []
  for (const document of documents) {
    const added = document.kind === 'unknown' ? [document.value] : document.statements
    for (const statement of added) {
      if (!add(statements, statement, span)) return unknownMerge(documents, span)
    }
  }
  const entries = new Map<string, MapEntry>()
  const version = highestVersion(documents)
  if (version === 'unknown') return unknownMerge(documents, span)
  if (version !== undefined) entries.set('Version', version)
  const id = documents.flatMap((each) => (each.kind === 'document' && each.id !== undefined ? [each.id] : [])).at(-1)
  if (id !== undefined) entries.set('Id', id)
  if (statements.length > 0) {
    const value: Value = { kind: 'list', collection: 'tuple', items: statements, spans: [span] }
    entries.set('Statement', { keySpan: span, value })
  }
  const merged: MapValue = { kind: 'map', collection: 'object', entries, spans: [span] }
  return merged
}

/** False where it is not known what the statement replaces. */
function add(statements: Value[], statement: Value, span: Span): boolean {
  const sid = sidOf(statement)
  if (sid === 'unknown' && statements.some((each) => sidOf(each) !== undefined)) return false
  if (sid === undefined || sid === 'unknown') {
    statements.push(statement)
    return true
  }
  for (const [at, known] of statements.entries()) {
    const other = sidOf(known)
    if (other === 'unknown') statements[at] = without(known, sid, span)
    if (other !== sid) continue
    statements[at] = replacement(known, statement, span)
    return true
  }
  statements.push(statement)
  return true
}

/** What an unknown document holds besides a statement that is replaced. */
function without(statement: Value, sid: string, span: Span): Value {
  if (statement.kind !== 'unknown') return unknownPart(`without ${sid}`, 'a policy document', [statement], span)
  const reduced = unknownPart(`without ${sid}`, statement.symbol.address, [statement], span)
  return { ...reduced, spans: statement.spans }
}

/** A statement that may not be there replaces another one only where it is. */
function replacement(known: Value, statement: Value, span: Span): Value {
  if (statement.kind !== 'unknown' || statement.partial?.kind !== 'either') return statement
  const { condition, then, otherwise } = statement.partial
  if (otherwise.kind !== 'null') return statement
  return either({ kind: 'unknown', symbol: condition, spans: statement.spans }, then, known, span)
}

function highestVersion(documents: readonly LayeredDocument[]): MapEntry | undefined | 'unknown' {
  let highest: MapEntry | undefined
  let text = ''
  for (const document of documents) {
    if (document.kind === 'unknown' || document.version === undefined) continue
    const { value } = document.version
    const version = value.kind === 'text' ? knownText(value) : undefined
    if (version === undefined) return 'unknown'
    if (version <= text) continue
    highest = document.version
    text = version
  }
  return highest
}

function unknownMerge(documents: readonly LayeredDocument[], span: Span): Value {
  const inputs = documents.flatMap((document): readonly Value[] => {
    if (document.kind === 'unknown') return [document.value]
    const entries = [document.version, document.id].flatMap((entry) => (entry === undefined ? [] : [entry.value]))
    return [...entries, ...document.statements]
  })
  return unknownPart('merged-documents', 'data.aws_iam_policy_document', inputs, span)
}

function reportRepeatedSids(documents: readonly LayeredDocument[], scope: Scope, span: Span): void {
  const seen = new Set<string>()
  for (const statement of documents.flatMap((each) => (each.kind === 'document' ? each.statements : []))) {
    const sid = sidOf(statement)
    if (sid === undefined || sid === 'unknown') continue
    if (seen.has(sid)) {
      const summary = `The ${sid.replace('sid ', 'Sid ')} stands twice`
      const detail = 'The provider refuses statements of one Sid within a document or its sources.'
      const place = statement.spans[0] ?? span
      fail(scope, place, digestOf('sid', fingerprintOf(statement)), { code: 'repeated-sid', summary, detail })
    }
    seen.add(sid)
  }
}
