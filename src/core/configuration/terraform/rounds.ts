import type { Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import { knownText, type UnknownSymbol, type UnknownValue, type Value } from '../../value/value.ts'
import { toNumber } from './conversion.ts'
import { iterate } from './iterate.ts'
import { MAX_ALTERNATIVES, MAX_INSTANCES } from './limits.ts'
import { countOf, integerOf } from './number.ts'
import { compareText } from './text.ts'
import { negated, unknownOf } from './unknown.ts'

/** One instance that `count`, `for_each` or a dynamic block makes. */
export interface Round {
  readonly key: Value
  readonly value: Value
  /** Unknown conditions that must all hold for it to be there; none: it is there. */
  readonly presence: readonly UnknownSymbol[]
  /** It stands for any number of instances. */
  readonly many: boolean
}

/** What a value may be, and under which conditions. */
export interface Way {
  readonly value: Value
  readonly conditions: readonly UnknownSymbol[]
}

/** The values that an unknown value is one of, each with its conditions; a value that is known is the only way. */
export function waysOf(value: Value): readonly Way[] {
  if (value.kind !== 'unknown' || value.partial?.kind !== 'either') return [{ value, conditions: [] }]
  const { condition, then, otherwise } = value.partial
  const ways = [
    ...waysOf(then).map((way) => ({ ...way, conditions: [condition, ...way.conditions] })),
    ...waysOf(otherwise).map((way) => ({ ...way, conditions: [negated(condition), ...way.conditions] })),
  ]
  return ways.length > MAX_ALTERNATIVES ? [{ value: withoutKnowledge(value), conditions: [] }] : ways
}

/**
 * The instances of `count = value`; undefined where the value is no number or makes too many instances.
 * Source: "The count Meta-Argument", Terraform language documentation.
 */
export function roundsOfCount(count: Value, span: Span): readonly Round[] | undefined {
  return merge(waysOf(count), (value) => {
    const number = toNumber(value)
    if (number?.kind === 'unknown') return [anyRound(number, span)]
    const length = number?.kind === 'number' ? integerOf(number) : undefined
    if (length === undefined || length < 0 || length > MAX_INSTANCES) return undefined
    return Array.from({ length }, (_, index) => known(countOf(index, value.spans), countOf(index, value.spans)))
  })
}

/** The instances of `for_each = value`, of resources or of a dynamic block; undefined as above. */
export function roundsOfEach(collection: Value, span: Span): readonly Round[] | undefined {
  return merge(waysOf(collection), (value) => {
    if (value.kind === 'unknown' && value.partial?.kind === 'spliced') {
      return value.partial.items.map((item) => (item.many ? anyRound(item.value, span) : known(item.value, item.value)))
    }
    if (value.kind === 'unknown') return [anyRound(value, span)]
    const iterations = iterate(value)
    if (iterations === undefined || iterations.length > MAX_INSTANCES) return undefined
    return iterations.map(({ key, value: item }) => known(key, item))
  })
}

function known(key: Value, value: Value): Round {
  return { key, value, presence: [], many: false }
}

/** Any number of instances: key and value are unknown, and so is whether there is one at all. */
function anyRound(source: Value, span: Span): Round {
  const fingerprint = fingerprintOf(source)
  const { address, reason } =
    source.kind === 'unknown' ? source.symbol : { address: 'for_each', reason: 'is not known' }
  const symbol = (what: string): UnknownValue =>
    unknownOf({ address: `each ${what} of ${address}`, reason, fingerprint: digestOf(what, fingerprint) }, [span])
  const value = source.kind === 'unknown' ? withoutKnowledge(source) : source
  return { key: symbol('key'), value, presence: [symbol('presence').symbol], many: true }
}

function withoutKnowledge(value: UnknownValue): UnknownValue {
  return { kind: 'unknown', symbol: value.symbol, spans: value.spans }
}

/** Rounds that are the same in every way are there; others depend on the conditions of the ways that have them. */
function merge(
  ways: readonly Way[],
  expand: (value: Value) => readonly Round[] | undefined,
): readonly Round[] | undefined {
  const merged = new Map<string, { readonly round: Round; readonly conditions: UnknownSymbol[][] }>()
  for (const { value, conditions } of ways) {
    const rounds = expand(value)
    if (rounds === undefined) return undefined
    for (const round of rounds) {
      const id = digestOf(fingerprintOf(round.key), fingerprintOf(round.value), String(round.many))
      const entry = merged.get(id) ?? { round, conditions: [] }
      entry.conditions.push([...conditions])
      merged.set(id, entry)
    }
  }
  return [...merged.values()].map(({ round, conditions }) => {
    if (conditions.length === ways.length) return round
    return { ...round, presence: [...round.presence, ...anyOf(conditions)] }
  })
}

function anyOf(conditions: readonly (readonly UnknownSymbol[])[]): readonly UnknownSymbol[] {
  const [first = []] = conditions
  const [symbol] = first
  if (conditions.length === 1 || symbol === undefined) return first
  const texts = conditions.map((each) => digestOf('and', ...each.map((one) => one.fingerprint).sort(compareText)))
  return [{ ...symbol, fingerprint: digestOf('or', ...texts.sort(compareText)) }]
}

/** `each` or an iterator of a dynamic block, as an object of key and value. */
export function eachValue(round: Round, span: Span): Value {
  const entries = new Map([
    ['key', { keySpan: span, value: round.key }],
    ['value', { keySpan: span, value: round.value }],
  ])
  return { kind: 'map', collection: 'object', entries, spans: [span] }
}

/** `["key"]` or `[0]`, as Terraform writes it behind an address. */
export function keySuffix(key: Value): string {
  if (key.kind === 'number') return `[${key.digits}]`
  if (key.kind !== 'text') return '[*]'
  const text = knownText(key)
  return text === undefined ? '[*]' : `[${quotedText(text)}]`
}

/** A text as HCL spells it in quotes, the way addresses have it. */
export function quotedText(text: string): string {
  const characters = [...text].map(escaped).join('')
  return `"${characters.replaceAll(/[$%](?=\{)/g, '$&$&')}"`
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
])

/** A character of a quoted text in HCL: what cannot be printed is written by its number. */
function escaped(character: string): string {
  const known = ESCAPES.get(character)
  if (known !== undefined) return known
  if (character === ' ' || !/[\p{C}\p{Z}]/u.test(character)) return character
  const digits = (character.codePointAt(0) ?? 0).toString(16)
  return digits.length > 4 ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`
}
