import { BASE_OPERATORS } from '../../authorization/aws/operators.ts'
import type { Condition, PolicyDocument, ReadStatement, Statement } from '../../authorization/aws/policy.ts'
import type { TextPart, TextValue, UnknownSymbol } from '../../value/value.ts'

/** Documents with every unknown text replaced by a known one; what is opaque stays so. */
export function substitute(
  documents: readonly PolicyDocument[],
  textOf: (symbol: UnknownSymbol) => string,
): readonly PolicyDocument[] {
  const text = (value: TextValue): TextValue => {
    if (!value.parts.some((part) => part.kind === 'symbol')) return value
    return { ...value, parts: joined(value.parts.map((part) => literalOf(part, textOf))) }
  }
  return documents.map((document) => ({
    ...document,
    statements: document.statements.map((statement) => substituteStatement(statement, text)),
  }))
}

/** Whether a document has an unknown text that `substitute` would replace. */
export function hasSymbols(document: PolicyDocument): boolean {
  return document.statements.some((statement) => {
    if (statement.kind === 'opaque') return false
    const { action, resource, principal, conditions } = statement
    const texts = [
      ...action.patterns,
      ...(resource?.patterns ?? []),
      ...(principal?.members.map((member) => member.id) ?? []),
      ...conditions.flatMap((condition) => (condition.kind === 'opaque' ? [] : condition.values)),
    ]
    return texts.some((text) => text.parts.some((part) => part.kind === 'symbol'))
  })
}

function literalOf(part: TextPart, textOf: (symbol: UnknownSymbol) => string): string {
  return part.kind === 'literal' ? part.text : textOf(part.symbol)
}

function joined(texts: readonly string[]): readonly TextPart[] {
  const text = texts.join('')
  return text === '' ? [] : [{ kind: 'literal', text }]
}

function substituteStatement(statement: Statement, text: (value: TextValue) => TextValue): Statement {
  if (statement.kind === 'opaque') return statement
  const { action, resource, principal, conditions } = statement
  const members = principal?.members.map((member) => ({ ...member, id: text(member.id) }))
  const replaced: ReadStatement = {
    ...statement,
    action: { ...action, patterns: action.patterns.map(text) },
    ...(resource === undefined ? {} : { resource: { ...resource, patterns: resource.patterns.map(text) } }),
    ...(principal === undefined ? {} : { principal: { ...principal, members: members ?? [] } }),
    conditions: conditions.map((condition) => substituteCondition(condition, text)),
  }
  return replaced
}

function substituteCondition(condition: Condition, text: (value: TextValue) => TextValue): Condition {
  return condition.kind === 'opaque' ? condition : { ...condition, values: condition.values.map(text) }
}

/** Texts of the type that conditions compare a symbol as, by the symbol's fingerprint. */
export function typedSymbols(documents: readonly PolicyDocument[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const document of documents) {
    for (const statement of document.statements) {
      if (statement.kind === 'opaque') continue
      for (const condition of statement.conditions) addTyped(condition, texts)
    }
  }
  return texts
}

function addTyped(condition: Condition, texts: Map<string, string>): void {
  if (condition.kind === 'opaque') return
  const operator = BASE_OPERATORS.get(condition.operator)
  if (operator === undefined || operator === 'null') return
  for (const value of condition.values) {
    const [part, ...others] = value.parts
    if (part?.kind !== 'symbol' || others.length > 0) continue
    const known = texts.size
    if (operator.comparison.type === 'address') texts.set(part.symbol.fingerprint, `203.0.113.${known % 250}`)
    if (operator.comparison.type === 'number') texts.set(part.symbol.fingerprint, String(7_000_000 + known))
    if (operator.comparison.type === 'date')
      texts.set(part.symbol.fingerprint, `2099-01-01T00:00:${10 + (known % 50)}Z`)
  }
}
