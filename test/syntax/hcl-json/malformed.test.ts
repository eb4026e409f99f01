import { describe, expect, it } from 'vitest'
import { parseFile } from '../../../src/core/configuration/terraform/parse-file.ts'
import type { HclFile } from '../../../src/core/syntax/hcl/ast.ts'
import fc from '../../seeded-properties.ts'
import { bodyText } from '../tree-text.ts'

const parse = (text: string): HclFile => parseFile('main.tf.json', text)

/** Codes of the diagnostics, each with what it points at. */
function problems(file: HclFile): readonly (readonly [string, string])[] {
  return file.diagnostics.map(({ code, severity, subject }) => {
    expect([severity, subject.file]).toEqual(['error', file.path])
    return [code, file.text.slice(subject.start, subject.end)]
  })
}

describe('a file that is no JSON', () => {
  it.each([
    ['nothing', '', '', ''],
    ['a cut-off block', '{"locals": {"a": 1, "b": [1, 2', '', 'locals {a: 1; b: malformed}'],
    [
      'a cut-off text',
      '{"locals": {"a": 1}, "variable": {"v": {"default": "x',
      '"x',
      'locals {a: 1}; variable "v" {default: malformed}',
    ],
    ['a comma too many', '{"locals": {"a": {"x": 1,}, "b": 2}}', '}', 'locals {a: malformed}'],
    ['a comma too few', '{"locals": {"a": 1 "b": 2}, "output": {}}', '"b"', 'locals {a: 1}'],
    ['a comment', '{"locals": {"a": 1}, // no\n "output": {}}', '// no', 'locals {a: 1}'],
    ['an unknown word', '{"locals": {"a": yes}}', 'yes', 'locals {a: malformed}'],
    ['a key without quotes', '{"locals": {"a": 1}, b: 2}', 'b', 'locals {a: 1}'],
    ['something after the end', '{"locals": {"a": 1}} {}', '{', 'locals {a: 1}'],
    ['a control character in a text', '{"locals": {"a": 1, "b": "x\ty"}}', '"x\ty"', 'locals {a: 1; b: malformed}'],
    ['an escape that is none', '{"locals": {"a": "\\x"}}', '"\\x"', 'locals {a: malformed}'],
    ['a number that is none', '{"locals": {"a": 01}}', '1', 'locals {a: 0}'],
  ])('keeps what came before %s', (_, text, place, body) => {
    const file = parse(text)
    expect(problems(file)).toEqual([[expect.stringMatching(/^json-(syntax|comment)$/), place]])
    expect(bodyText(file.body)).toBe(body)
  })

  it('is said to nest too deeply', () => {
    const file = parse(`{"locals": {"a": 1, "b": ${'['.repeat(100_000)}`)
    expect(problems(file)).toEqual([['json-nesting-limit', '[']])
    expect(bodyText(file.body)).toBe('locals {a: 1; b: malformed}')
  })

  it('begins with a byte order mark, which Terraform refuses', () => {
    const file = parse('\ufeff{"locals": {"a": 1}}')
    expect(problems(file)).toEqual([['json-bom', '\ufeff']])
    expect(bodyText(file.body)).toBe('locals {a: 1}')
  })
})

describe('JSON that is no configuration', () => {
  it.each([
    ['a number at the root', '1', 'hcl-json-type', '1', ''],
    ['null at the root', 'null', 'hcl-json-type', 'null', ''],
    ['a text among the objects of the root', '[{"locals": {"a": 1}}, "x"]', 'hcl-json-type', '"x"', 'locals {a: 1}'],
    ['a text in the place of a body', '{"locals": "x", "moved": {}}', 'hcl-json-type', '"x"', 'moved {}'],
    ['a number in the place of labels', '{"resource": {"t": 1}}', 'hcl-json-type', '1', ''],
    ['no label', '{"resource": {"t": {}}}', 'hcl-json-label', '{}', ''],
    ['no label in an empty array', '{"variable": []}', 'hcl-json-label', '[]', ''],
    [
      'a template in the place of blocks',
      '{"data": {"aws_iam_policy_document": {"d": {"statement": "${x}"}}}}',
      'hcl-json-type',
      '"${x}"',
      'data "aws_iam_policy_document" "d" {}',
    ],
    [
      'an argument given twice',
      '{"locals": {"a": 1, "\\u0061": 2}}',
      'hcl-duplicate-attribute',
      '"\\u0061"',
      'locals {a: 1}',
    ],
    [
      'a key given twice',
      '{"locals": {"a": {"b": 1, "b": 2}}}',
      'json-duplicate-key',
      '"b"',
      'locals {a: {"b"=1 "b"=2}}',
    ],
    ['a property that Terraform does not know', '{"nonsense": 1}', 'hcl-json-type', '1', ''],
    [
      'a number beyond the limits',
      '{"locals": {"a": 1e100000, "b": 1}}',
      'hcl-number-limit',
      '1e100000',
      'locals {a: malformed; b: 1}',
    ],
    [
      'a template that does not parse',
      '{"locals": {"a": "\\u0041\\u0041${1 2}", "b": 1}}',
      'hcl-syntax',
      '2',
      'locals {a: malformed; b: 1}',
    ],
    [
      'an unknown directive',
      '{"locals": {"a": "\\n%{ when }"}}',
      'hcl-unknown-directive',
      'when',
      'locals {a: malformed}',
    ],
    [
      'a template in the place of a reference',
      '{"output": {"o": {"depends_on": ["${a}"]}}}',
      'hcl-syntax',
      '$',
      'output "o" {depends_on: [malformed]}',
    ],
    [
      'a sequence after a stray carriage return',
      '{"locals": {"a": "x\\ry${1}"}}',
      'hcl-stray-carriage-return',
      '\\r',
      'locals {a: malformed}',
    ],
  ])('says where there is %s', (_, text, code, place, body) => {
    const file = parse(text)
    expect(problems(file)).toEqual([[code, place]])
    expect(bodyText(file.body)).toBe(body)
  })

  it('tells so many errors and no more', () => {
    const file = parse(`{"locals": {${Array.from({ length: 500 }, (_, at) => `"a${at}": "\${"`).join()}}}`)
    expect(file.diagnostics).toHaveLength(101)
    expect(file.diagnostics.at(-1)?.code).toBe('hcl-too-many-errors')
    expect(file.body.blocks[0]?.body.attributes.size).toBe(500)
  })
})

const WHOLE = JSON.stringify({
  '//': { metadata: { version: '1' } },
  locals: [{ a: 'x${var.a}', b: [1, { 'c\n': null }] }],
  resource: { t: { n: { lifecycle: { ignore_changes: ['a'] }, d: '%{ if true }é%{ endif }' } }, u: [{ m: {} }] },
})

it('loses no block before the place where a text was cut off or spoilt', () => {
  const blocks = bodyText(parse(WHOLE).body)
  expect(blocks).toMatch(/^locals .* resource "u" "m" \{\}$/)
  fc.assert(
    fc.property(fc.nat(WHOLE.length - 1), fc.constantFrom('', '\u0001', '}', ']', '"', ','), (at, spoilt) => {
      const text = spoilt === '' ? WHOLE.slice(0, at) : WHOLE.slice(0, at) + spoilt + WHOLE.slice(at)
      const file = parse(text)
      for (const { subject } of file.diagnostics) expect(subject.end).toBeLessThanOrEqual(text.length)
      const isJson = (() => {
        try {
          return JSON.parse(text) !== undefined
        } catch {
          return false
        }
      })()
      if (!isJson) expect(file.diagnostics.length).toBeGreaterThan(0)
      const whole = parse(WHOLE).body.blocks.filter((block) => block.end < at)
      const kept = file.body.blocks.slice(0, whole.length)
      expect(bodyText({ ...file.body, attributes: new Map(), blocks: kept })).toBe(
        bodyText({ ...file.body, attributes: new Map(), blocks: whole }),
      )
    }),
    { numRuns: 500 },
  )
})
