import { describe, expect, it } from 'vitest'
import { parseFile } from '../../../src/core/configuration/terraform/parse-file.ts'
import fc from '../../seeded-properties.ts'
import { bodyText } from '../tree-text.ts'
import { checkPlaces } from './check-places.ts'
import { CONFIGURATION, VALUES } from './local-values.ts'

describe('places', () => {
  it('are exact in every value', () => {
    let nodes = 0
    for (const value of VALUES) {
      const file = parseFile('main.tf.json', `{ "locals" : {"value" :\n ${value}} }`)
      if (file.diagnostics.length === 0) nodes += checkPlaces(file)
    }
    expect(nodes).toBeGreaterThan(700)
  })

  it.each([0, 2])('are exact in a module with indentation %s', (indentation) => {
    const text = JSON.stringify(MODULE, null, indentation)
    expect(checkPlaces(parseFile('main.tf.json', text))).toBeGreaterThan(150)
  })

  it('are exact whatever escapes and white space a module is written with', () => {
    fc.assert(
      fc.property(VALUE, fc.array(fc.nat(1000), { minLength: 20, maxLength: 60 }), (value, numbers) => {
        const module = { locals: { value, 'k"\\é': [value] }, resource: { t: { 'n\u00e9': [{ a: value }] } } }
        const file = parseFile('main.tf.json', print(module, chooser(numbers)))
        expect(file.diagnostics).toEqual([])
        expect(checkPlaces(file)).toBeGreaterThan(10)
        expect(bodyText(file.body)).toBe(bodyText(parseFile('main.tf.json', JSON.stringify(module)).body))
      }),
      { numRuns: 150 },
    )
  })
})

const MODULE = {
  ...CONFIGURATION,
  provider: { aws: [{ alias: 'e', region: '${var.name}' }, { region: 'r' }] },
  data: {
    aws_iam_policy_document: {
      d: {
        statement: [
          { actions: ['${var.name}:Get', 's3:*'], resources: ['*'], principals: { type: 'AWS', identifiers: [] } },
          { condition: [{ test: '${upper("a")}', variable: 'aws:$${x}', values: ['"${var.rules["a"][*]}"'] }] },
        ],
        dynamic: { statement: { for_each: '${var.rules}', iterator: 's', content: { actions: '${s.value}' } } },
      },
    },
  },
  module: { m: { source: './m', providers: { aws: 'aws.e' }, depends_on: ['data.aws_iam_policy_document.d'] } },
  moved: { from: 't.a["\u00e9\ud83d\ude00"]', to: 'module.m.t.b' },
}

/** Pieces of templates that stand beside each other in any order. */
const PIECES = [
  '${var.name}',
  '${upper("a-${var.name}\\n")}',
  '${[for k, v in var.rules : "${k}\\"${v[0]}" if k != ""]}',
  '${values(var.rules)[*].a.b[0]}',
  '${{ a = "\\u0041", "b c" = 1 }}',
  '${var.x ? "é" : "\ud83d\ude00"}',
  '%{ if var.x ~}\n  yes\n%{ else }no\\n%{ endif ~}\n',
  '%{ for k, v in var.rules }${k}\t%{ endfor }',
  '$${',
  '%%{',
  '$$${',
  '"\\/\b\f\n\r\n\t',
  '\u00e9\u2028\ud83d\ude00\u0001',
]

const TEXT = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.stringMatching(/^[a-z ~}.-]{0,6}$/)), { maxLength: 6 })

const { value: VALUE } = fc.letrec<{ value: unknown; text: string }>((tie) => ({
  text: TEXT.map((pieces) => pieces.join('')),
  value: fc.oneof(
    { maxDepth: 3 },
    tie('text'),
    fc.constantFrom(null, true, -1.5, 3),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      tie('text').map((key) => key.slice(0, key.includes('{') ? 0 : 9)),
      tie('value'),
      { maxKeys: 3 },
    ),
  ),
}))

/** A source of choices: every call takes the next number. */
type Choose = (below: number) => number

function chooser(numbers: readonly number[]): Choose {
  let at = 0
  return (below) => (numbers[at++ % numbers.length] ?? 0) % below
}

const GAPS = ['', '', ' ', '\n', '\t ', '\r\n']

/** JSON with white space and escape sequences as chosen. */
function print(value: unknown, choose: Choose): string {
  const gap = () => GAPS[choose(GAPS.length)] ?? ''
  const inner = (item: unknown) => `${gap()}${print(item, choose)}${gap()}`
  if (typeof value === 'string') return `"${[...printed(value, choose)].join('')}"`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${gap()}${value.map(inner).join(',')}]`
  const members = Object.entries(value).map(([key, item]) => `${inner(key)}:${inner(item)}`)
  return `{${gap()}${members.join(',')}}`
}

function* printed(text: string, choose: Choose): Generator<string> {
  for (const character of text) {
    const units = character.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    yield choose(4) === 0 ? units.join('') : JSON.stringify(character).slice(1, -1)
  }
}
