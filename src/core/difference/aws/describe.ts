import type { Condition, PatternClause, ReadStatement } from '../../authorization/aws/policy.ts'
import { displayText, type TextValue } from '../../value/value.ts'

/** A rule's four dimensions for people; unknown parts as `${address}`, negated clauses as `everything except …`. */
export interface Description {
  readonly principals: readonly string[]
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  readonly conditions: readonly string[]
}

export function describeStatement(statement: ReadStatement): Description {
  return {
    principals: describePrincipals(statement),
    actions: describeClause(statement.action),
    resources: statement.resource === undefined ? [] : describeClause(statement.resource),
    conditions: statement.conditions.map(describeCondition),
  }
}

function describePrincipals({ principal }: ReadStatement): readonly string[] {
  if (principal === undefined) return []
  const ids = principal.members.map((member) => displayText(member.id))
  return principal.negated ? [`everyone except ${ids.join(', ')}`] : ids
}

function describeClause(clause: PatternClause): readonly string[] {
  const texts = clause.patterns.map((pattern) => displayText(pattern))
  return clause.negated ? [`everything except ${texts.join(', ')}`] : texts
}

/** `key Operator value, value`. */
export function describeCondition(condition: Condition): string {
  if (condition.kind === 'opaque') return `unknown: ${condition.symbol.address}`
  const prefix = condition.quantifier === undefined ? '' : `${condition.quantifier}:`
  const operator = `${prefix}${condition.operator}${condition.ifExists ? 'IfExists' : ''}`
  return `${condition.key} ${operator} ${condition.values.map((value: TextValue) => displayText(value)).join(', ')}`
}
