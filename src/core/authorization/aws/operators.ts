/** How an operator compares one value of the request with one value of the policy. */
export type Comparison =
  | { readonly type: 'string'; readonly ignoreCase: boolean }
  | { readonly type: 'glob' }
  | { readonly type: 'arn' }
  | { readonly type: 'boolean' }
  | { readonly type: 'binary' }
  | { readonly type: 'address' }
  | { readonly type: 'number'; readonly relation: Relation }
  | { readonly type: 'date'; readonly relation: Relation }

/** The value of the request stands on the left. */
export type Relation = '=' | '<' | '<=' | '>' | '>='

export interface BaseOperator {
  readonly comparison: Comparison
  /** Negated operators hold where the comparison fails for every value of the policy, or the key is missing. */
  readonly negated: boolean
}

/**
 * Every condition operator but `Null`, in AWS's spelling; `Null` is in the map with no comparison of its own.
 * Source: "IAM JSON policy elements: Condition operators", IAM User Guide.
 */
export const BASE_OPERATORS: ReadonlyMap<string, BaseOperator | 'null'> = new Map<string, BaseOperator | 'null'>([
  ['StringEquals', positive({ type: 'string', ignoreCase: false })],
  ['StringNotEquals', negative({ type: 'string', ignoreCase: false })],
  ['StringEqualsIgnoreCase', positive({ type: 'string', ignoreCase: true })],
  ['StringNotEqualsIgnoreCase', negative({ type: 'string', ignoreCase: true })],
  ['StringLike', positive({ type: 'glob' })],
  ['StringNotLike', negative({ type: 'glob' })],
  ['ArnEquals', positive({ type: 'arn' })],
  ['ArnLike', positive({ type: 'arn' })],
  ['ArnNotEquals', negative({ type: 'arn' })],
  ['ArnNotLike', negative({ type: 'arn' })],
  ['Bool', positive({ type: 'boolean' })],
  ['BinaryEquals', positive({ type: 'binary' })],
  ['IpAddress', positive({ type: 'address' })],
  ['NotIpAddress', negative({ type: 'address' })],
  ...ordered('Numeric', 'number'),
  ...ordered('Date', 'date'),
  ['Null', 'null'],
])

function positive(comparison: Comparison): BaseOperator {
  return { comparison, negated: false }
}

function negative(comparison: Comparison): BaseOperator {
  return { comparison, negated: true }
}

function ordered(prefix: string, type: 'number' | 'date'): readonly (readonly [string, BaseOperator])[] {
  return [
    [`${prefix}Equals`, positive({ type, relation: '=' })],
    [`${prefix}NotEquals`, negative({ type, relation: '=' })],
    [`${prefix}LessThan`, positive({ type, relation: '<' })],
    [`${prefix}LessThanEquals`, positive({ type, relation: '<=' })],
    [`${prefix}GreaterThan`, positive({ type, relation: '>' })],
    [`${prefix}GreaterThanEquals`, positive({ type, relation: '>=' })],
  ]
}
