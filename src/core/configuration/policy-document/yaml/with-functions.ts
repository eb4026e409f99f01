import { NOWHERE } from '../../../text/span.ts'
import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import type { MapEntry, Value } from '../../../value/value.ts'
import { calledFunction } from './shapes.ts'

/**
 * Within a policy, calls of functions (`Ref`, `Fn::GetAtt`, any tag) are unknown, each equal only to the same call;
 * `Fn::Sub` of a text is that text, whose placeholders are unknown already.
 */
export function withFunctions(value: Value): Value {
  const name = calledFunction(value)
  if (name !== undefined && value.kind === 'map') {
    const argument = value.entries.get(name)?.value
    if (/^(?:!|Fn::)Sub$/.test(name) && (argument?.kind === 'text' || argument?.kind === 'unknown')) return argument
    const [span = NOWHERE] = value.spans
    const symbol = { address: name, fingerprint: digestOf('function', fingerprintOf(value)), reason: REASON, span }
    return { kind: 'unknown', symbol, spans: value.spans }
  }
  if (value.kind === 'list') return { ...value, items: value.items.map(withFunctions) }
  if (value.kind !== 'map') return value
  const entries = [...value.entries].map(([key, entry]): [string, MapEntry] => {
    return [key, { ...entry, value: withFunctions(entry.value) }]
  })
  return { ...value, entries: new Map(entries) }
}

const REASON = 'is what a function gives'
