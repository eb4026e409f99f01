import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import { through } from '../../../value/spans.ts'
import { type MapValue, textOf, type UnknownValue, type Value } from '../../../value/value.ts'
import { overWays } from '../../terraform/distribute.ts'
import { plainText } from '../../terraform/text.ts'
import { either, unknownOf } from '../../terraform/unknown.ts'
import { type Call, type IntrinsicFunction, refusedCall, unknownCall } from '../call.ts'
import { comparison } from '../comparison.ts'
import { choose } from '../condition.ts'
import { MAX_CHOICES } from '../limits.ts'

/** `Fn::If`: one of two values by a condition of the template. */
export const choice: IntrinsicFunction = (argument, call) => {
  const [name, then, otherwise] = argument.kind === 'list' ? argument.items : []
  const text = name === undefined ? undefined : plainText(name)
  const condition = text === undefined ? undefined : call.stack.condition(text)
  if (condition === undefined || then === undefined || otherwise === undefined) {
    return refusedCall(call, [argument], 'It takes the name of a condition and two values.')
  }
  const { evaluate } = call.stack
  return choose(
    condition,
    () => evaluate(then),
    () => evaluate(otherwise),
    call.span,
  )
}

/**
 * `Fn::FindInMap`: a value of a mapping by two keys, or a default. A key that is not known chooses among all that there
 * are, as long as there are few.
 */
export const findInMap: IntrinsicFunction = (argument, call) => {
  const [name, first, second, options] =
    argument.kind === 'list' ? argument.items.map((item) => call.stack.evaluate(item)) : []
  const mapping = call.stack.template.mappings.get(name === undefined ? '' : (plainText(name) ?? ''))
  if (name === undefined || first === undefined || second === undefined) {
    return refusedCall(call, [argument], 'It takes the name of a mapping and two keys.')
  }
  if (mapping === undefined && plainText(name) !== undefined) {
    return refusedCall(call, [argument], 'There is no such mapping in the template.')
  }
  if (mapping?.value.kind !== 'map') return unknownCall(call, [name, first, second, wholeMappings(call)])
  const fallback = options?.kind === 'map' ? options.entries.get('DefaultValue')?.value : undefined
  const map = mapping.value
  return overWays([first, second], call.span, ([key, member]) => {
    if (key === undefined || member === undefined) return unknownCall(call, [map])
    return among(map, key, call, fallback, (row) => among(row, member, call, fallback, (value) => value))
  })
}

function wholeMappings({ stack, span }: Call): Value {
  return { kind: 'map', collection: 'object', entries: stack.template.mappings, spans: [span] }
}

/** What is made of the entry of a map that a key chooses. */
function among(map: Value, key: Value, call: Call, fallback: Value | undefined, of: (value: Value) => Value): Value {
  if (map.kind !== 'map') return refusedCall(call, [map, key], 'A mapping is a map of maps.')
  const text = plainText(key)
  if (text !== undefined) {
    const found = map.entries.get(text)?.value
    if (found !== undefined) return through(of(found), [...key.spans, call.span])
    return fallback ?? refusedCall(call, [map, key], `The mapping has no key \`${text.slice(0, 60)}\`.`)
  }
  return chosen(map, key, call, fallback, of)
}

function chosen(
  map: MapValue,
  key: Value,
  call: Call,
  fallback: Value | undefined,
  of: (value: Value) => Value,
): Value {
  const allowed = key.kind === 'unknown' ? call.stack.run.allowed.get(key.symbol.fingerprint) : undefined
  const open = [...map.entries].filter(([name]) => allowed === undefined || allowed.includes(name))
  if (open.length === 0 || open.length > MAX_CHOICES)
    return unknownCall(call, [map, key, ...(fallback === undefined ? [] : [fallback])])
  const last = fallback ?? of(open.at(-1)?.[1].value ?? map)
  const others = fallback === undefined ? open.slice(0, -1) : open
  return others.reduceRight<Value>((rest, [name, entry]) => {
    const value = () => of(entry.value)
    // Few enough that each case can be told by itself.
    if (others.length <= MAX_TOLD_APART) {
      return choose(comparison(key, textOf(name, []), call.span, call.stack), value, () => rest, call.span)
    }
    return either(isKey(key, name, call), value(), rest, call.span)
  }, last)
}

const MAX_TOLD_APART = 2

function isKey(key: Value, name: string, { span }: Call): UnknownValue {
  const address = key.kind === 'unknown' ? key.symbol.address : 'a key'
  const reason = key.kind === 'unknown' ? key.symbol.reason : 'is not known'
  return unknownOf(
    { address: `${address} = ${name}`, fingerprint: digestOf('key', fingerprintOf(key), name), reason },
    [span],
  )
}
