import { knownText, type TextValue } from '../../value/value.ts'
import { parseAddressRange, parseDate, parseNumber } from './comparable-values.ts'
import { isUnresolved, matchText, type Truth, type Variables } from './match.ts'
import { BASE_OPERATORS, type Comparison, type Relation } from './operators.ts'
import { parsePattern, type Reading } from './pattern.ts'
import type { Condition, PolicyDocument, ReadCondition } from './policy.ts'

/** The request's values of a condition key (lower case); undefined where the key is absent. */
export type ContextValues = (key: string) => readonly string[] | undefined

/**
 * Whether a request meets one condition. Source: "IAM JSON policy elements: Condition operators" and "Set operators
 * for multivalued context keys", IAM User Guide:
 * - values of the policy are OR, for a negated operator NOR;
 * - a missing key fails, but meets negated operators, `IfExists` and `ForAllValues`; never `ForAnyValue`;
 * - `ForAllValues` asks every value of the request, `ForAnyValue` some; without either, a negated operator asks
 *   every value and another some.
 */
export function evaluateCondition(
  condition: Condition,
  version: PolicyDocument['version'],
  context: ContextValues,
): Truth {
  if (condition.kind === 'opaque') return 'unknown'
  const values = context(condition.key.toLowerCase())
  const operator = BASE_OPERATORS.get(condition.operator)
  if (operator === undefined) return 'unknown'
  if (operator === 'null') return some(condition.values.map((value) => isAbsent(value, values === undefined)))
  if (values === undefined) {
    if (condition.ifExists || condition.quantifier === 'ForAllValues') return 'yes'
    return operator.negated && condition.quantifier === undefined ? 'yes' : 'no'
  }
  const { comparison, negated } = operator
  const variables: Variables = (key) => only(context(key))
  if (negated && hasUnresolved(condition, comparison, version, variables)) return 'no'
  const answers = values.map((value) => {
    const match = some(condition.values.map((pattern) => compare(comparison, value, pattern, version, variables)))
    return negated ? not(match) : match
  })
  const asksAll = condition.quantifier === 'ForAllValues' || (condition.quantifier === undefined && negated)
  return asksAll ? every(answers) : some(answers)
}

/** Asks no further than the first `yes`. */
export function some(truths: Iterable<Truth>): Truth {
  let answer: Truth = 'no'
  for (const truth of truths) {
    if (truth === 'yes') return 'yes'
    if (truth === 'unknown') answer = 'unknown'
  }
  return answer
}

/** Asks no further than the first `no`. */
export function every(truths: Iterable<Truth>): Truth {
  let answer: Truth = 'yes'
  for (const truth of truths) {
    if (truth === 'no') return 'no'
    if (truth === 'unknown') answer = 'unknown'
  }
  return answer
}

export function not(truth: Truth): Truth {
  return truth === 'unknown' ? 'unknown' : truth === 'yes' ? 'no' : 'yes'
}

function only(values: readonly string[] | undefined): string | undefined {
  return values?.length === 1 ? values[0] : undefined
}

/** "If AWS cannot resolve a variable this might cause the entire statement to be invalid": it then does not apply. */
function hasUnresolved(
  condition: ReadCondition,
  comparison: Comparison,
  version: PolicyDocument['version'],
  variables: Variables,
): boolean {
  return condition.values.some((value) => isUnresolved(patternFor(comparison, value, version), variables))
}

function isAbsent(value: TextValue, absent: boolean): Truth {
  const text = knownText(value)?.toLowerCase()
  if (text === undefined) return 'unknown'
  if (text === 'true') return absent ? 'yes' : 'no'
  return text === 'false' && !absent ? 'yes' : 'no'
}

function compare(
  comparison: Comparison,
  value: string,
  policyValue: TextValue,
  version: PolicyDocument['version'],
  variables: Variables,
): Truth {
  const pattern = patternFor(comparison, policyValue, version)
  switch (comparison.type) {
    case 'string':
    case 'glob':
    case 'arn':
    case 'boolean':
    case 'binary':
      return matchText(pattern, value, variables)
    case 'address':
    case 'number':
    case 'date': {
      if (pattern.tokens.some((token) => token.kind === 'symbol')) return 'unknown'
      const text = pattern.tokens.map((token) => resolve(token, variables)).join('')
      return isUnresolved(pattern, variables) || !compareOrdered(comparison, value, text) ? 'no' : 'yes'
    }
  }
}

function patternFor(comparison: Comparison, value: TextValue, version: PolicyDocument['version']) {
  const reading: Reading = comparison.type === 'glob' ? 'glob' : comparison.type === 'arn' ? 'arn-value' : 'exact'
  const ignoreCase = comparison.type === 'boolean' || (comparison.type === 'string' && comparison.ignoreCase)
  return parsePattern(value, { reading, version, ignoreCase })
}

function resolve(token: ReturnType<typeof patternFor>['tokens'][number], variables: Variables): string {
  if (token.kind === 'literal') return token.text
  return token.kind === 'variable' ? (variables(token.key) ?? token.fallback ?? '') : ''
}

function compareOrdered(
  comparison: Extract<Comparison, { type: 'address' | 'number' | 'date' }>,
  value: string,
  policyValue: string,
): boolean {
  if (comparison.type === 'address') {
    const address = parseAddressRange(value)
    const range = parseAddressRange(policyValue)
    if (address === undefined || range === undefined || address.family !== range.family) return false
    return range.first <= address.first && address.last <= range.last
  }
  if (comparison.type === 'number') {
    const left = parseNumber(value)
    const right = parseNumber(policyValue)
    return left !== undefined && right !== undefined && holds(comparison.relation, left.comparedTo(right))
  }
  const left = parseDate(value)
  const right = parseDate(policyValue)
  return left !== undefined && right !== undefined && holds(comparison.relation, left - right)
}

/** `order` is negative, zero or positive, as the left side is less than, equal to or greater than the right one. */
function holds(relation: Relation, order: number): boolean {
  switch (relation) {
    case '=':
      return order === 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
  }
}
