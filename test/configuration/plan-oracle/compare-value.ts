import { isDeepStrictEqual } from 'node:util'
import {
  displayText,
  type TextPart,
  type TextValue,
  type UnknownValue,
  type Value,
} from '../../../src/core/value/value.ts'
import type { Json } from './golden-plan.ts'
import type { AttributeType } from './schema.ts'

/** What a symbol's address stands for in the golden, or undefined where it is no attribute there. */
export type Lookup = (address: string) => Json | undefined

/** A value as Terraform says it is, and whether its plan did not know it. */
export interface Expected {
  readonly value: Json
  readonly isUnknown: boolean
  readonly lookup: Lookup
}

/** Whether the evaluator's value is Terraform's, converted to the type that the attribute has in its schema. */
export function isSameValue(value: Value, type: AttributeType | 'any', expected: Expected): boolean {
  if (value.kind === 'unknown') return isSameUnknown(value, type, expected)
  const json = expected.value
  if (type === 'any') return isSameJson(value, expected)
  if (value.kind === 'null') return json === null
  if (type === 'string') return typeof json === 'string' && isSameText(value, json, expected)
  if (type === 'number') return typeof json === 'number' && Number(plainOf(value)) === json
  if (type === 'bool') return typeof json === 'boolean' && plainOf(value) === String(json)
  if (type === 'map(string)') return isSameMap(value, json, 'string', expected)
  return value.kind === 'list' && Array.isArray(json) && isSameCollection(value.items, type, json, expected)
}

/**
 * An unknown value may be anything that the plan does not know, or that is made of data sources' marked attributes;
 * where it is one attribute of something, it must be that very attribute.
 */
function isSameUnknown(value: UnknownValue, type: AttributeType | 'any', expected: Expected): boolean {
  const attribute = expected.lookup(value.symbol.address)
  if (attribute !== undefined) return isDeepStrictEqual(attribute, expected.value)
  if (!isExcused(expected)) return false
  const { partial } = value
  switch (partial?.kind) {
    case 'either':
      return [partial.then, partial.otherwise].some((each) => isSameValue(each, type, expected))
    case 'spliced':
      return partial.items.every(({ value: item, many }) => many || occurs(item, type, expected))
    default:
      return true
  }
}

/** Whether an item that is there, or one of what it may be, is in Terraform's list; null may be left out of it. */
function occurs(item: Value, type: AttributeType | 'any', expected: Expected): boolean {
  if (!Array.isArray(expected.value)) return expected.value === null
  const inner = type === 'any' ? 'any' : 'string'
  return expected.value.some((each) => isSameValue(item, inner, { ...expected, value: each }))
}

/** Whether Terraform's own value hangs on what only a provider knows. */
export function isExcused({ value, isUnknown }: Expected): boolean {
  return isUnknown || isMarked(value)
}

/** Whether anything in a value is made of what only a provider knows. */
export function isMarked(value: Json): boolean {
  return /~\w+\.\w+\.[0-9a-f]{10}~/.test(JSON.stringify(value))
}

function isSameText(value: Value, text: string, expected: Expected): boolean {
  if (value.kind !== 'text') return plainOf(value) === text
  if (value.encoded !== undefined && value.parts.some((part) => part.kind === 'symbol')) {
    const decoded = parsed(text)
    return decoded !== undefined && isSameJson(value.encoded, { ...expected, value: decoded })
  }
  const pieces = value.parts.map((part) => pieceOf(part, expected.lookup))
  if (pieces.includes(undefined) && !isExcused(expected)) return false
  const pattern = pieces.map((piece) => (piece === undefined ? '[^]*' : escaped(piece))).join('')
  return new RegExp(`^${pattern}$`).test(text)
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

/** The text of a part; undefined where it may be any. */
function pieceOf(part: TextPart, lookup: Lookup): string | undefined {
  if (part.kind === 'literal') return part.text
  const attribute = lookup(part.symbol.address)
  return typeof attribute === 'string' ? attribute : undefined
}

/** As it is, without any conversion: what is inside of JSON texts, and outputs. */
function isSameJson(value: Value, expected: Expected): boolean {
  const json = expected.value
  switch (value.kind) {
    case 'null':
      return json === null
    case 'boolean':
      return json === value.value
    case 'number':
      return json === Number(value.digits)
    case 'text':
      return typeof json === 'string' && isSameText(value, json, expected)
    case 'list':
      return Array.isArray(json) && isSameList(value.items, json, expected)
    case 'map':
      return isSameMap(value, json, 'any', expected)
    case 'unknown':
      return isSameUnknown(value, 'any', expected)
  }
}

/** Texts whose unknown parts decide their place in a set may stand anywhere in it. */
function isSameList(items: readonly Value[], json: readonly Json[], expected: Expected): boolean {
  if (isSameSequence(items, 'any', json, expected)) return true
  const mayBeSorted = items.some(hasSymbol) && items.every((item) => item.kind === 'text' || item.kind === 'unknown')
  return mayBeSorted && isSameSet(items, 'any', json, expected)
}

function isSameCollection(
  items: readonly Value[],
  type: AttributeType,
  json: readonly Json[],
  expected: Expected,
): boolean {
  return type === 'set(string)'
    ? isSameSet(items, 'string', json, expected)
    : isSameSequence(items, 'string', json, expected)
}

function isSameSequence(
  items: readonly Value[],
  type: 'string' | 'any',
  json: readonly Json[],
  expected: Expected,
): boolean {
  return (
    items.length === json.length &&
    items.every((item, at) => isSameValue(item, type, { ...expected, value: json[at] ?? null }))
  )
}

function isSameSet(
  items: readonly Value[],
  type: 'string' | 'any',
  json: readonly Json[],
  expected: Expected,
): boolean {
  const fits = (item: Value, value: Json): boolean => isSameValue(item, type, { ...expected, value })
  return (
    items.every((item) => json.some((each) => fits(item, each))) &&
    json.every((each) => items.some((item) => fits(item, each)))
  )
}

function isSameMap(value: Value, json: Json, type: 'string' | 'any', expected: Expected): boolean {
  if (value.kind !== 'map' || typeof json !== 'object' || json === null || Array.isArray(json)) return false
  const names = [...value.entries.keys()].sort()
  if (!isDeepStrictEqual(names, Object.keys(json).sort())) return false
  return [...value.entries].every(([name, entry]) =>
    isSameValue(entry.value, type, { ...expected, value: json[name] ?? null }),
  )
}

function hasSymbol(value: Value): boolean {
  if (value.kind === 'unknown') return true
  return value.kind === 'text' && value.parts.some((part) => part.kind === 'symbol')
}

/** A known primitive value as text. */
function plainOf(value: Value): string | undefined {
  if (value.kind === 'boolean') return String(value.value)
  if (value.kind === 'number') return value.digits
  return value.kind === 'text' ? knownTextOf(value) : undefined
}

function knownTextOf(value: TextValue): string | undefined {
  return value.parts.some((part) => part.kind === 'symbol') ? undefined : displayText(value)
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A value for people. */
export function shown(value: Value | undefined): string {
  switch (value?.kind) {
    case undefined:
      return 'nothing'
    case 'null':
      return 'null'
    case 'boolean':
      return String(value.value)
    case 'number':
      return value.digits
    case 'text':
      return value.encoded !== undefined && value.parts.some((part) => part.kind === 'symbol')
        ? `json ${shown(value.encoded)}`
        : JSON.stringify(displayText(value))
    case 'list':
      return `[${value.items.map(shown).join(', ')}]`
    case 'map':
      return `{${[...value.entries].map(([name, entry]) => `${name} = ${shown(entry.value)}`).join(', ')}}`
    case 'unknown':
      return `\${${value.symbol.address} ${value.symbol.reason}}`
  }
}
