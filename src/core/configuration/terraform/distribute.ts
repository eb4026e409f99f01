import type { Span } from '../../text/span.ts'
import type { UnknownValue, Value } from '../../value/value.ts'
import { MAX_ALTERNATIVES } from './limits.ts'
import { inOneCase, type Scope } from './scope.ts'
import { either } from './unknown.ts'

/**
 * A function over values of which some are one of two by an unknown condition: the result is one of two results.
 * Where that would make too many, the function sees the unknown values themselves.
 */
export function distribute(
  args: readonly Value[],
  span: Span,
  scope: Scope,
  apply: (args: readonly Value[], scope: Scope) => Value,
): Value {
  const ways = args.reduce((product, arg) => product * alternatives(arg), 1)
  if (ways === 1 || ways > MAX_ALTERNATIVES) return apply(args, scope)
  return inOneCase(scope, (inner) => split(args, span, (chosen) => apply(chosen, inner)))
}

/** As above, where nothing needs to know which case it is evaluated in. */
export function overWays(args: readonly Value[], span: Span, apply: (args: readonly Value[]) => Value): Value {
  const ways = args.reduce((product, arg) => product * alternatives(arg), 1)
  return ways === 1 || ways > MAX_ALTERNATIVES ? apply(args) : split(args, span, apply)
}

function split(args: readonly Value[], span: Span, apply: (args: readonly Value[]) => Value): Value {
  const at = args.findIndex((arg) => arg.kind === 'unknown' && arg.partial?.kind === 'either')
  const arg = args[at]
  if (arg?.kind !== 'unknown' || arg.partial?.kind !== 'either') return apply(args)
  const { condition, then, otherwise } = arg.partial
  const unknown: UnknownValue = { kind: 'unknown', symbol: condition, spans: arg.spans }
  return either(unknown, split(args.with(at, then), span, apply), split(args.with(at, otherwise), span, apply), span)
}

/** In how many ways a value may come out. */
function alternatives(value: Value): number {
  if (value.kind !== 'unknown' || value.partial?.kind !== 'either') return 1
  return alternatives(value.partial.then) + alternatives(value.partial.otherwise)
}
