import type {
  Condition,
  PatternClause,
  PolicyDocument,
  PrincipalClause,
  ReadStatement,
} from '../../authorization/aws/policy.ts'
import type { TextValue } from '../../value/value.ts'

/**
 * Tells statements apart by what they say: two with one id mean the same. Lists count in any order, the Sid not at
 * all. Every text stands with its length, so that no text can pass for two.
 */
export function statementId(statement: ReadStatement, version: PolicyDocument['version']): string {
  const { effect, principal, action, resource, conditions } = statement
  return [
    version,
    effect,
    clauseId(action),
    resource === undefined ? '-' : clauseId(resource),
    principal === undefined ? '-' : principalId(principal),
    sorted(conditions.map(conditionId)),
  ].join(' ')
}

function clauseId(clause: PatternClause): string {
  return `${clause.negated ? '!' : ''}${sorted(clause.patterns.map(textId))}`
}

function principalId(clause: PrincipalClause): string {
  return `${clause.negated ? '!' : ''}${sorted(clause.members.map(({ type, id }) => `${type} ${textId(id)}`))}`
}

function conditionId(condition: Condition): string {
  if (condition.kind === 'opaque') return `?${sized(condition.symbol.fingerprint)}`
  const { operator, quantifier, ifExists, key, values } = condition
  return `${quantifier ?? ''}:${operator}${ifExists ? '?' : ''} ${sized(key.toLowerCase())} ${sorted(values.map(textId))}`
}

function textId(text: TextValue): string {
  let id = ''
  for (const part of text.parts) id += part.kind === 'literal' ? sized(part.text) : `<${sized(part.symbol.fingerprint)}`
  return id
}

function sized(text: string): string {
  return `${text.length}"${text}`
}

function sorted(ids: readonly string[]): string {
  return `[${ids.length} ${[...ids].sort().join(',')}]`
}
