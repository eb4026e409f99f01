import type { Span } from '../../text/span.ts'
import type { Value } from '../../value/value.ts'

/** A call of an intrinsic function: a map with its name as the only key. */
export interface FunctionCall {
  readonly name: string
  readonly argument: Value
  /** The whole call. */
  readonly span: Span
}

/** The call that a value is, if it is one. `Condition` is one only where a condition is expected. */
export function functionCall(value: Value): FunctionCall | undefined {
  if (value.kind !== 'map' || value.entries.size !== 1) return undefined
  const [first] = value.entries
  if (first === undefined || !isFunctionName(first[0])) return undefined
  const [name, entry] = first
  return { name, argument: entry.value, span: value.spans[0] ?? entry.keySpan }
}

export function isFunctionName(key: string): boolean {
  return key === 'Ref' || key === 'Condition' || (key.startsWith('Fn::') && !isLoop(key))
}

/** `Fn::ForEach::Name` stands beside other keys and makes further ones. */
export function isLoop(key: string): boolean {
  return key.startsWith('Fn::ForEach')
}
