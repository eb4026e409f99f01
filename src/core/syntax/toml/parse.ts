import { type AST, ParseError, parseTOML } from 'toml-eslint-parser'
import type { Diagnostic } from '../../text/diagnostic.ts'
import type { Span } from '../../text/span.ts'
import { type MapEntry, type MapValue, textOf, type Value } from '../../value/value.ts'

export interface TomlResult {
  /** Undefined where the text is no TOML, or goes beyond a limit. */
  readonly value: MapValue | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** What the TOML reader refuses to go beyond. Hitting a limit is a diagnostic of severity error. */
export interface TomlLimits {
  /** UTF-16 units of one text. */
  readonly length: number
  /** Tables and lists within each other. */
  readonly depth: number
}

/** Files of settings are small, and the parser takes seconds for a megabyte of numbers. */
const DEFAULT_TOML_LIMITS: TomlLimits = { length: 262_144, depth: 100 }

/**
 * Reads a TOML document (https://toml.io/en/v1.0.0). Never throws. Every value and key has its place in `path`; what is
 * no text, list or table is the text that it is written with.
 */
export function parseToml(path: string, text: string, limits: TomlLimits = DEFAULT_TOML_LIMITS): TomlResult {
  const at = (start: number, end: number): Span => ({ file: path, start, end })
  if (text.length > limits.length) {
    const detail = `It has ${text.length} characters, and at most ${limits.length} are read.`
    return failed('too-long', 'The file is too long', detail, at(0, 0))
  }
  try {
    const [root] = parseTOML(text).body
    const value = tableOf(root, { at, text, depth: limits.depth })
    return { value, diagnostics: [] }
  } catch (error) {
    if (error instanceof TooDeep) {
      const detail = `At most ${limits.depth} are read.`
      return failed('depth', 'Tables and lists stand too deep within each other', detail, at(0, 0))
    }
    if (!(error instanceof ParseError)) throw error
    return failed('syntax', 'The file is no TOML', `${error.message}.`, at(error.index, error.index))
  }
}

function failed(code: string, summary: string, detail: string, subject: Span): TomlResult {
  return { value: undefined, diagnostics: [{ severity: 'error', code: `toml-${code}`, summary, detail, subject }] }
}

class TooDeep extends Error {}

interface Reading {
  readonly at: (start: number, end: number) => Span
  readonly text: string
  /** How many collections may still stand within each other. */
  readonly depth: number
}

/** A table that is being put together: parts of it stand in several places. */
interface OpenTable {
  readonly kind: 'open'
  readonly span: Span
  readonly entries: Map<string, { readonly keySpan: Span; value: OpenTable | OpenTables | Value }>
}

/** Tables that are written with `[[…]]`. */
interface OpenTables {
  readonly kind: 'tables'
  readonly span: Span
  readonly tables: OpenTable[]
}

function tableOf(root: AST.TOMLTopLevelTable, reading: Reading): MapValue {
  const top: OpenTable = { kind: 'open', span: reading.at(...root.range), entries: new Map() }
  for (const part of root.body) {
    if (part.type === 'TOMLKeyValue') addPair(top, part, reading)
    else {
      const table = tableAt(top, part, reading)
      for (const pair of part.body) addPair(table, pair, reading)
    }
  }
  return closed(top, reading.depth)
}

/** The table that a header opens, made where it is not there yet. */
function tableAt(top: OpenTable, part: AST.TOMLTable, { at }: Reading): OpenTable {
  const span = at(...part.range)
  const keySpan = at(...part.key.range)
  const steps = part.resolvedKey.filter((step) => typeof step === 'string')
  return steps.reduce((table, step, index) => {
    const isNew = part.kind === 'array' && index === steps.length - 1
    return isNew ? furtherTable(table, step, span, keySpan) : tableWithin(table, step, span, keySpan)
  }, top)
}

function tableWithin({ entries }: OpenTable, name: string, span: Span, keySpan: Span): OpenTable {
  const known = entries.get(name)?.value
  if (known?.kind === 'open') return known
  const last = known?.kind === 'tables' ? known.tables.at(-1) : undefined
  if (last !== undefined) return last
  const made: OpenTable = { kind: 'open', span, entries: new Map() }
  entries.set(name, { keySpan, value: made })
  return made
}

function furtherTable({ entries }: OpenTable, name: string, span: Span, keySpan: Span): OpenTable {
  const made: OpenTable = { kind: 'open', span, entries: new Map() }
  const known = entries.get(name)?.value
  if (known?.kind === 'tables') known.tables.push(made)
  else entries.set(name, { keySpan, value: { kind: 'tables', span, tables: [made] } })
  return made
}

function addPair(table: OpenTable, { key, value, range }: AST.TOMLKeyValue, reading: Reading): void {
  const names = key.keys.map((each) => (each.type === 'TOMLBare' ? each.name : each.value))
  const keySpan = reading.at(...key.range)
  const inner = names.slice(0, -1).reduce((open, name) => tableWithin(open, name, reading.at(...range), keySpan), table)
  inner.entries.set(names.at(-1) ?? '', { keySpan, value: contentOf(value, reading) })
}

function contentOf(node: AST.TOMLContentNode, reading: Reading): OpenTable | Value {
  const span = reading.at(...node.range)
  const deeper = { ...reading, depth: reading.depth - 1 }
  if (reading.depth <= 0) throw new TooDeep()
  switch (node.type) {
    case 'TOMLValue':
      return textOf(node.kind === 'string' ? node.value : reading.text.slice(span.start, span.end), [span])
    case 'TOMLArray': {
      const items = node.elements.map((each) => {
        const item = contentOf(each, deeper)
        return item.kind === 'open' ? closed(item, deeper.depth) : item
      })
      return { kind: 'list', collection: 'tuple', items, spans: [span] }
    }
    case 'TOMLInlineTable': {
      const table: OpenTable = { kind: 'open', span, entries: new Map() }
      for (const pair of node.body) addPair(table, pair, deeper)
      return table
    }
  }
}

function closed({ span, entries }: OpenTable, depth: number): MapValue {
  if (depth <= 0) throw new TooDeep()
  const settled = [...entries].map(([name, { keySpan, value }]): [string, MapEntry] => [
    name,
    { keySpan, value: closedValue(value, depth - 1) },
  ])
  return { kind: 'map', collection: 'object', entries: new Map(settled), spans: [span] }
}

function closedValue(value: OpenTable | OpenTables | Value, depth: number): Value {
  if (value.kind === 'open') return closed(value, depth)
  if (value.kind !== 'tables') return value
  const items = value.tables.map((table) => closed(table, depth))
  return { kind: 'list', collection: 'tuple', items, spans: [value.span] }
}
