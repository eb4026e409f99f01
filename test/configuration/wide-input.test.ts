import { describe, expect, it } from 'vitest'
import { differ, NO_ACCESS } from '../../src/core/difference/differ.ts'
import { configure } from './module-double.ts'

/** More than a call can take as arguments: what is spread into one would overflow the stack. */
const MANY = 130_000

/** As many as may stand side by side. */
const ALLOWED = 9_999

function many(count: number, one: (index: number) => string, separator = ', '): string {
  return Array.from({ length: count }, (_, index) => one(index)).join(separator)
}

function policy(action: string): string {
  return `resource "aws_iam_policy" "wide" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ${action}, Resource = "*" }] })\n}\n`
}

function policyText(statements: string): string {
  return `resource "aws_iam_policy" "wide" {\n  policy = <<EOF\n{"Statement":[${statements}]}\nEOF\n}\n`
}

const STATEMENT = '{"Effect":"Allow","Action":"s3:*","Resource":"*"}'

const SHAPES: readonly (readonly [string, (count: number) => string])[] = [
  ['a list', (count) => policy(`[${many(count, (index) => `"s3:a${index}"`)}]`)],
  [
    'a list in functions',
    (count) => policy(`${'flatten('.repeat(90)}[${many(count, () => '"s3:*"')}]${')'.repeat(90)}`),
  ],
  ['an object', (count) => policy(`values({ ${many(count, (index) => `k${index} = "s3:*"`)} })`)],
  ['the arguments of a call', (count) => policy(`concat(${many(count, () => '["s3:*"]')})`)],
  ['a template', (count) => policy(`"s3:${many(count, () => '${var.a}', '-')}"`)],
  ['the statements of a text', (count) => policyText(many(count, () => STATEMENT, ','))],
  [
    'the actions of a text',
    (count) => policyText(STATEMENT.replace('"s3:*"', `[${many(count, () => '"s3:*"', ',')}]`)),
  ],
  [
    'blocks',
    (count) =>
      `data "aws_iam_policy_document" "wide" {\n${many(count, () => 'statement {}', '\n')}\n}\n${policy('data.aws_iam_policy_document.wide.json')}`,
  ],
]

/** What is said of the whole: no access is lost without a word, whatever the size. */
function expectHeld(text: string): void {
  const module = configure(text)
  const [holder] = differ(NO_ACCESS, module)
  const problems = module.diagnostics.filter(({ severity }) => severity === 'error')
  expect([...problems, ...(holder?.difference.granted ?? []), ...(holder?.difference.undecided ?? [])]).not.toEqual([])
}

describe('more side by side than anybody writes', () => {
  it.each(SHAPES)('%s: is refused, and says so', (_, shape) => {
    const { diagnostics } = configure(shape(MANY))
    expect(diagnostics.map(({ code }) => code)).toContainEqual(
      expect.stringMatching(/^(?:hcl-siblings-limit|hcl-file-limit|json-siblings-limit|too-many)/),
    )
  })

  it.each(SHAPES)('%s: as much as is read is decided or held', (_, shape) => {
    expectHeld(shape(ALLOWED))
  })
})

it('attributes of a resource beyond the limit leave the rest of the file unread, with the place', () => {
  const text = `resource "aws_iam_role" "wide" {\n${many(10_001, (index) => `  a${index} = 1`, '\n')}\n}\n`
  const [diagnostic, ...others] = configure(text).diagnostics
  expect(diagnostic).toMatchObject({ severity: 'error', code: 'hcl-siblings-limit', summary: 'Too many items' })
  expect(text.slice(diagnostic?.subject.start ?? 0).trimStart()).toMatch(/^a10000 = 1/)
  expect(others).toEqual([])
})
