import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { configure } from './module-double.ts'

interface Body {
  readonly header: string
  readonly attributes: readonly (readonly [string, string])[]
  readonly blocks: readonly Body[]
}

const body = (header: string, attributes: Readonly<Record<string, string>>, blocks: readonly Body[] = []): Body => ({
  header,
  attributes: Object.entries(attributes),
  blocks,
})

const MODULE: readonly Body[] = [
  body('variable "name"', { type: 'string', default: '"data"' }),
  body('variable "flag"', { default: 'true' }),
  body('locals', {
    read: '["s3:GetObject", "s3:List*"]',
    rules: '{ b = ["s3:Put*"], a = local.read }',
    envs: 'toset(["dev", "prod"])',
  }),
  body('provider "aws"', { region: '"eu-west-1"' }, [
    body('assume_role', { role_arn: '"arn:aws:iam::111122223333:role/x"', session_name: '"s"' }),
  ]),
  body('resource "aws_s3_bucket" "b"', {
    for_each: 'local.envs',
    bucket: '"${var.name}-${each.key}"',
    force_destroy: 'true',
  }),
  body('resource "aws_kms_key" "k"', { deletion_window_in_days: '7', is_enabled: 'true' }),
  body('data "aws_iam_policy_document" "d"', { policy_id: '"p"', version: '"2012-10-17"' }, [
    body('statement', { sid: '"A"', actions: 'local.read', resources: '[for b in aws_s3_bucket.b : "${b.arn}/*"]' }, [
      body('condition', { test: '"StringEquals"', variable: '"aws:PrincipalTag/team"', values: '["core", var.name]' }),
    ]),
    body('dynamic "statement"', { for_each: 'local.rules' }, [
      body('content', {
        actions: 'statement.value',
        resources: '["arn:aws:s3:::${statement.key}", aws_kms_key.k.something]',
      }),
    ]),
  ]),
  body('resource "aws_iam_policy" "p"', {
    count: 'var.flag ? 1 : 0',
    name: '"p"',
    policy: 'data.aws_iam_policy_document.d.json',
  }),
  body('resource "aws_iam_role" "r"', {
    name: '"r"',
    permissions_boundary: '"arn:aws:iam::aws:policy/PowerUserAccess"',
    assume_role_policy:
      'jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })',
  }),
  body('module "m"', { source: '"a/b/aws"', version: '"1.0"', policy: 'module.n.json', size: '3' }),
  body('module "n"', { source: '"a/c/aws"', role_names: '["x"]' }),
  body('resource "aws_security_group" "s"', { name: '"s"', vpc_id: 'var.name' }, [
    body('ingress', { from_port: '22', to_port: '22', protocol: '"tcp"', cidr_blocks: '["10.0.0.0/8"]' }),
  ]),
]

/** A source of choices: every call takes the next number. */
type Choose = (below: number) => number

function chooser(numbers: readonly number[]): Choose {
  let at = 0
  return (below) => (numbers[at++ % Math.max(1, numbers.length)] ?? 0) % below
}

const GAPS = ['', ' ', '  ', '\t', ' /* note */ ']
const LINES = ['', '\n', '# comment\n', '// { not a block\n', '/* a\n   b */\n']

function print(block: Body, choose: Choose, indent: string): string {
  const attributes = shuffle(block.attributes, choose)
  const inner = `${indent}${' '.repeat(choose(5))}`
  const lines = attributes.map(
    ([name, value]) =>
      `${LINES[choose(5)]}${inner}${name}${GAPS[choose(5)]}=${GAPS[choose(5)]}${value}${choose(2) === 0 ? '' : ' # end'}\n`,
  )
  const blocks = block.blocks.map((each) => print(each, choose, inner))
  const parts = choose(2) === 0 ? [...lines, ...blocks] : [...blocks, ...lines]
  return `${LINES[choose(5)]}${indent}${block.header} {\n${parts.join('')}${indent}}\n`
}

function shuffle<T>(items: readonly T[], choose: Choose): readonly T[] {
  const rest = [...items]
  const shuffled: T[] = []
  while (rest.length > 0) shuffled.push(...rest.splice(choose(rest.length), 1))
  return shuffled
}

/** Everything but the places, in an order that the source's does not decide. */
function meaning(text: string, kind: 'declared' | 'unset'): readonly string[] {
  const { policies, opaque, diagnostics, addresses } = configure(text, { variant: { kind } })
  const codes = diagnostics.map((each) => each.code)
  return [...policies, ...opaque, ...codes, ...addresses].map(withoutPlaces).sort()
}

function withoutPlaces(item: unknown): string {
  return JSON.stringify(item, (key, value: unknown) => (['span', 'spans', 'origins'].includes(key) ? undefined : value))
}

describe('reformatting', () => {
  it.each(['declared', 'unset'] as const)('changes nothing of what a module means (%s)', (kind) => {
    const plain = meaning(MODULE.map((block) => print(block, chooser([0]), '')).join(''), kind)
    expect(plain.filter((each) => each.includes('"kind":"statement"')).length).toBeGreaterThan(1)
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 50, maxLength: 200 }), fc.boolean(), (numbers, reversed) => {
        const choose = chooser(numbers)
        const printed = MODULE.map((block) => print(block, choose, ''))
        expect(meaning((reversed ? printed.toReversed() : printed).join(''), kind)).toEqual(plain)
      }),
      { numRuns: 60 },
    )
  })
})
