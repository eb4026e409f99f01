import { NOWHERE } from '../../text/span.ts'
import type { MapEntry, MapValue, Value } from '../../value/value.ts'
import { overWays } from '../terraform/distribute.ts'
import { derived } from '../terraform/unknown.ts'
import { type IntrinsicFunction, refusedCall, unknownCall } from './call.ts'
import { functionCall, isFunctionName } from './function-call.ts'
import { choice, findInMap } from './functions/choices.ts'
import { expandLoops } from './functions/loops.ts'
import { asked, getAtt, importValue, ref, transform, withDynamicReferences } from './functions/references.ts'
import { join, length, select, split, sub, toJsonString } from './functions/texts.ts'
import { MAX_DEPTH, MAX_STEPS } from './limits.ts'
import type { Stack } from './stack.ts'

/**
 * What a part of a template is once its functions are evaluated. Total: what cannot be known is a symbol. An entry or
 * an item that is `AWS::NoValue` is not there; where that hangs on an unknown condition, the map is one of two.
 */
export function evaluate(value: Value, stack: Stack): Value {
  const { run } = stack
  if (value.kind === 'unknown' || value.kind === 'boolean' || value.kind === 'number' || value.kind === 'null')
    return value
  run.steps += 1
  run.depth += 1
  const result =
    run.steps > MAX_STEPS || run.depth > MAX_DEPTH ? beyondLimits(value, stack) : evaluateWithin(value, stack)
  run.depth -= 1
  return result
}

function beyondLimits(value: Value, stack: Stack): Value {
  const symbol = derived('limit', 'a value', [value], value.spans[0] ?? stack.template.span).symbol
  return { kind: 'unknown', symbol: { ...symbol, reason: 'takes too many steps to evaluate' }, spans: value.spans }
}

function evaluateWithin(
  value: Exclude<Value, { kind: 'unknown' | 'boolean' | 'number' | 'null' }>,
  stack: Stack,
): Value {
  switch (value.kind) {
    case 'text':
      return withDynamicReferences(value)
    case 'list':
      return {
        ...value,
        items: value.items.map((item) => evaluate(item, stack)).filter((item) => item.kind !== 'null'),
      }
    case 'map':
      return evaluateMap(value, stack)
  }
}

function evaluateMap(value: MapValue, stack: Stack): Value {
  const call = functionCall(value)
  if (call !== undefined && call.name !== 'Condition') {
    const apply = FUNCTIONS.get(call.name)
    const context = { name: call.name, span: call.span, stack }
    return apply === undefined
      ? refusedCall(context, [value], 'There is no such function.')
      : apply(call.argument, context)
  }
  const entries = evaluateEntries(value, stack)
  return entries.kind === 'map' ? withoutNothing(entries) : entries
}

/** The entries of a map, each by itself; unknown where a macro, or a loop that cannot be followed, makes them. */
export function evaluateEntries(value: MapValue, stack: Stack): Value {
  const { entries, unknown } = expandLoops(value.entries, stack)
  const [span = stack.template.span] = value.spans
  const made = new Map<string, MapEntry>()
  for (const [key, entry] of entries) made.set(key, { ...entry, value: evaluate(entry.value, stack) })
  const result: MapValue = { ...value, entries: made }
  const foreign = [...entries.keys()].find((key) => key !== 'Condition' && isFunctionName(key))
  const context = { name: foreign ?? 'Fn::ForEach', span, stack }
  if (foreign === 'Fn::Transform' || unknown.size > 0) return unknownCall(context, [value, result])
  if (foreign !== undefined) return refusedCall(context, [result], 'A function stands alone in its map.')
  return result
}

/** Entries that are nothing fall away; one that may be nothing makes two maps, by its condition. */
function withoutNothing(map: MapValue): Value {
  const uncertain = [...map.entries].filter(([, { value }]) => mayBeNothing(value))
  const [span = NOWHERE] = map.spans
  return overWays(
    uncertain.map(([, { value }]) => value),
    span,
    (values) => {
      const settled = new Map(map.entries)
      for (const [index, [key, entry]] of uncertain.entries())
        settled.set(key, { ...entry, value: values[index] ?? entry.value })
      return { ...map, entries: new Map([...settled].filter(([, { value }]) => value.kind !== 'null')) }
    },
  )
}

function mayBeNothing(value: Value): boolean {
  if (value.kind === 'null') return true
  if (value.kind !== 'unknown' || value.partial?.kind !== 'either') return false
  return mayBeNothing(value.partial.then) || mayBeNothing(value.partial.otherwise)
}

/** Source: "Intrinsic function reference", AWS CloudFormation Template Reference. */
const FUNCTIONS: ReadonlyMap<string, IntrinsicFunction> = new Map([
  ['Ref', ref],
  ['Fn::GetAtt', getAtt],
  ['Fn::Sub', sub],
  ['Fn::Join', join],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::If', choice],
  ['Fn::FindInMap', findInMap],
  ['Fn::ImportValue', importValue],
  ['Fn::Length', length],
  ['Fn::ToJsonString', toJsonString],
  ['Fn::Base64', asked],
  ['Fn::Cidr', asked],
  ['Fn::GetAZs', asked],
  ['Fn::GetStackOutput', asked],
  ['Fn::Transform', transform],
])
