import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { NOWHERE } from '../../text/span.ts'
import type { TextPart, TextValue, UnknownSymbol } from '../../value/value.ts'
import type { PolicyDocument } from './policy.ts'

/** `inName`: it matches neither `/` nor `:`, as in the name of a bucket or a session; no policy says so itself. */
export interface Wildcard {
  readonly kind: 'wildcard'
  readonly many: boolean
  readonly inSegment: boolean
  readonly inName?: true
}

/** One element of a pattern. `inSegment` marks what stands in one of the first five segments of an ARN. */
export type Token =
  | { readonly kind: 'literal'; readonly text: string }
  /** `*` (many) or `?` (one). In a segment it matches no colon. */
  | Wildcard
  | { readonly kind: 'symbol'; readonly symbol: UnknownSymbol; readonly inSegment: boolean }
  /** `${key}` or `${key, 'fallback'}`; `key` is in lower case. */
  | { readonly kind: 'variable'; readonly key: string; readonly fallback?: string; readonly inSegment: boolean }

/**
 * How a text is read: letter by letter, with wildcards, or with wildcards that respect an ARN's segments: of a
 * resource (`arn`), or of a condition's value (`arn-value`), which is unknown where it is too short for them.
 */
export type Reading = 'exact' | 'glob' | 'arn' | 'arn-value'

export interface Pattern {
  readonly tokens: readonly Token[]
  readonly ignoreCase: boolean
  /** Equal for patterns that mean the same by construction. */
  readonly id: string
}

export interface PatternOptions {
  readonly reading: Reading
  readonly version: PolicyDocument['version']
  readonly ignoreCase?: boolean
  /** False for actions and principals, which take no policy variables. */
  readonly variables?: boolean
}

/**
 * Parses a pattern. Policy variables count only with Version 2012-10-17; `${*}`, `${?}` and `${$}` are the
 * characters themselves. In an ARN pattern of six or more segments, wildcards in the first five match no colon;
 * a shorter one is read flat, but in a condition's value only where the wildcard is a `*` at its end: of values,
 * "each of the six colon-delimited components of the ARN is checked separately", and what becomes of a value with
 * fewer is not documented. Source: "IAM policy elements: Variables and tags" and "Resource",
 * and "Condition operators", IAM User Guide.
 */
export function parsePattern(text: TextValue, options: PatternOptions): Pattern {
  const known = parsed.get(text)
  const name = nameOf(options)
  if (known?.name === name) return known.pattern
  const pattern = parse(text, options)
  parsed.set(text, { name, pattern })
  return pattern
}

/** A text is parsed once, however many requests it is matched with: it is hardly ever read in two ways. */
const parsed = new WeakMap<TextValue, { readonly name: number; readonly pattern: Pattern }>()

const READINGS: readonly Reading[] = ['exact', 'glob', 'arn', 'arn-value']

function nameOf({ reading, version, ignoreCase, variables }: PatternOptions): number {
  const flags = (version === '2012-10-17' ? 1 : 0) + (ignoreCase ? 2 : 0) + (variables === false ? 4 : 0)
  return READINGS.indexOf(reading) * 8 + flags
}

function parse(text: TextValue, options: PatternOptions): Pattern {
  const ignoreCase = options.ignoreCase ?? false
  const variables = options.version === '2012-10-17' && options.variables !== false
  const raw = text.parts.flatMap((part) => partTokens(part, options.reading !== 'exact', variables))
  const whole = raw.includes('unclosed') ? [unreadableVariable(text)] : raw.filter((token) => token !== 'unclosed')
  const tokens = readSegments(whole, text, options)
  return { tokens, ignoreCase, id: idOf(tokens, ignoreCase) }
}

function readSegments(tokens: readonly Token[], text: TextValue, { reading, version }: PatternOptions) {
  if (reading !== 'arn' && reading !== 'arn-value') return tokens
  if (countSegments(tokens) >= SEGMENTS) return markSegments(tokens)
  const isUnreadable = reading === 'arn-value' && !isFixedOrPrefix(tokens)
  return isUnreadable ? [unreadable(text, `arn ${version}`, 'has fewer than the six parts of an ARN')] : tokens
}

/** No wildcard, or one `*` that ends the text. */
function isFixedOrPrefix(tokens: readonly Token[]): boolean {
  const at = tokens.findIndex((token) => token.kind === 'wildcard')
  const first = tokens[at]
  return first?.kind !== 'wildcard' || (first.many && at === tokens.length - 1)
}

/** A pattern made of tokens, with its id. */
export function patternOf(tokens: readonly Token[], ignoreCase = false): Pattern {
  return { tokens, ignoreCase, id: idOf(tokens, ignoreCase) }
}

const WILDCARD = /[*?]/g
const VARIABLE = /\$\{[^}]*(?:\}|$)/g
const WILDCARD_OR_VARIABLE = /[*?]|\$\{[^}]*(?:\}|$)/g

function specialParts(text: string, wildcards: boolean, variables: boolean): Iterable<RegExpExecArray> {
  if (wildcards && variables) return text.matchAll(WILDCARD_OR_VARIABLE)
  if (wildcards) return text.matchAll(WILDCARD)
  return variables ? text.matchAll(VARIABLE) : []
}

function partTokens(part: TextPart, wildcards: boolean, variables: boolean): readonly (Token | 'unclosed')[] {
  if (part.kind === 'symbol') return [{ kind: 'symbol', symbol: part.symbol, inSegment: false }]
  const tokens: (Token | 'unclosed')[] = []
  let literal = ''
  let from = 0
  const flush = () => {
    if (literal !== '') tokens.push({ kind: 'literal', text: literal })
    literal = ''
  }
  for (const { 0: piece, index } of specialParts(part.text, wildcards, variables)) {
    literal += part.text.slice(from, index)
    from = index + piece.length
    const token = piece.startsWith('${') ? variableToken(piece) : wildcardToken(piece)
    if (typeof token === 'object' && token.kind === 'literal') literal += token.text
    else {
      flush()
      tokens.push(token)
    }
  }
  literal += part.text.slice(from)
  flush()
  return tokens
}

function wildcardToken(piece: string): Token {
  return { kind: 'wildcard', many: piece === '*', inSegment: false }
}

function variableToken(piece: string): Token | 'unclosed' {
  if (!piece.endsWith('}')) return 'unclosed'
  const content = piece.slice('${'.length, -1)
  if (content === '*' || content === '?' || content === '$') return { kind: 'literal', text: content }
  const match = /^([^,]*),\s*'(.*)'\s*$/s.exec(content)
  if (match === null) return { kind: 'variable', key: content.trim().toLowerCase(), inSegment: false }
  const [, key = '', fallback = ''] = match
  return { kind: 'variable', key: key.trim().toLowerCase(), fallback, inSegment: false }
}

/** A variable whose name is cut by an unknown part or never closed: the whole text is unknown. */
function unreadableVariable(text: TextValue): Token {
  return unreadable(text, 'variable', 'has a policy variable that is not closed')
}

/** One symbol for the whole text, named by what it says. */
function unreadable(text: TextValue, prefix: string, reason: string): Token {
  const content = text.parts.map((part) => (part.kind === 'literal' ? part.text : `<${part.symbol.fingerprint}>`))
  const first = text.parts.find((part) => part.kind === 'symbol')
  const symbol: UnknownSymbol = {
    address: first?.symbol.address ?? content.join(''),
    fingerprint: `${prefix}:${bytesToHex(sha256(utf8ToBytes(JSON.stringify(content))))}`,
    reason: first?.symbol.reason ?? reason,
    span: text.spans[0] ?? NOWHERE,
  }
  return { kind: 'symbol', symbol, inSegment: false }
}

const SEGMENTS = 6

function countSegments(tokens: readonly Token[]): number {
  return tokens.reduce((sum, token) => sum + (token.kind === 'literal' ? countColons(token.text) : 0), 1)
}

function markSegments(tokens: readonly Token[]): readonly Token[] {
  let passed = 0
  return tokens.map((token) => {
    if (token.kind === 'literal') {
      passed += countColons(token.text)
      return token
    }
    return passed < SEGMENTS - 1 ? { ...token, inSegment: true } : token
  })
}

function countColons(text: string): number {
  let count = 0
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1)) count++
  return count
}

function idOf(tokens: readonly Token[], ignoreCase: boolean): string {
  let id = ignoreCase ? 'i' : ''
  for (const token of tokens) id += tokenId(token, ignoreCase)
  return id
}

/** Literals escape what starts another token's id, so that no two patterns share one. */
function tokenId(token: Token, ignoreCase: boolean): string {
  switch (token.kind) {
    case 'literal':
      return escaped(ignoreCase ? token.text.toLowerCase() : token.text)
    case 'wildcard':
      return `${token.inName ? '\\n' : token.inSegment ? '\\s' : ''}${token.many ? '*' : '?'}`
    case 'symbol':
      return `${token.inSegment ? '\\s' : ''}<${JSON.stringify(token.symbol.fingerprint)}>`
    case 'variable':
      return `${token.inSegment ? '\\s' : ''}$${JSON.stringify([token.key, token.fallback ?? null])}`
  }
}

const ESCAPED = /[\\*?<$]/

function escaped(text: string): string {
  return ESCAPED.test(text) ? text.replace(/[\\*?<$]/g, '\\$&') : text
}
