import type { Diagnostic } from '../../text/diagnostic.ts'
import type { MapEntry, MapValue, Value } from '../../value/value.ts'
import { knownText } from '../../value/value.ts'
import type { PolicyKind } from '../access.ts'
import type { OpaqueStatement, PolicyDocument, Statement } from './policy.ts'
import { readStatement } from './read-statement.ts'
import { entrySpan, kindName, opaqueSymbol, type Problems, reject, spanOf, wholeSymbol } from './reading.ts'

export interface ReadPolicy {
  readonly document: PolicyDocument
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Reads an AWS policy document. Total: what AWS would reject is an error diagnostic and stands as an opaque
 * statement or condition, what is unknown as an opaque statement, an opaque condition or a symbol pattern;
 * nothing is dropped. Element names are taken in AWS's own spelling only.
 * Source: "IAM JSON policy elements reference" and "Grammar of the IAM JSON policy language", IAM User Guide.
 */
export function readPolicyDocument(value: Value, kind: PolicyKind): ReadPolicy {
  const problems: Problems = []
  const symbol = wholeSymbol(value)
  if (symbol !== undefined) return opaqueDocument(value, { kind: 'opaque', symbol, span: spanOf(value) }, problems)
  if (value.kind !== 'map') {
    const detail = 'A policy document is an object with Version and Statement.'
    reject(problems, 'wrong-type', spanOf(value), `The policy document is ${kindName(value)}`, detail)
    return opaqueDocument(value, unreadable(value, 'the policy document', 'is not an object'), problems)
  }
  return readElements(value, kind, problems)
}

function readElements(document: MapValue, kind: PolicyKind, problems: Problems): ReadPolicy {
  const version = readVersion(document, kind, problems)
  if (version === undefined) {
    const statement = unreadable(document, 'the policy document', 'has a Version that is not known')
    return opaqueDocument(document, statement, problems)
  }
  const statements: Statement[] = []
  for (const [name, entry] of document.entries) {
    if (name === 'Version') continue
    if (name === 'Id') statements.push(...readId(entry, problems))
    else if (name === 'Statement') statements.push(...readStatements(entry.value, kind, problems))
    else statements.push(unknownElement(name, entry, problems))
  }
  if (!document.entries.has('Statement')) statements.push(...missingStatement(document, problems))
  return { document: { version, statements, span: spanOf(document) }, diagnostics: problems }
}

function readVersion(document: MapValue, kind: PolicyKind, problems: Problems): PolicyDocument['version'] | undefined {
  const value = document.entries.get('Version')?.value
  const text = value === undefined ? '2008-10-17' : value.kind === 'text' ? knownText(value) : undefined
  if (text === '2012-10-17' || (text === '2008-10-17' && kind !== 'rcp')) return text
  if (value?.kind === 'unknown' || (value?.kind === 'text' && text === undefined)) return undefined
  const detail =
    kind === 'rcp'
      ? 'Every resource control policy says "Version": "2012-10-17".'
      : 'Version is "2012-10-17" or "2008-10-17"; AWS rejects any other.'
  reject(problems, 'unknown-version', spanOf(value ?? document), 'The policy has an unknown Version', detail)
  return undefined
}

function readId(entry: MapEntry, problems: Problems): readonly Statement[] {
  if (entry.value.kind === 'text' || entry.value.kind === 'unknown') return []
  reject(problems, 'wrong-type', spanOf(entry.value), `Id is ${kindName(entry.value)}`, 'Id takes a string.')
  return [unreadable(entry.value, 'the policy document', 'has an Id that is not a string')]
}

function readStatements(value: Value, kind: PolicyKind, problems: Problems): readonly Statement[] {
  const items = value.kind === 'list' ? value.items : [value]
  if (items.length > MAX_STATEMENTS) {
    const detail = `No policy that AWS accepts has room for ${MAX_STATEMENTS} statements; this one is not read.`
    reject(problems, 'too-many-statements', spanOf(value), `The policy has ${items.length} statements`, detail)
    return [unreadable(value, 'the policy document', `has more than ${MAX_STATEMENTS} statements`)]
  }
  return items.map((item, index) => readStatement(item, kind, index + 1, problems))
}

/** The longest policies, of KMS keys, have 32 KiB: room for some 700 of the shortest statements. */
const MAX_STATEMENTS = 1_000

function unknownElement(name: string, entry: MapEntry, problems: Problems): Statement {
  const detail = `A policy document has the elements Version, Id and Statement, spelled like this. AWS rejects ${JSON.stringify(name)}.`
  reject(problems, 'unknown-element', entrySpan(entry), `Unknown policy element ${JSON.stringify(name)}`, detail)
  return unreadable(entry.value, 'the policy document', `has the unknown element ${JSON.stringify(name)}`)
}

function missingStatement(document: MapValue, problems: Problems): readonly Statement[] {
  const detail = 'A policy document needs a Statement element.'
  reject(problems, 'missing-element', spanOf(document), 'The policy has no Statement', detail)
  return [unreadable(document, 'the policy document', 'has no Statement')]
}

function unreadable(content: Value, address: string, reason: string): OpaqueStatement {
  return { kind: 'opaque', symbol: opaqueSymbol(content, address, reason), span: spanOf(content) }
}

function opaqueDocument(value: Value, statement: OpaqueStatement, problems: Problems): ReadPolicy {
  return { document: { version: '2012-10-17', statements: [statement], span: spanOf(value) }, diagnostics: problems }
}
