import type { Conditional } from '../../syntax/hcl/ast.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import { through } from '../../value/spans.ts'
import type { MapValue, Value } from '../../value/value.ts'
import { conditionOf } from './condition.ts'
import { convert } from './conversion.ts'
import { fail, inOneCase, type Scope, spanIn } from './scope.ts'
import { asText } from './text.ts'
import { unifiedType } from './unify.ts'
import { derived, either } from './unknown.ts'

/**
 * `condition ? then : otherwise`. A known condition chooses, and the chosen value remembers where the condition
 * came from; an unknown one leaves both values possible. Both branches are of one type, as in Terraform.
 */
export function evaluateConditional(expression: Conditional, scope: Scope): Value {
  const span = spanIn(scope, expression)
  const given = scope.module.evaluate(expression.condition, scope)
  const condition = conditionOf(given, scope)
  if (condition?.kind === 'unknown') {
    const then = inOneCase(scope, (inner) => branch(expression, 'then', inner))
    const otherwise = inOneCase(scope, (inner) => branch(expression, 'otherwise', inner))
    const [left, right] = unify(then, otherwise)
    return either(condition, left, right, span)
  }
  if (condition?.kind !== 'boolean') return conditionError(given, expression, scope)
  const chosen = condition.value ? 'then' : 'otherwise'
  const value = branch(expression, chosen, scope)
  const other = branch(expression, condition.value ? 'otherwise' : 'then', quiet(scope))
  return through(unify(value, other)[0], condition.spans)
}

function branch(expression: Conditional, which: 'then' | 'otherwise', scope: Scope): Value {
  return scope.module.evaluate(expression[which], scope)
}

/** The branch that is not taken matters for its type only; what fails in it is not the user's problem. */
function quiet(scope: Scope): Scope {
  return { ...scope, trial: { failed: false, uncertain: false } }
}

/** Both values in the one type that both convert to; as they are where Terraform refuses them. */
function unify(left: Value, right: Value): readonly [Value, Value] {
  if (hasUnknownType(left) || hasUnknownType(right)) return [besideUnknown(left, right), besideUnknown(right, left)]
  const type = unifiedType([left, right])
  if (type === undefined) return [left, right]
  return [convert(left, type) ?? left, convert(right, type) ?? right]
}

/**
 * A number or truth value within a list or map is text where what is unknown makes it so. Alone it stays: whoever asks
 * for a number or text converts it.
 */
function besideUnknown(value: Value, other: Value): Value {
  if (value.kind === 'list') return { ...value, items: value.items.map((item) => perhapsText(item, other)) }
  return value.kind === 'map' ? mapEntries(value, (entry) => perhapsText(entry, other)) : value
}

function perhapsText(value: Value, other: Value): Value {
  const text = value.kind === 'number' || value.kind === 'boolean' ? asText(value) : undefined
  const [span] = other.spans
  if (text === undefined || span === undefined) return besideUnknown(value, other)
  return either(derived('is-text', 'an item is a string', [value, other], span), text, value, span)
}

function mapEntries(map: MapValue, change: (value: Value) => Value): MapValue {
  const entries = [...map.entries].map(([key, entry]) => [key, { ...entry, value: change(entry.value) }] as const)
  return { ...map, entries: new Map(entries) }
}

/** Values never change, and the same ones are asked for again and again. */
const answers = new WeakMap<Value, boolean>()

function hasUnknownType(value: Value): boolean {
  const known = answers.get(value)
  if (known !== undefined) return known
  const answer = findUnknownType(value)
  answers.set(value, answer)
  return answer
}

function findUnknownType(value: Value): boolean {
  switch (value.kind) {
    case 'unknown':
      return value.symbol.form === undefined
    case 'list':
      return value.items.some(hasUnknownType)
    case 'map':
      return value.entries.values().some((entry) => hasUnknownType(entry.value))
    default:
      return false
  }
}

function conditionError(given: Value, expression: Conditional, scope: Scope): Value {
  const detail = `The condition of a conditional expression is true or false; a ${given.kind} stands here.`
  const problem = { code: 'invalid-condition', summary: 'A condition is neither true nor false', detail }
  return fail(scope, spanIn(scope, expression.condition), digestOf('condition', fingerprintOf(given)), problem)
}
