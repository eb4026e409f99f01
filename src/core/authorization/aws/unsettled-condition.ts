import { knownText, type TextValue } from '../../value/value.ts'
import { parseAddressRange, parseDate, parseNumber } from './comparable-values.ts'
import { BASE_OPERATORS, type Comparison } from './operators.ts'
import type { ReadCondition } from './policy.ts'

/**
 * Why AWS's documentation does not settle what a condition means that AWS accepts; undefined where it does.
 * - Without values an operator that asks for a match has none. Of a negated one it is said both that the condition is
 *   true and that its statement gives nothing, and nothing is said of Null.
 * - What becomes of a value that is not of its operator's type is not said. Policy variables have no type yet.
 * Source: "Empty array condition" and "Type mismatch", IAM Access Analyzer policy check reference, IAM User Guide.
 */
export function unsettledReason({
  operator: name,
  values,
}: Pick<ReadCondition, 'operator' | 'values'>): string | undefined {
  const operator = BASE_OPERATORS.get(name)
  if (operator === undefined) return undefined
  if (values.length === 0) {
    const asksForMatch = operator !== 'null' && !operator.negated
    return asksForMatch ? undefined : 'has no values, and AWS does not say what it means then'
  }
  const type = operator === 'null' ? 'boolean' : operator.comparison.type
  if (values.every((value) => isOfType(value, type))) return undefined
  return 'has a value of another type, and AWS does not say what it means then'
}

function isOfType(value: TextValue, type: Comparison['type']): boolean {
  const text = knownText(value)
  if (text === undefined || text.includes('${')) return true
  switch (type) {
    case 'string':
    case 'glob':
    case 'arn':
      return true
    case 'boolean':
      return /^(true|false)$/i.test(text)
    case 'binary':
      return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)
    case 'address':
      return parseAddressRange(text) !== undefined
    case 'number':
      return parseNumber(text) !== undefined
    case 'date':
      return parseDate(text) !== undefined
  }
}
