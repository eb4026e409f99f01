import type { MapEntry, UnknownValue, Value } from '../../../value/value.ts'
import { asText } from '../text.ts'
import { type ConditionGroup, conditionElement } from './condition-element.ts'
import { inProviderForm } from './provider-form.ts'

/**
 * Condition of a source document: a truth value becomes a text; a number, null or object is lost without a word, and
 * with it what it asked for. Undefined where nothing is left. Source: how the provider reads a policy's conditions.
 */
export function sourceConditions(value: Value): Value | undefined | 'refused' {
  if (value.kind === 'null') return undefined
  if (value.kind === 'unknown') return inProviderForm(value)
  if (value.kind !== 'map') return 'refused'
  const groups: ConditionGroup[] = []
  for (const [test, entry] of value.entries) {
    const found = groupsOf(test, entry)
    if (found === 'refused') return 'refused'
    groups.push(...found)
  }
  return conditionElement(groups, value.spans)
}

function groupsOf(test: string, { keySpan: testSpan, value }: MapEntry): readonly ConditionGroup[] | 'refused' {
  const common = { test, testSpan, spans: value.spans }
  if (value.kind === 'null') return []
  if (value.kind === 'unknown') return [{ ...common, kind: 'unknown', value: inProviderForm(value) }]
  if (value.kind !== 'map') return 'refused'
  const groups: ConditionGroup[] = []
  for (const [variable, entry] of value.entries) {
    const read = valuesOf(entry.value)
    if (read === 'refused') return 'refused'
    if (read === 'lost') continue
    const { keySpan: variableSpan } = entry
    const name: Value = { kind: 'text', parts: [{ kind: 'literal', text: variable }], spans: [variableSpan] }
    groups.push(
      read === 'perhaps lost'
        ? { ...common, kind: 'opaque', inputs: [name, entry.value] }
        : { ...common, spans: entry.value.spans, kind: 'values', variable, variableSpan, values: read },
    )
  }
  return groups
}

function valuesOf(value: Value): readonly Value[] | 'lost' | 'perhaps lost' | 'refused' {
  switch (value.kind) {
    case 'text':
      return [value]
    case 'boolean': {
      const text = asText(value)
      return text === undefined ? 'refused' : [text]
    }
    case 'number':
    case 'null':
    case 'map':
      return 'lost'
    case 'list':
      return value.items.every((item) => item.kind === 'text' || item.kind === 'unknown') ? value.items : 'refused'
    case 'unknown':
      return isKept(value) ? [value] : 'perhaps lost'
  }
}

/** Whether it is texts for certain, or one of two such. */
function isKept({ symbol, partial }: UnknownValue): boolean {
  if (symbol.form !== undefined || partial?.kind === 'spliced') return true
  if (partial?.kind !== 'either') return false
  return [partial.then, partial.otherwise].every((way) => way.kind !== 'boolean' && typeof valuesOf(way) === 'object')
}
