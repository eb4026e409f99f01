import type { Diagnostic } from '../../text/diagnostic.ts'
import { NOWHERE, type Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import { type FlatText, flattenText, spansWithin } from '../../value/text-origin.ts'
import type { MapEntry, MapValue, TextPart, TextValue, UnknownSymbol, Value } from '../../value/value.ts'
import { DEFAULT_YAML_LIMITS, type YamlLimits } from './limits.ts'
import { parseYaml, type YamlResult } from './parse.ts'
import type { TagReader } from './yaml-state.ts'

/**
 * Reads one YAML document out of a text that may have unknown parts: within a scalar they stay parts of its text, a
 * scalar that is nothing else is an unknown value, and a key that has one makes its whole map unknown. An unknown part
 * is taken to be one value, or text that does not end the scalar around it; where one stands outside of every scalar,
 * nothing is known. Places are those of the text's pieces.
 */
export function readYamlText(
  text: TextValue,
  readTag: TagReader,
  limits: YamlLimits = DEFAULT_YAML_LIMITS,
): YamlResult {
  const flat = flattenText(text)
  if (flat.symbols.size > MAX_SYMBOLS)
    return { value: unknownText(text, 'has too many unknown parts'), diagnostics: [] }
  const { value, diagnostics } = parseYaml('', flat.text, readTag, limits)
  const relocated = diagnostics.map((each): Diagnostic => ({ ...each, subject: placeOf(each.subject, flat) }))
  if (value === undefined) return { value, diagnostics: relocated }
  const relocation: Relocation = { flat, used: new Set() }
  const read = relocate(value, relocation)
  const isWhole = relocation.used.size === flat.symbols.size
  return { value: isWhole ? read : unknownText(text, 'has unknown parts beside its values'), diagnostics: relocated }
}

/** Each scalar looks for its own among them. */
const MAX_SYMBOLS = 1_000

interface Relocation {
  readonly flat: FlatText
  /** Where the unknown parts stand that some scalar has. */
  readonly used: Set<number>
}

function placeOf(span: Span, flat: FlatText): Span {
  return spansWithin(flat, span.start, span.end, 'edges')[0] ?? NOWHERE
}

function spansOf(spans: readonly Span[], { flat }: Relocation): readonly Span[] {
  const [first] = spans
  return first === undefined ? flat.spans : spansWithin(flat, first.start, first.end, 'edges')
}

function relocate(value: Value, relocation: Relocation): Value {
  const spans = spansOf(value.spans, relocation)
  switch (value.kind) {
    case 'text':
      return relocateText(value, spans, relocation)
    case 'list':
      return { ...value, items: value.items.map((item) => relocate(item, relocation)), spans }
    case 'map':
      return relocateMap(value, spans, relocation)
    case 'unknown': {
      const [span = NOWHERE] = spans
      return { ...value, symbol: { ...value.symbol, span }, spans }
    }
    default:
      return { ...value, spans }
  }
}

function relocateMap(map: MapValue, spans: readonly Span[], relocation: Relocation): Value {
  const entries = new Map<string, MapEntry>()
  let isKnown = true
  for (const [key, entry] of map.entries) {
    const offsets = offsetsIn(entry.keySpan, relocation)
    if (offsets.length > 0) isKnown = false
    const value = relocate(entry.value, relocation)
    entries.set(key, { keySpan: placeOf(entry.keySpan, relocation.flat), value })
  }
  const read: MapValue = { ...map, entries, spans }
  return isKnown ? read : unknownText(read, 'has a key that is not known')
}

/** The places of the unknown parts that a scalar was written with, each of which counts as used. */
function offsetsIn({ start, end }: Span, { flat, used }: Relocation): readonly number[] {
  const found = [...flat.symbols.keys()].filter((offset) => offset >= start && offset < end)
  for (const offset of found) used.add(offset)
  return found
}

/** The scalar's text holds its unknown parts in the order of the source, unless it holds such characters of its own. */
function relocateText(value: TextValue, spans: readonly Span[], relocation: Relocation): Value {
  const [span] = value.spans
  const offsets = span === undefined ? [] : offsetsIn(span, relocation)
  const text = value.parts.map((part) => (part.kind === 'literal' ? part.text : '')).join('')
  if (offsets.length === 0) return { ...value, parts: relocateParts(value.parts, relocation), spans }
  const symbols = offsets.flatMap((offset) => relocation.flat.symbols.get(offset) ?? [])
  const literals = text.split(PLACEHOLDER)
  if (literals.length !== symbols.length + 1) return unknownText({ ...value, spans }, 'has unknown parts')
  const [only] = symbols
  if (only !== undefined && symbols.length === 1 && text === PLACEHOLDER)
    return alone(only.symbol, value, spans, relocation)
  const parts = literals.flatMap((literal, index): readonly TextPart[] => {
    const symbol = symbols[index]
    return [
      ...(literal === '' ? [] : [{ kind: 'literal', text: literal } as const]),
      ...(symbol === undefined ? [] : [symbol]),
    ]
  })
  return { kind: 'text', parts, spans }
}

/** Without quotes it may be a number, a list or anything, unless it is the name of one thing. */
function alone(symbol: UnknownSymbol, scalar: TextValue, spans: readonly Span[], { flat }: Relocation): Value {
  const isQuoted = /["']/.test(flat.text[scalar.spans[0]?.start ?? 0] ?? '')
  if (isQuoted) return { kind: 'text', parts: [{ kind: 'symbol', symbol }], spans }
  if (symbol.form === 'identifier') return { kind: 'unknown', symbol, spans }
  const { address, fingerprint, reason, span } = symbol
  return { kind: 'unknown', symbol: { address, fingerprint: digestOf('yaml', fingerprint), reason, span }, spans }
}

/** What `flattenText` writes for an unknown part. */
const PLACEHOLDER = '\ue000'

function relocateParts(parts: TextValue['parts'], relocation: Relocation): TextValue['parts'] {
  return parts.map((part): TextPart => {
    if (part.kind === 'symbol' || part.origins === undefined) return part
    return { ...part, origins: part.origins.map(({ at, spans }) => ({ at, spans: spansOf(spans, relocation) })) }
  })
}

function unknownText(content: Value, reason: string): Value {
  const [span = NOWHERE] = content.spans
  const symbol = { address: 'the YAML text', fingerprint: digestOf('yaml-text', fingerprintOf(content)), reason, span }
  return { kind: 'unknown', symbol, spans: content.spans }
}
