import { digestOf } from '../../value/fingerprint.ts'
import type { UnknownSymbol } from '../../value/value.ts'
import type { PolicyDocument, Statement } from './policy.ts'

/** The document as it is in force under conditions that are not known: at head it may be, at base it may not. */
export function onlyUnder(document: PolicyDocument, symbols: readonly UnknownSymbol[]): PolicyDocument {
  if (symbols.length === 0) return document
  return { ...document, statements: document.statements.map((statement) => onlyIf(statement, symbols)) }
}

function onlyIf(statement: Statement, symbols: readonly UnknownSymbol[]): Statement {
  if (statement.kind === 'statement') {
    const added = symbols.map((symbol) => ({ kind: 'opaque', symbol, span: symbol.span }) as const)
    return { ...statement, conditions: [...statement.conditions, ...added] }
  }
  const texts = symbols.map((symbol) => symbol.fingerprint)
  const fingerprint = digestOf('statement-if', statement.symbol.fingerprint, ...texts)
  return { ...statement, symbol: { ...statement.symbol, fingerprint } }
}
