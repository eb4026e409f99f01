import type { Span } from '../../text/span.ts'
import type { Value } from '../../value/value.ts'
import { isLoop } from './function-call.ts'
import { transformName } from './parse-template.ts'
import type { Stack } from './stack.ts'

/** The key of a macro that processes what stands beside it, and nothing else of the template. */
export const MACRO = 'Fn::Transform'

export function isMacro(key: string): boolean {
  return key === MACRO
}

/** Whether a macro sees what stands beside it. `AWS::Include` only adds to it. */
export function isOwnMacro(macro: Value | undefined): boolean {
  return macro !== undefined && transformName(macro) !== 'AWS::Include'
}

/** Whether a macro makes a part of a value as it is written. */
export function hasMacro(value: Value): boolean {
  return macrosIn(value).length > 0
}

/** Whether a loop stands beside the keys of a map. */
export function hasLoop(value: Value): boolean {
  return value.kind === 'map' && [...value.entries.keys()].some(isLoop)
}

/** A value as it is written, with what its macros are given: a parameter may say something else there. */
export function withArguments(value: Value, span: Span, stack: Stack): Value {
  const given = macrosIn(value).map((macro) => stack.evaluate(macro))
  const spans = value.spans.length === 0 ? [span] : value.spans
  return { kind: 'list', collection: 'tuple', items: [value, ...given], spans }
}

function macrosIn(value: Value): readonly Value[] {
  const found: Value[] = []
  const open: Value[] = [value]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'list') open.push(...next.items)
    if (next.kind !== 'map') continue
    for (const [key, entry] of next.entries) {
      if (isMacro(key)) found.push(entry.value)
      open.push(entry.value)
    }
  }
  return found
}
