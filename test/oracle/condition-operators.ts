import type { Relation } from './typed-values.ts'

/** The types of condition keys that are told apart: a key has values of one type. */
export type KeyType = 'text' | 'boolean' | 'number' | 'date' | 'address'

export type Operator =
  | {
      readonly type: 'text' | 'boolean'
      readonly negated: boolean
      readonly wildcards: 'exact' | 'glob' | 'arn'
      readonly ignoreCase: boolean
    }
  | { readonly type: 'number' | 'date'; readonly negated: boolean; readonly relation: Relation }
  | { readonly type: 'address'; readonly negated: boolean }

/** Every condition operator but `Null`. Source: "IAM JSON policy elements: Condition operators", IAM User Guide. */
export function operatorOf(name: string): Operator {
  const ordered = /^(Numeric|Date)(.+)$/.exec(name)
  if (ordered !== null) {
    const [, prefix, suffix = ''] = ordered
    const relation = RELATIONS.get(suffix)
    if (relation === undefined) throw new Error(`no operator ${name}`)
    return { type: prefix === 'Date' ? 'date' : 'number', negated: suffix === 'NotEquals', relation }
  }
  const operator = OPERATORS.get(name)
  if (operator === undefined) throw new Error(`no operator ${name}`)
  return operator
}

const RELATIONS: ReadonlyMap<string, Relation> = new Map<string, Relation>([
  ['Equals', '='],
  ['NotEquals', '='],
  ['LessThan', '<'],
  ['LessThanEquals', '<='],
  ['GreaterThan', '>'],
  ['GreaterThanEquals', '>='],
])

const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['StringEquals', textual('exact', false)],
  ['StringNotEquals', textual('exact', true)],
  ['StringEqualsIgnoreCase', textual('exact', false, true)],
  ['StringNotEqualsIgnoreCase', textual('exact', true, true)],
  ['StringLike', textual('glob', false)],
  ['StringNotLike', textual('glob', true)],
  ['ArnEquals', textual('arn', false)],
  ['ArnLike', textual('arn', false)],
  ['ArnNotEquals', textual('arn', true)],
  ['ArnNotLike', textual('arn', true)],
  ['BinaryEquals', textual('exact', false)],
  ['Bool', { type: 'boolean', negated: false, wildcards: 'exact', ignoreCase: true }],
  ['IpAddress', { type: 'address', negated: false }],
  ['NotIpAddress', { type: 'address', negated: true }],
])

function textual(wildcards: 'exact' | 'glob' | 'arn', negated: boolean, ignoreCase = false): Operator {
  return { type: 'text', negated, wildcards, ignoreCase }
}
