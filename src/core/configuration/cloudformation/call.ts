import type { Span } from '../../text/span.ts'
import type { Value } from '../../value/value.ts'
import { derived } from '../terraform/unknown.ts'
import { report, type Stack } from './stack.ts'

/** One call of an intrinsic function within a stack. */
export interface Call {
  readonly name: string
  readonly span: Span
  readonly stack: Stack
}

/** What a function gives for its argument, which is not evaluated yet. */
export type IntrinsicFunction = (argument: Value, call: Call) => Value

/** What a call gives that nobody can know: equal for equal arguments. */
export function unknownCall({ name, span }: Call, inputs: readonly Value[]): Value {
  return derived(name, `${name}(…)`, inputs, span)
}

/** What a call gives that CloudFormation would refuse. */
export function refusedCall(call: Call, inputs: readonly Value[], detail: string): Value {
  const { name, span, stack } = call
  report(stack.run, 'function', `\`${name.slice(0, 60)}\` is not used as it is meant`, detail, span)
  return unknownCall(call, inputs)
}

/** The items of a list, each evaluated; undefined where there is no list. */
export function evaluatedItems(argument: Value, { stack }: Call): readonly Value[] | undefined {
  if (argument.kind === 'list') return argument.items.map((item) => stack.evaluate(item))
  const value = stack.evaluate(argument)
  return value.kind === 'list' ? value.items : undefined
}
