import { describe, expect, it } from 'vitest'
import { MAX_ITEMS, MAX_TEXT_LENGTH } from '../../src/core/configuration/terraform/limits.ts'
import { isKnown } from '../../src/core/configuration/terraform/unknown.ts'
import type { Value } from '../../src/core/value/value.ts'
import { openConsole } from './console.ts'

const CONFIGURATION = `locals {
  kilo = join("", [for i in range(1000) : "x"])
  mega = join("", [for i in range(1000) : local.kilo])
  some = range(1000)
  many = flatten([for i in range(19) : local.some])
}`

const evaluate = (expression: string): Value | undefined =>
  openConsole(CONFIGURATION, { kind: 'declared' }).evaluate(expression)

describe('a call that would take too much', () => {
  it.each([
    ['a range of a thousand million', 'range(0, 1e9)'],
    ['a range of tiny steps', 'range(0, 1, 1e-9)'],
    ['a width of a thousand million', 'format("%1000000000d", 1)'],
    ['a precision of a thousand million', 'format("%.1000000000f", 1)'],
    ['many wide verbs', `format("${'%999s'.repeat(2000)}", [for i in range(2000) : ""]...)`],
    ['many wide texts', 'formatlist("%999s", local.many)'],
    ['a product of a thousand million', 'setproduct(local.some, local.some, local.some)'],
    ['a product of many small sets', `setproduct(${Array(30).fill('[1, 2]').join()})`],
    ['a text between all characters', 'replace(local.mega, "", local.kilo)'],
    ['a text for every character', 'replace(local.mega, "x", local.kilo)'],
    ['a group many times for every character', `replace(local.kilo, "/x/", "${'$0'.repeat(5000)}")`],
    ['a long separator', 'join(local.kilo, [for i in range(1000) : local.kilo])'],
    ['a deep indentation', 'indent(1000000, join("\\n", local.some))'],
    ['a text in single characters', 'split("", local.mega)'],
    ['matches of single characters', 'regexall(".", local.mega)'],
    ['repetitions within repetitions', 'regex("^(a+)+$", "${local.mega}!")'],
    ['alternatives within repetitions', 'regex("(x|xx)+y", local.mega)'],
    ['large repetitions', 'regex("(x{100}){10}(x{100}){10}(x{100}){10}(x{100}){10}(x{100}){10}y", local.kilo)'],
    ['a power without end', 'pow(10, 1000000000)'],
    ['a power of a power', 'pow(10, 300) * pow(10, 300)'],
    ['a number of a thousand million digits', 'tonumber("1e1000000000")'],
    ['a long number to parse', 'parseint(join("", [for i in range(1000) : "9999999999"]), 10)'],
    ['aliases of aliases', `yamldecode(${JSON.stringify(laughs(20))})`],
    ['aliases without end', 'yamldecode("a: &a [*a, *a]")'],
    ['a deep YAML text', `yamldecode(${JSON.stringify('['.repeat(5000))})`],
    ['a wide table', `csvdecode("${'a'.repeat(10)}\\n\${join("\\n", local.many)}\\n\${join("\\n", local.many)}")`],
  ])('%s is not made', (_, expression) => {
    const value = evaluate(expression)
    expect(value === undefined || !isKnown(value)).toBe(true)
  })

  it.each([
    ['chunks of one', 'chunklist(local.many, 1)'],
    ['a text reversed', 'strrev(local.mega)'],
    ['the end of a text', 'substr(local.mega, 999990, -1)'],
    ['a text in capitals', 'upper(local.mega)'],
    ['titles', 'title(local.mega)'],
    ['a text in base64', 'length(base64encode(local.kilo))'],
    ['a pattern of many ways', 'regexall("(x*)*y", local.kilo)'],
    ['everything that ends in nothing', 'trimsuffix(local.mega, local.kilo)'],
    ['line breaks at the end', `length(chomp("\${replace(local.kilo, "x", "\\n")}a"))`],
    ['one key for all', 'transpose({ for i in local.some : "k${i}" => ["x"] })'],
    ['the distinct ones', 'length(distinct(local.many))'],
    ['subnets', 'cidrsubnets("10.0.0.0/8", [for i in range(255) : 8]...)'],
    ['many sums', 'sum(local.many)'],
  ])('%s stays within the limits', (_, expression) => {
    const value = evaluate(expression)
    expect(value === undefined || sizeOf(value) <= Math.max(MAX_ITEMS, MAX_TEXT_LENGTH)).toBe(true)
  })
})

/** Lists of ten aliases of the list before. */
function laughs(levels: number): string {
  const lines = Array.from(
    { length: levels },
    (_, at) => `l${at + 1}: &l${at + 1} [${Array(10).fill(`*l${at}`).join()}]`,
  )
  return ['l0: &l0 ha', ...lines].join('\n')
}

function sizeOf(value: Value): number {
  if (value.kind === 'list') return value.items.length
  if (value.kind !== 'text') return 1
  return value.parts.reduce((sum, part) => sum + (part.kind === 'literal' ? part.text.length : 1), 0)
}

describe('a text that is long and harmless', () => {
  it('is read whatever comments it begins with', () => {
    const text = `${'# a line of a licence\n\n'.repeat(200)}a: 1\n`
    const value = evaluate(`yamldecode(${JSON.stringify(text)}).a`)
    expect(value).toMatchObject({ kind: 'number', digits: '1' })
  })
})
