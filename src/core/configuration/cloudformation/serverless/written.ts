import type { Span } from '../../../text/span.ts'
import { type MapEntry, type MapValue, textOf, type Value } from '../../../value/value.ts'
import { call } from '../short-forms.ts'

/** Makes parts of a template as if they were written at one place. */
export interface Writer {
  text(text: string): Value
  list(items: readonly Value[]): Value
  map(members: Readonly<Record<string, Value | undefined>>): MapValue
  /** `{"Fn::GetAtt": [id, attribute]}` */
  attribute(id: string, attribute: string): Value
  ref(id: string): Value
  /** A text with pseudo parameters, and with these variables. */
  sub(text: string, variables?: Readonly<Record<string, Value>>): Value
  /** What a macro makes of something: nobody knows what. */
  unknown(name: string, parameters: Value): Value
  resource(type: string, properties: Readonly<Record<string, Value | undefined>>, like: Value): MapEntry
}

/** What is made stands at `span`; what is taken over keeps its own place. */
export function writerAt(span: Span): Writer {
  const text = (content: string): Value => textOf(content, [span])
  const list = (items: readonly Value[]): Value => ({ kind: 'list', collection: 'tuple', items, spans: [span] })
  const map: Writer['map'] = (members) => {
    const entries = Object.entries(members).flatMap(([name, value]): (readonly [string, MapEntry])[] =>
      value === undefined ? [] : [[name, { keySpan: span, value }]],
    )
    return { kind: 'map', collection: 'object', entries: new Map(entries), spans: [span] }
  }
  return {
    text,
    list,
    map,
    attribute: (id, attribute) => call('Fn::GetAtt', list([text(id), text(attribute)]), span),
    ref: (id) => call('Ref', text(id), span),
    sub: (content, variables) =>
      call('Fn::Sub', variables === undefined ? text(content) : list([text(content), map(variables)]), span),
    unknown: (name, parameters) => call('Fn::Transform', map({ Name: text(name), Parameters: parameters }), span),
    resource: (type, properties, like) => {
      const condition = like.kind === 'map' ? like.entries.get('Condition')?.value : undefined
      const value = map({ Type: text(type), Properties: map(properties), Condition: condition })
      return { keySpan: span, value: { ...value, spans: like.spans } }
    },
  }
}

/** A resource as one of another type with these properties: what else stands beside them, stays. */
export function remade(
  { keySpan, value }: MapEntry,
  type: string,
  properties: Readonly<Record<string, Value | undefined>>,
): MapEntry {
  const made = writerAt(keySpan).resource(type, properties, value)
  if (value.kind !== 'map' || made.value.kind !== 'map') return made
  return { keySpan, value: { ...made.value, entries: new Map([...value.entries, ...made.value.entries]) } }
}
