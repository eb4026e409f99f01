import type { Call, Expression, ObjectConstructor } from '../../syntax/hcl/ast.ts'
import type { Value } from '../../value/value.ts'

/** The type of a variable as its declaration says it. */
export type TypeConstraint =
  | { readonly kind: 'any' | 'string' | 'number' | 'bool' }
  | { readonly kind: 'list' | 'set' | 'map'; readonly of: TypeConstraint }
  | { readonly kind: 'object'; readonly attributes: ReadonlyMap<string, AttributeType> }
  | { readonly kind: 'tuple'; readonly items: readonly TypeConstraint[] }

export interface AttributeType {
  readonly type: TypeConstraint
  readonly optional: boolean
  /** What stands for an absent or null optional attribute. */
  readonly fallback?: Value
}

export const ANY: TypeConstraint = { kind: 'any' }

/**
 * Reads the type expression of a variable. What is not a type reads as `any`: Terraform refuses it, and nothing
 * that is converted to `any` changes. `evaluate` gives the defaults of `optional(type, default)`.
 * Source: "Type Constraints", Terraform language documentation.
 */
export function readType(expression: Expression, evaluate: (expression: Expression) => Value): TypeConstraint {
  switch (expression.kind) {
    case 'variable':
      return readName(expression.name)
    case 'parenthesized':
      return readType(expression.expression, evaluate)
    case 'call':
      return readCall(expression, evaluate)
    case 'template':
      return readQuoted(expression)
    default:
      return ANY
  }
}

function readName(name: string): TypeConstraint {
  switch (name) {
    case 'string':
    case 'number':
    case 'bool':
      return { kind: name }
    case 'list':
    case 'set':
    case 'map':
      return { kind: name, of: ANY }
    default:
      return ANY
  }
}

/** Terraform 0.11 wrote types in quotes: `type = "list"`. */
function readQuoted(expression: Expression & { readonly kind: 'template' }): TypeConstraint {
  const part = expression.parts[0]
  return part?.kind === 'literal' ? readName(part.text) : ANY
}

function readCall(call: Call, evaluate: (expression: Expression) => Value): TypeConstraint {
  const [argument] = call.arguments
  if (argument === undefined) return ANY
  switch (call.name) {
    case 'list':
    case 'set':
    case 'map':
      return { kind: call.name, of: readType(argument, evaluate) }
    case 'tuple':
      if (argument.kind !== 'tuple') return ANY
      return { kind: 'tuple', items: argument.items.map((item) => readType(item, evaluate)) }
    case 'object':
      return argument.kind === 'object' ? readObject(argument, evaluate) : ANY
    case 'optional':
      return readType(argument, evaluate)
    default:
      return ANY
  }
}

function readObject(object: ObjectConstructor, evaluate: (expression: Expression) => Value): TypeConstraint {
  const attributes = new Map<string, AttributeType>()
  for (const { key, value } of object.items) {
    const part = key.kind === 'template' ? key.parts[0] : undefined
    if (part?.kind === 'literal') attributes.set(part.text, readAttribute(value, evaluate))
  }
  return { kind: 'object', attributes }
}

function readAttribute(expression: Expression, evaluate: (expression: Expression) => Value): AttributeType {
  const optional = expression.kind === 'call' && expression.name === 'optional'
  const type = readType(expression, evaluate)
  const fallback = optional ? expression.arguments[1] : undefined
  return { type, optional, ...(fallback === undefined ? {} : { fallback: evaluate(fallback) }) }
}
