import type { ReadCondition } from '../../src/core/authorization/aws/policy.ts'
import type { KeyTerms, Slot } from './condition-keys.ts'
import { type Operator, operatorOf } from './condition-operators.ts'
import { type PatternReading, patternTerm, resolvedTerm, segmentLanguage, type VariableTerms } from './pattern-terms.ts'
import { hasResourceAccount, resourceAccountTerm } from './resource-account-terms.ts'
import { and, choose, FALSE, not, or, type Term } from './terms.ts'
import { addressTerm, dateTerm, numberTerm } from './typed-values.ts'
import { wholeText } from './whole-text.ts'

export interface ConditionScope {
  readonly keys: ReadonlyMap<string, KeyTerms>
  readonly variables: VariableTerms
  /** Whether the document's Version knows policy variables. */
  readonly hasVariables: boolean
}

/**
 * Whether a request meets a condition. Values of the policy are OR, under a negated operator NOR. A missing key fails
 * but for negated operators, `IfExists` and `ForAllValues`. Sources: "IAM JSON policy elements: Condition operators"
 * and "Set operators for multi-valued context keys", IAM User Guide.
 */
export function conditionTerm(condition: ReadCondition, scope: ConditionScope): Term {
  const key = scope.keys.get(condition.key.toLowerCase())
  if (key === undefined) throw new Error(`the key ${condition.key} was not declared`)
  if (condition.operator === 'Null') return nullTerm(condition, key)
  const operator = operatorOf(condition.operator)
  const { quantifier, ifExists } = condition
  const whenAbsent = ifExists || quantifier === 'ForAllValues' || (quantifier === undefined && operator.negated)
  const answers = key.slots.map((slot) => slotTerm(slot, condition, operator, scope))
  const asksAll = quantifier === 'ForAllValues' || (quantifier === undefined && operator.negated)
  const resolved = operator.negated ? resolvedValues(condition, operator, scope) : 'true'
  const whenPresent = and([resolved, asksAll ? and(answers) : or(answers)])
  return choose(key.present, whenPresent, whenAbsent ? 'true' : FALSE)
}

/** `Null: true` asks for the key to be missing, `Null: false` for it to be there. */
function nullTerm(condition: ReadCondition, key: KeyTerms): Term {
  return or(
    condition.values.map((value) => {
      const asked = wholeText(value).toLowerCase()
      if (asked === 'true') return not(key.present)
      return asked === 'false' ? key.present : FALSE
    }),
  )
}

/** How a policy's value is read as a pattern; undefined for types that are no text. */
export function readingOf(operator: Operator, hasVariables: boolean): PatternReading | undefined {
  if (operator.type !== 'text' && operator.type !== 'boolean') return undefined
  return { wildcards: operator.wildcards, ignoreCase: operator.ignoreCase, variables: hasVariables }
}

function slotTerm(slot: Slot, condition: ReadCondition, operator: Operator, scope: ConditionScope): Term {
  const match = or(condition.values.map((value) => comparisonTerm(slot, wholeText(value), operator, scope)))
  return operator.negated ? not(match) : match
}

function comparisonTerm(slot: Slot, value: string, operator: Operator, scope: ConditionScope): Term {
  const reading = readingOf(operator, scope.hasVariables)
  if (reading !== undefined) {
    const match = patternTerm(slot.text, value, reading, scope.variables)
    if (!slot.isResourceAccount) return match
    return choose(hasResourceAccount(), resourceAccountTerm(segmentLanguage(value, reading)), match)
  }
  switch (operator.type) {
    case 'number':
      return numberTerm(slot, operator.relation, value)
    case 'date':
      return dateTerm(slot, operator.relation, value)
    default:
      return addressTerm(slot, value)
  }
}

/** A statement with a variable that the request does not resolve may be invalid: a negation then proves nothing. */
function resolvedValues(condition: ReadCondition, operator: Operator, scope: ConditionScope): Term {
  const reading = readingOf(operator, scope.hasVariables)
  if (reading === undefined) return 'true'
  return and(condition.values.map((value) => resolvedTerm(wholeText(value), reading, scope.variables)))
}
