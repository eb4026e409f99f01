import { digestOf } from '../../value/fingerprint.ts'
import type { ListValue, MapEntry, MapValue, TextValue, Value } from '../../value/value.ts'
import { knownText } from '../../value/value.ts'
import { exactOf, numberOf } from './number.ts'
import { setFrom } from './set-from.ts'
import { asText, compareText } from './text.ts'
import type { AttributeType, TypeConstraint } from './type-constraint.ts'
import { unifiedType } from './unify.ts'
import { derived, either, unknownOf } from './unknown.ts'

/**
 * `value` as `type`, by Terraform's automatic conversions; undefined where there is none. Null and unknown values
 * are of any type. Source: "Types and Values", section "Type Conversion", Terraform language documentation.
 */
export function convert(value: Value, type: TypeConstraint): Value | undefined {
  if (type.kind === 'any' || value.kind === 'null') return value
  if (value.kind === 'unknown') return convertUnknown(value, type)
  switch (type.kind) {
    case 'string':
      return asText(value)
    case 'number':
      return toNumber(value)
    case 'bool':
      return toBoolean(value)
    case 'list':
    case 'set':
      return toCollection(value, type.kind, type.of)
    case 'map':
      return value.kind === 'map' ? toMap(value, type.of) : undefined
    case 'object':
      return value.kind === 'map' ? toObject(value, type.attributes) : undefined
    case 'tuple':
      return value.kind === 'list' ? toTuple(value, type.items) : undefined
  }
}

/**
 * The values in the one type that all of them convert to; undefined where there is none. Beside something unknown, which
 * may be a string, a number or boolean may have become one.
 */
export function unifyValues(values: readonly Value[]): readonly Value[] | undefined {
  const converted = convertToOneType(values)
  const [open] = values.filter((value) => value.kind === 'unknown' && value.symbol.form === undefined)
  return open === undefined ? converted : converted?.map((value) => perhapsText(value, values, open))
}

/** As above, where a set is made of the values: there it is not told apart, so that the set keeps what is known. */
export function convertToOneType(values: readonly Value[]): readonly Value[] | undefined {
  const type = unifiedType(values)
  return type === undefined ? undefined : convertAll(values, type)
}

function perhapsText(value: Value, values: readonly Value[], open: Value): Value {
  const text = value.kind === 'number' || value.kind === 'boolean' ? asText(value) : undefined
  const [span] = open.spans
  if (text === undefined || span === undefined) return value
  const isText = derived(
    'is-text',
    'an item is a string',
    values.filter((each) => each.kind === 'unknown'),
    span,
  )
  return either(isText, text, value, span)
}

function convertAll(values: readonly Value[], type: TypeConstraint): readonly Value[] | undefined {
  const converted = values.map((value) => convert(value, type))
  return converted.every((value) => value !== undefined) ? converted : undefined
}

/** Booleans, and the texts that convert to one. */
export function toBoolean(value: Value): Value | undefined {
  if (value.kind === 'boolean' || value.kind === 'unknown' || value.kind === 'null') return value
  if (value.kind !== 'text') return undefined
  const text = knownText(value)
  if (text === undefined) return unknownText(value)
  const boolean = BOOLEAN_TEXTS.get(text)
  return boolean === undefined ? undefined : { kind: 'boolean', value: boolean, spans: value.spans }
}

const BOOLEAN_TEXTS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
])

/** Numbers, and text that is one. */
export function toNumber(value: Value): Value | undefined {
  if (value.kind === 'number' || value.kind === 'unknown' || value.kind === 'null') return value
  if (value.kind !== 'text') return undefined
  const text = knownText(value)
  if (text === undefined) return unknownText(value)
  const number = exactOf(text.replace(/^\+(?=[\d.])/, ''))
  return number === undefined ? undefined : numberOf(number, value.spans)
}

/** A text with unknown parts as a value of another type: it is determined by the text. */
function unknownText(value: TextValue): Value | undefined {
  const part = value.parts.find((each) => each.kind === 'symbol')
  const [span, ...rest] = value.spans
  if (part === undefined || span === undefined) return undefined
  const texts = value.parts.map((each) => (each.kind === 'literal' ? `l${each.text}` : `s${each.symbol.fingerprint}`))
  const { address, reason } = part.symbol
  return unknownOf({ address, reason, fingerprint: digestOf('converted', ...texts) }, [span, ...rest])
}

/** A set forgets order and duplicates, so it is not the list it came from; other conversions lose nothing. */
function convertUnknown(value: Value & { readonly kind: 'unknown' }, type: TypeConstraint): Value {
  if (type.kind !== 'set') return value
  const [span, ...rest] = value.spans
  if (span === undefined) return value
  const { address, reason } = value.symbol
  const symbol = { address, reason, fingerprint: digestOf('set', value.symbol.fingerprint) }
  return unknownOf(symbol, [span, ...rest], value.partial)
}

function toCollection(value: Value, kind: 'list' | 'set', type: TypeConstraint): Value | undefined {
  if (value.kind !== 'list') return undefined
  const converted = convertAll(value.items, type)
  const unify = kind === 'set' ? convertToOneType : unifyValues
  const items = converted === undefined ? undefined : unify(converted)
  if (items === undefined) return undefined
  if (kind === 'list') return { kind: 'list', collection: 'list', items, spans: value.spans }
  const pieces = items.map((item) => ({ value: item, many: false }))
  return setFrom(pieces, 'toset(…)', [value], value.spans)
}

function toMap(value: MapValue, type: TypeConstraint): MapValue | undefined {
  const given = [...value.entries].sort(([left], [right]) => compareText(left, right))
  const converted = convertAll(
    given.map(([, entry]) => entry.value),
    type,
  )
  const items = converted === undefined ? undefined : unifyValues(converted)
  if (items === undefined) return undefined
  const entries = given.map(([key, entry], at) => [key, { ...entry, value: items[at] ?? entry.value }] as const)
  return { kind: 'map', collection: 'map', entries: new Map(entries), spans: value.spans }
}

/** Attributes that the type does not know go; optional ones that are absent or null take their fallback. */
function toObject(value: MapValue, attributes: ReadonlyMap<string, AttributeType>): MapValue | undefined {
  const entries = new Map<string, MapEntry>()
  for (const [name, attribute] of attributes) {
    const entry = value.entries.get(name) ?? absent(value, attribute)
    if (entry === undefined) return undefined
    const isFallback = entry.value.kind === 'null' && attribute.fallback !== undefined
    const given = isFallback && attribute.fallback !== undefined ? attribute.fallback : entry.value
    const converted = convert(given, attribute.type)
    if (converted === undefined) return undefined
    entries.set(name, { keySpan: entry.keySpan, value: converted })
  }
  return { kind: 'map', collection: 'object', entries, spans: value.spans }
}

function absent(object: MapValue, attribute: AttributeType): MapEntry | undefined {
  const keySpan = object.spans[0]
  if (!attribute.optional || keySpan === undefined) return undefined
  return { keySpan, value: { kind: 'null', spans: object.spans } }
}

function toTuple(value: ListValue, types: readonly TypeConstraint[]): ListValue | undefined {
  if (value.items.length !== types.length) return undefined
  const items: Value[] = []
  for (const [index, item] of value.items.entries()) {
    const converted = convert(item, types[index] ?? { kind: 'any' })
    if (converted === undefined) return undefined
    items.push(converted)
  }
  return { kind: 'list', collection: 'tuple', items, spans: value.spans }
}
