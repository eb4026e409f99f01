import { indexLines, positionAt } from '../../text/lines.ts'
import { NOWHERE } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import { displayText, type MapEntry, type TextValue, type Value } from '../../value/value.ts'
import { plainDecimal } from './plain-decimal.ts'
import { readString } from './read-string.ts'
import { advance, checkSiblings, failHere, jsonDiagnostic, type ReaderState, tokenRange } from './reader-state.ts'
import { TOKEN } from './token.ts'

/** Reads the value that begins with the current token; the token after it is current then. */
export function readValue(state: ReaderState): Value {
  const { start, end } = tokenRange(state)
  switch (state.scanner.getToken()) {
    case TOKEN.openBrace:
      return nested(state, readObject)
    case TOKEN.openBracket:
      return nested(state, readArray)
    case TOKEN.string:
      return readString(state)
    case TOKEN.number:
      return readNumber(state)
    case TOKEN.true:
    case TOKEN.false: {
      const value = state.scanner.getToken() === TOKEN.true
      advance(state)
      return { kind: 'boolean', value, spans: state.spansOf(start, end, 'edges') }
    }
    case TOKEN.null:
      advance(state)
      return { kind: 'null', spans: state.spansOf(start, end, 'edges') }
    case TOKEN.unknown:
      return readSymbol(state)
    default:
      failHere(state, 'json-syntax', 'Malformed JSON', 'a value is expected here')
  }
}

function nested(state: ReaderState, read: (state: ReaderState) => Value): Value {
  state.depth++
  if (state.depth > state.limits.depth) {
    failHere(state, 'json-nesting-limit', 'Too deeply nested', `JSON may nest ${state.limits.depth} levels deep here`)
  }
  const value = read(state)
  state.depth--
  return value
}

function readArray(state: ReaderState): Value {
  const { start } = tokenRange(state)
  advance(state)
  const items: Value[] = []
  while (state.scanner.getToken() !== TOKEN.closeBracket) {
    if (items.length > 0) stepOver(state, TOKEN.comma, '`,` or `]` is expected here')
    items.push(readValue(state))
    checkSiblings(state, items.length)
  }
  const { end } = tokenRange(state)
  advance(state)
  return { kind: 'list', collection: 'tuple', items, spans: state.spansOf(start, end, 'edges') }
}

interface Member {
  readonly key: TextValue
  readonly keyStart: number
  readonly keyEnd: number
  readonly value: Value
}

function readObject(state: ReaderState): Value {
  const { start } = tokenRange(state)
  advance(state)
  const members: Member[] = []
  while (state.scanner.getToken() !== TOKEN.closeBrace) {
    if (members.length > 0) stepOver(state, TOKEN.comma, '`,` or `}` is expected here')
    members.push(readMember(state))
    checkSiblings(state, members.length)
  }
  const { end } = tokenRange(state)
  advance(state)
  return objectOf(state, members, start, end)
}

function readMember(state: ReaderState): Member {
  const { start: keyStart, end: keyEnd } = tokenRange(state)
  if (state.scanner.getToken() !== TOKEN.string) {
    failHere(state, 'json-syntax', 'Malformed JSON', 'a key in double quotes is expected here')
  }
  const key = readString(state)
  stepOver(state, TOKEN.colon, '`:` is expected here')
  return { key, keyStart, keyEnd, value: readValue(state) }
}

/** An object with a key that is not known is unknown as a whole: nobody can say what such an object holds at a key. */
function objectOf(state: ReaderState, members: readonly Member[], start: number, end: number): Value {
  const spans = state.spansOf(start, end, 'edges')
  const entries = new Map<string, MapEntry>()
  const seen = new Map<string, Member>()
  for (const member of members) {
    const name = member.key.parts.map((part) => (part.kind === 'literal' ? part.text : undefined))
    if (name.includes(undefined)) return unknownObject(member, members, spans)
    const key = name.join('')
    const first = seen.get(key)
    if (first === undefined) seen.set(key, member)
    else reportDuplicate(state, key, first, member)
    const [keySpan] = state.spansOf(member.keyStart, member.keyEnd, 'edges')
    entries.set(key, { keySpan: keySpan ?? NOWHERE, value: member.value })
  }
  return { kind: 'map', collection: 'object', entries, spans }
}

function unknownObject(unknown: Member, members: readonly Member[], spans: Value['spans']): Value {
  const digests = members.map((member) => digestOf(fingerprintOf(member.key), fingerprintOf(member.value)))
  const symbol = unknown.key.parts.find((part) => part.kind === 'symbol')?.symbol
  const [span = NOWHERE] = spans
  return {
    kind: 'unknown',
    spans,
    symbol: {
      address: `{"${displayText(unknown.key)}": …}`,
      fingerprint: digestOf('json-object', ...digests.sort()),
      reason: `has a key that ${symbol?.reason ?? 'is not known'}`,
      span,
    },
  }
}

/** The last one would win silently, which in a policy can hide what the first one says. */
function reportDuplicate(state: ReaderState, key: string, first: Member, second: Member): void {
  if (state.diagnostics.length >= state.limits.errors) return
  state.lines ??= indexLines(state.text)
  const { lines } = state
  const name = key.length > 60 ? `${key.slice(0, 60)}…` : key
  const detail = `The key "${name}" stands on line ${positionAt(lines, first.keyStart).line} and again on line ${positionAt(lines, second.keyStart).line} of the text, in one object. Readers disagree on which of them counts: keep one.`
  const problem = { code: 'json-duplicate-key', summary: 'Key given twice', detail }
  state.diagnostics.push(jsonDiagnostic(state, 'error', problem, second.keyStart, second.keyEnd))
}

function readNumber(state: ReaderState): Value {
  const { start, end } = tokenRange(state)
  const { numberLength } = state.limits
  const text = end - start > numberLength ? '' : state.text.slice(start, end)
  const digits = plainDecimal(text, numberLength)
  if (digits === undefined) {
    failHere(state, 'json-number-limit', 'Number out of bounds', `numbers may have ${numberLength} digits here`)
  }
  advance(state)
  return { kind: 'number', digits, spans: state.spansOf(start, end, 'edges') }
}

/** An unknown part outside a string stands for one value (in an array perhaps for several): unknown either way. */
function readSymbol(state: ReaderState): Value {
  const { start, end } = tokenRange(state)
  const part = end - start === 1 ? state.symbols.get(start) : undefined
  if (part === undefined) failHere(state, 'json-syntax', 'Malformed JSON', 'a value is expected here')
  advance(state)
  if (part.encoded !== undefined) return part.encoded
  // What the text says is the value here, be it a number or a list: not the text itself.
  const { address, fingerprint, reason, span } = part.symbol
  const symbol = { address, fingerprint: digestOf('json', fingerprint), reason, span }
  return { kind: 'unknown', symbol, spans: state.spansOf(start, end, 'edges') }
}

function stepOver(state: ReaderState, token: number, what: string): void {
  if (state.scanner.getToken() !== token) failHere(state, 'json-syntax', 'Malformed JSON', what)
  advance(state)
}
