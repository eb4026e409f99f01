import type { Span } from '../../text/span.ts'
import { knownText, type MapValue, textOf, type Value } from '../../value/value.ts'

/**
 * The long form of a short one: `!Ref x` is `{"Ref": x}`, `!GetAtt a.b` is `{"Fn::GetAtt": ["a", "b"]}`. Undefined for
 * a tag that is none of CloudFormation's.
 * Source: "Intrinsic function reference", AWS CloudFormation Template Reference.
 */
export function readShortForm(tag: string, value: Value, span: Span): MapValue | undefined {
  const name = tag.slice(1)
  if (!tag.startsWith('!') || !FUNCTIONS.has(name)) return undefined
  if (name === 'Ref' || name === 'Condition') return call(name, value, span)
  return call(`Fn::${name}`, name === 'GetAtt' ? attributePath(value) : value, span)
}

const FUNCTIONS: ReadonlySet<string> = new Set([
  ...[
    'Ref',
    'Condition',
    'And',
    'Base64',
    'Cidr',
    'Equals',
    'FindInMap',
    'ForEach',
    'GetAtt',
    'GetAZs',
    'GetStackOutput',
  ],
  ...['If', 'ImportValue', 'Join', 'Length', 'Not', 'Or', 'Select', 'Split', 'Sub', 'ToJsonString', 'Transform'],
])

/** A call of a function, as the long form writes it. */
export function call(name: string, argument: Value, span: Span): MapValue {
  const entries = new Map([[name, { keySpan: span, value: argument }]])
  return { kind: 'map', collection: 'object', entries, spans: [span] }
}

/** `a.b.c`: a resource, and everything behind the first dot as its attribute. */
export function attributePath(value: Value): Value {
  const text = value.kind === 'text' ? knownText(value) : undefined
  const dot = text?.indexOf('.') ?? -1
  if (text === undefined || dot === -1) return value
  const items = [textOf(text.slice(0, dot), value.spans), textOf(text.slice(dot + 1), value.spans)]
  return { kind: 'list', collection: 'tuple', items, spans: value.spans }
}
