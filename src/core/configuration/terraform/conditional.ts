import type { Conditional } from '../../syntax/hcl/ast.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import { through } from '../../value/spans.ts'
import type { Value } from '../../value/value.ts'
import { convert, toBoolean } from './conversion.ts'
import { fail, inOneCase, type Scope, spanIn } from './scope.ts'
import { unifyItems } from './set.ts'
import { either } from './unknown.ts'

/**
 * `condition ? then : otherwise`. A known condition chooses, and the chosen value remembers where the condition
 * came from; an unknown one leaves both values possible. Both branches are of one type, as in Terraform.
 */
export function evaluateConditional(expression: Conditional, scope: Scope): Value {
  const span = spanIn(scope, expression)
  const given = scope.module.evaluate(expression.condition, scope)
  const condition = toBoolean(given)
  if (condition?.kind === 'unknown') {
    const then = inOneCase(scope, (inner) => branch(expression, 'then', inner))
    const otherwise = inOneCase(scope, (inner) => branch(expression, 'otherwise', inner))
    const [left, right] = unify(then, otherwise)
    return either(condition, left, right, span)
  }
  if (condition?.kind !== 'boolean') return conditionError(given, expression, scope)
  const chosen = condition.value ? 'then' : 'otherwise'
  const value = branch(expression, chosen, scope)
  const other = isPrimitive(value) ? branch(expression, condition.value ? 'otherwise' : 'then', quiet(scope)) : value
  return through(unify(value, other)[0], condition.spans)
}

function branch(expression: Conditional, which: 'then' | 'otherwise', scope: Scope): Value {
  return scope.module.evaluate(expression[which], scope)
}

/** The branch that is not taken matters for its type only; what fails in it is not the user's problem. */
function quiet(scope: Scope): Scope {
  return { ...scope, trial: { failed: false, uncertain: false } }
}

function isPrimitive(value: Value): boolean {
  return value.kind === 'text' || value.kind === 'number' || value.kind === 'boolean'
}

/** Both values in the one type that both convert to, where a string decides it; otherwise as they are. */
function unify(left: Value, right: Value): readonly [Value, Value] {
  if (isPrimitive(left) && isPrimitive(right)) {
    const [first = left, second = right] = unifyItems([left, right])
    return [first, second]
  }
  if (left.kind === 'map' && right.kind === 'map') return [unifyMap(left, right), unifyMap(right, left)]
  return [left, right]
}

/** A map beside an object makes both maps. */
function unifyMap(value: Value, other: Value): Value {
  if (value.kind !== 'map' || other.kind !== 'map' || other.collection !== 'map') return value
  return convert(value, { kind: 'map', of: { kind: 'any' } }) ?? value
}

function conditionError(given: Value, expression: Conditional, scope: Scope): Value {
  const detail = `The condition of a conditional expression is true or false; a ${given.kind} stands here.`
  const problem = { code: 'invalid-condition', summary: 'A condition is neither true nor false', detail }
  return fail(scope, spanIn(scope, expression.condition), digestOf('condition', fingerprintOf(given)), problem)
}
