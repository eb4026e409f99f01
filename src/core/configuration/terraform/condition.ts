import type { Value } from '../../value/value.ts'
import { toBoolean } from './conversion.ts'
import type { Scope } from './scope.ts'

/**
 * The truth value of a condition, or undefined where it is none: what is not known is as it is assumed to be in this
 * case, where it is assumed at all.
 */
export function conditionOf(given: Value, scope: Scope): Value | undefined {
  const condition = toBoolean(given)
  if (condition?.kind !== 'unknown') return condition
  const assumed = scope.module.assume?.(condition.symbol)
  return assumed === undefined ? condition : { kind: 'boolean', value: assumed, spans: condition.spans }
}
