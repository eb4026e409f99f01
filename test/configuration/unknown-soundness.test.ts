import { describe, expect, it } from 'vitest'
import { deepWays } from '../../src/core/configuration/terraform/access/deep-ways.ts'
import { jsonOf } from '../../src/core/configuration/terraform/functions/json-encode.ts'
import { isKnown } from '../../src/core/configuration/terraform/unknown.ts'
import { fingerprintOf } from '../../src/core/value/fingerprint.ts'
import { knownText, type Value } from '../../src/core/value/value.ts'
import fc from '../seeded-properties.ts'
import { openConsole } from './console.ts'

const CONFIGURATION = `
variable "s" {
  type    = string
  default = "s"
}
variable "n" {
  type    = number
  default = 1
}
variable "b" {
  type    = bool
  default = true
}
variable "l" {
  type    = list(string)
  default = []
}
variable "m" {
  type    = map(string)
  default = {}
}
`

const UNSET = openConsole(CONFIGURATION, { kind: 'unset' })
const SET = [
  's = ""\nn = 0\nb = false\nl = []\nm = {}',
  's = "a"\nn = 1\nb = true\nl = ["a"]\nm = { a = "b" }',
  's = "b"\nn = 2\nb = false\nl = ["b", "a", "b"]\nm = { b = "a", a = "a" }',
  's = "ab"\nn = -1\nb = true\nl = ["", "ab"]\nm = { ab = "" }',
].map((variables) => openConsole(CONFIGURATION, { kind: 'tfvars', path: 'x.tfvars' }, variables))

const text: fc.Arbitrary<string> = fc.constantFrom(
  '"a"',
  '"b"',
  '""',
  '"ab"',
  'var.s',
  '"${var.s}"',
  '"a${var.s}"',
  '"${var.s}b"',
)
const number: fc.Arbitrary<string> = fc.constantFrom('0', '1', '2', 'var.n', 'length(var.l)', '(var.n + 1)')

const { expression, list: lists } = fc.letrec<{ expression: string; list: string; map: string; condition: string }>(
  (tie) => {
    const any = fc.oneof({ maxDepth: 3 }, text, number, tie('list'), tie('map'), tie('condition'), tie('expression'))
    const join = (parts: readonly fc.Arbitrary<string>[], print: (parts: readonly string[]) => string) =>
      fc.tuple(...parts).map(print)
    const list = fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(
        'var.l',
        '["a", "b"]',
        '[]',
        '[var.s]',
        '["a", "a${var.s}", var.s]',
        'values(var.m)',
        'keys(var.m)',
      ),
      join([tie('list'), tie('list')], ([a, b]) => `concat(${a}, ${b})`),
      join([tie('list')], ([a]) => `distinct(${a})`),
      join([tie('list')], ([a]) => `compact(${a})`),
      join([tie('list'), tie('list')], ([a, b]) => `flatten([${a}, [${b}]])`),
      join(
        [tie('list'), fc.constantFrom('x', '"a"', '"a${x}"', 'upper(x)', 'var.s')],
        ([a, b]) => `[for x in ${a} : ${b}]`,
      ),
      join([tie('list'), tie('condition')], ([a, b]) => `[for x in ${a} : x if ${b}]`),
      join([tie('condition'), tie('list'), tie('list')], ([a, b, c]) => `(${a} ? ${b} : ${c})`),
      join([tie('list'), tie('list')], ([a, b]) => `setunion(${a}, ${b})`),
      join([tie('list')], ([a]) => `sort(${a})`),
      join([tie('list')], ([a]) => `toset(${a})`),
    )
    const map = fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('var.m', '{ a = "x" }', '{}', '{ (var.s) = "x" }', '{ a = var.s, b = 1 }'),
      join([tie('map'), tie('map')], ([a, b]) => `merge(${a}, ${b})`),
      join([tie('list'), text], ([a, b]) => `{ for x in ${a} : x => ${b}... }`),
      join([tie('condition'), tie('map'), tie('map')], ([a, b, c]) => `(${a} ? ${b} : ${c})`),
    )
    const condition = fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('true', 'false', 'var.b', '!var.b'),
      join([text, text], ([a, b]) => `(${a} == ${b})`),
      join([number, number], ([a, b]) => `(${a} < ${b})`),
      join([tie('list'), text], ([a, b]) => `contains(${a}, ${b})`),
      join([text, text], ([a, b]) => `startswith(${a}, ${b})`),
      join([text, text], ([a, b]) => `endswith(${a}, ${b})`),
      join([tie('condition'), tie('condition')], ([a, b]) => `(${a} && ${b})`),
      join([tie('condition'), tie('condition')], ([a, b]) => `(${a} || ${b})`),
      join([tie('expression')], ([a]) => `can(${a})`),
    )
    const made = fc.oneof(
      { maxDepth: 3 },
      join([tie('condition'), text, text], ([a, b, c]) => `(${a} ? ${b} : ${c})`),
      join([tie('list'), number], ([a, b]) => `${a}[${b}]`),
      join([tie('map'), text], ([a, b]) => `${a}[${b}]`),
      join([tie('map'), text, text], ([a, b, c]) => `lookup(${a}, ${b}, ${c})`),
      join([any, any], ([a, b]) => `try(${a}, ${b})`),
      join([any], ([a]) => `jsondecode(jsonencode(${a}))`),
      join([text, tie('list')], ([a, b]) => `join(${a}, ${b})`),
      join([text, text], ([a, b]) => `format("%s-%s", ${a}, ${b})`),
      join([text, text], ([a, b]) => `coalesce(${a}, ${b})`),
      join([text], ([a]) => `trimprefix(${a}, "a")`),
      join([tie('list'), number], ([a, b]) => `element(${a}, ${b})`),
      join([tie('list')], ([a]) => `length(${a})`),
      join([tie('list')], ([a]) => `one(${a})`),
      join([tie('list')], ([a]) => `"%{ for x in ${a} }\${x},%{ endfor }"`),
      any,
    )
    return { expression: made, list, map, condition }
  },
)

/** The JSON of an expression's value under each assignment, or undefined where there is an error. */
function answers(source: string): readonly (string | undefined)[] {
  return SET.map((console) => {
    const value = console.evaluate(source)
    return value === undefined || !isKnown(value) ? undefined : jsonOf(value)
  })
}

function agree(left: readonly (string | undefined)[], right: readonly (string | undefined)[]): boolean {
  return left.every((answer, at) => answer === undefined || right[at] === undefined || answer === right[at])
}

describe('with variables that are not set', () => {
  it('what is known is so under every assignment, and one fingerprint has one value', () => {
    const seen = new Map<string, { readonly source: string; readonly found: readonly (string | undefined)[] }>()
    fc.assert(
      fc.property(expression, (source) => {
        const value = UNSET.evaluate(source)
        if (value === undefined) return
        const found = answers(source)
        if (isKnown(value))
          expect([
            source,
            agree(
              found,
              SET.map(() => jsonOf(value)),
            ),
          ]).toEqual([source, true])
        const fingerprint = fingerprintOf(value)
        const before = seen.get(fingerprint) ?? { source, found }
        seen.set(fingerprint, before)
        expect([before.source, source, agree(before.found, found)]).toEqual([before.source, source, true])
      }),
      { numRuns: 1500 },
    )
  })

  it('what a policy takes for the items of a list are its items', () => {
    fc.assert(
      fc.property(lists, (source) => {
        const value = UNSET.evaluate(source)
        if (value === undefined) return
        const ways = deepWays(value).map((way) => itemsOf(way.value))
        for (const console of SET) {
          const actual = console.evaluate(source)
          const items = actual === undefined ? undefined : itemsOf(actual)
          if (items === undefined || items.known.includes('null')) continue
          expect([source, ways.some((way) => covers(way, items.known))]).toEqual([source, true])
        }
      }),
      { numRuns: 1500 },
    )
  })
})

interface Items {
  /** Texts that are there for certain. */
  readonly known: readonly string[]
  /** Whether there may be others. */
  readonly open: boolean
}

function itemsOf(value: Value): Items {
  if (value.kind !== 'list') return { known: [], open: true }
  const nested = value.items.flatMap((item) => (item.kind === 'list' ? itemsOf(item) : []))
  const own = value.items.filter((item) => item.kind !== 'list')
  return {
    known: [...nested.flatMap((each) => each.known), ...own.filter(isKnown).map(textOf)],
    open: nested.some((each) => each.open) || own.some((item) => !isKnown(item)),
  }
}

function textOf(value: Value): string {
  return value.kind === 'text' ? JSON.stringify(knownText(value)) : jsonOf(value)
}

/** What is known is there, and what is there is known or may be one of the others. */
function covers(way: Items, actual: readonly string[]): boolean {
  const isThere = way.known.every((text) => actual.includes(text))
  return isThere && (way.open || actual.every((text) => way.known.includes(text)))
}
