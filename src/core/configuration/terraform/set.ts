import type { Span } from '../../text/span.ts'
import { fingerprintOf } from '../../value/fingerprint.ts'
import { joinSpans } from '../../value/spans.ts'
import type { ListValue, Value } from '../../value/value.ts'
import { knownText } from '../../value/value.ts'
import { exactOf } from './number.ts'
import { compareText } from './text.ts'
import { isKnown } from './unknown.ts'

/**
 * A set of these items: duplicates once (remembering all their places), numbers and text in order, what is
 * unknown or compound last, in the order of fingerprints, so that the order of the source never shows.
 */
export function setOf(items: readonly Value[], spans: readonly Span[]): ListValue {
  const unique = new Map<string, Value>()
  for (const item of unifyItems(items)) {
    const fingerprint = fingerprintOf(item)
    const known = unique.get(fingerprint)
    unique.set(fingerprint, known === undefined ? item : { ...known, spans: joinSpans(known.spans, item.spans) })
  }
  const sorted = [...unique].sort(([left, a], [right, b]) => compareItems(a, b) || compareText(left, right))
  return { kind: 'list', collection: 'set', items: sorted.map(([, item]) => item), spans }
}

/** Items of one collection are of one type: a string among numbers or booleans makes all of them strings. */
export function unifyItems(items: readonly Value[]): readonly Value[] {
  const kinds = new Set(items.map((item) => item.kind))
  kinds.delete('null')
  kinds.delete('unknown')
  const primitive = [...kinds].every((kind) => kind === 'text' || kind === 'number' || kind === 'boolean')
  if (kinds.size < 2 || !primitive) return items
  return items.map((item) => {
    if (item.kind === 'number')
      return { kind: 'text', parts: [{ kind: 'literal', text: item.digits }], spans: item.spans }
    if (item.kind !== 'boolean') return item
    return { kind: 'text', parts: [{ kind: 'literal', text: String(item.value) }], spans: item.spans }
  })
}

function compareItems(left: Value, right: Value): number {
  const ranks = [rank(left), rank(right)] as const
  if (ranks[0] !== ranks[1]) return ranks[0] - ranks[1]
  if (left.kind === 'text' && right.kind === 'text') {
    return compareText(knownText(left) ?? '', knownText(right) ?? '')
  }
  if (isKnown(left) && isKnown(right) && ranks[0] === OTHERS) return compareText(hashText(left), hashText(right))
  if (left.kind !== 'number' || right.kind !== 'number') return 0
  return exactOf(left.digits)?.comparedTo(exactOf(right.digits) ?? 0) ?? 0
}

function rank(value: Value): number {
  if (value.kind === 'boolean') return value.value ? 1 : 0
  if (value.kind === 'number') return 2
  if (value.kind === 'text') return knownText(value) === undefined ? 4 : 3
  return OTHERS
}

const OTHERS = 5

/**
 * What the type system that Terraform is built on sorts compound items by: a text that its sets are keyed by. Numbers
 * count with ten digits there.
 */
function hashText(value: Value): string {
  switch (value.kind) {
    case 'boolean':
      return value.value ? 'T' : 'F'
    case 'number':
      return tenDigits(Number(value.digits))
    case 'text':
      return JSON.stringify(knownText(value) ?? '')
    case 'list': {
      const [open, close] = value.collection === 'tuple' ? ['<', '>'] : ['[', ']']
      return `${open}${value.items.map((item) => `${hashText(item)};`).join('')}${close}`
    }
    case 'map': {
      const entries = [...value.entries].sort(([left], [right]) => compareText(left, right))
      if (value.collection === 'object') return `<${entries.map(([, entry]) => `${hashText(entry.value)};`).join('')}>`
      return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${hashText(entry.value)};`).join('')}}`
    }
    case 'null':
      return '~'
    case 'unknown':
      return '?'
  }
}

function tenDigits(number: number): string {
  const rounded = Number(number.toPrecision(10))
  const size = Math.abs(rounded)
  if (size === 0 || (size >= 1e-4 && size < 1e10)) return String(rounded)
  return rounded.toExponential().replace(/e([+-])(\d)$/, 'e$10$2')
}
