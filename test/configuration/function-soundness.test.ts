import { describe, expect, it } from 'vitest'
import { jsonOf } from '../../src/core/configuration/terraform/functions/json-encode.ts'
import { isKnown } from '../../src/core/configuration/terraform/unknown.ts'
import { knownText, type TextValue, type Value } from '../../src/core/value/value.ts'
import fc from '../seeded-properties.ts'
import { openConsole } from './console.ts'
import { CONFIGURATION, EXPRESSIONS } from './expressions.ts'
import { replacedParts } from './replaced-parts.ts'

const UNKNOWN = `${CONFIGURATION}\nvariable "unknown" {}\n`

/** The variables of CONFIGURATION as declared, and one more of which nothing is known. */
const CONSOLE = openConsole(UNKNOWN, { kind: 'declared' })

const evaluate = (expression: string): Value | undefined => CONSOLE.evaluate(expression)

describe('an unknown in the place of any part of an expression', () => {
  it('leaves nothing known that is otherwise with the part itself', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EXPRESSIONS), fc.nat(), (expression, choice) => {
        const all = replacedParts(expression, '(var.unknown)')
        const chosen = all[choice % Math.max(1, all.length)]
        if (chosen === undefined || isCaught(expression, chosen.part)) return
        expect(findingOf(expression, chosen.replaced)).toBe('sound')
      }),
      { numRuns: 800 },
    )
  })
})

/** Whether the part is an error that `try` or `can` sees: a variable is none. */
function isCaught(expression: string, part: string): boolean {
  return /\b(?:try|can)\(/.test(expression) && evaluate(part) === undefined
}

/** `sound`, or what is wrong. An expression with an error may be anything. */
function findingOf(expression: string, replaced: string): string {
  const original = evaluate(expression)
  if (original === undefined || !isKnown(original)) return 'sound'
  const value = evaluate(replaced)
  if (value === undefined) return `${replaced} is an error, ${expression} is none`
  return agrees(value, original) || (expression.includes(' ? ') && isSameText(value, original))
    ? 'sound'
    : `${replaced} is ${describeValue(value)}, ${expression} is ${jsonOf(original)}`
}

function describeValue(value: Value): string {
  return isKnown(value) ? jsonOf(value) : `${value.kind} with unknown parts`
}

/** Whether `original` is one of the values that a partly unknown value may have. */
function agrees(value: Value, original: Value): boolean {
  if (isKnown(value)) return jsonOf(value) === jsonOf(original)
  if (value.kind === 'unknown') {
    const { partial } = value
    return partial?.kind !== 'either' || agrees(partial.then, original) || agrees(partial.otherwise, original)
  }
  if (value.kind === 'text') return original.kind !== 'text' || matches(value, knownText(original) ?? '')
  if (value.kind === 'list' && original.kind === 'list') return itemsAgree(value, original)
  if (value.kind !== 'map' || original.kind !== 'map') return false
  const keys = [...value.entries.keys()].sort()
  if (keys.join() !== [...original.entries.keys()].sort().join()) return false
  return [...value.entries].every(([key, entry]) => {
    const other = original.entries.get(key)
    return other !== undefined && itemAgrees(entry.value, other.value)
  })
}

/**
 * A collection beside something unknown keeps its own type, and a branch of a conditional as well: its numbers and
 * booleans may have become texts of the same.
 */
function isSameText(value: Value, original: Value): boolean {
  const text = (each: Value): string => jsonOf(each).replace(/"(-?[0-9.]+|true|false)"/g, '$1')
  return isKnown(value) && text(value) === text(original)
}

type List = Value & { readonly kind: 'list' }

function itemsAgree(value: List, original: List): boolean {
  if (value.items.length !== original.items.length) return false
  return value.items.every((item, at) =>
    value.collection === 'set'
      ? original.items.some((other) => itemAgrees(item, other))
      : itemAgrees(item, original.items[at] ?? { kind: 'null', spans: [] }),
  )
}

function itemAgrees(value: Value, original: Value): boolean {
  return agrees(value, original) || ((value.kind === 'list' || value.kind === 'map') && isSameText(value, original))
}

/** Whether the known parts of a text stand in another one in their order. */
function matches(text: TextValue, whole: string): boolean {
  const parts = text.parts.map((part) =>
    part.kind === 'literal' ? part.text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : '[^]*',
  )
  return new RegExp(`^${parts.join('')}$`).test(whole)
}
