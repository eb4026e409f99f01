import { describe, expect, it } from 'vitest'
import { parseHcl } from '../../src/core/syntax/hcl/parse.ts'
import { runs } from '../properties/runs.ts'
import fc from '../seeded-properties.ts'
import { chooser } from '../syntax/layout.ts'
import { reprint } from '../syntax/reprint.ts'
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

function print(block: Body, indent = ''): string {
  const inner = `${indent}  `
  const lines = block.attributes.map(([name, value]) => `${inner}${name} = ${value}\n`)
  const blocks = block.blocks.map((each) => print(each, inner))
  return `${indent}${block.header} {\n${[...lines, ...blocks].join('')}${indent}}\n`
}

const TEXT = MODULE.map((block) => print(block)).join('')

/** Everything but the places, in an order that the source's does not decide. */
function meaning(text: string, kind: 'declared' | 'unset'): readonly string[] {
  const { policies, opaque, diagnostics, addresses } = configure(text, { variant: { kind } })
  const codes = diagnostics.map((each) => each.code)
  return [...policies, ...opaque, ...codes, ...addresses.keys()].map(withoutPlaces).sort()
}

function withoutPlaces(item: unknown): string {
  return JSON.stringify(item, (key, value: unknown) =>
    ['span', 'spans', 'origins', 'calls'].includes(key) ? undefined : value,
  )
}

describe('reformatting', () => {
  it.each(['declared', 'unset'] as const)('changes nothing of what a module means (%s)', (kind) => {
    const plain = meaning(TEXT, kind)
    expect(plain.filter((each) => each.includes('"kind":"statement"')).length).toBeGreaterThan(1)
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { minLength: 50, maxLength: 200 }), (numbers) => {
        const other = reprint(parseHcl('main.tf', TEXT), chooser(numbers), { heredocs: false, parentheses: false })
        expect(meaning(other, kind)).toEqual(plain)
      }),
      { numRuns: runs(60) },
    )
  })
})

const policy = (value: string): string => `resource "aws_iam_policy" "p" {\n  name   = "p"\n  policy = ${value}\n}\n`
const STATEMENT = '{ Effect = "Allow", Action = ["s3:GetObject", "s3:ListBucket"], Resource = var.arn }'
const POLICY = policy(`jsonencode({ Statement = [${STATEMENT}] })`)
const VARIABLE = 'variable "arn" {\n  default = "arn:aws:s3:::data/*"\n}\n'
const JSON_TEXT = '{"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "${var.arn}"}]}'

describe('one meaning in two layouts', () => {
  it.each([
    ['CRLF line ends', POLICY, POLICY.replaceAll('\n', '\r\n')],
    ['a byte order mark', POLICY, `\ufeff${POLICY}`],
    ['tabs', POLICY, POLICY.replaceAll(/ +/g, '\t')],
    ['aligned equals signs', POLICY, POLICY.replaceAll(' = ', '        =        ')],
    ['blank lines', POLICY, POLICY.replaceAll('\n', '\n\n\n')],
    ['comments with #', POLICY, POLICY.replaceAll('\n', ' # }\n# {\n')],
    ['comments with //', POLICY, POLICY.replaceAll('\n', ' // "\n//\n')],
    ['comments with /*', POLICY, POLICY.replaceAll(/([={[,])/g, '$1 /* ] \n } */ ')],
    ['a trailing comma', POLICY, POLICY.replace('"s3:ListBucket"]', '"s3:ListBucket",]')],
    ['a list over several lines', POLICY, POLICY.replace('["s3:GetObject", ', '[\n"s3:GetObject",\n')],
    ['an object over several lines', POLICY, POLICY.replace('{ Effect = "Allow", ', '{\nEffect = "Allow"\n')],
    ['colons in objects', POLICY, POLICY.replace('Effect =', 'Effect :')],
    ['quoted keys', POLICY, POLICY.replace('Effect =', '"Effect" =')],
    ['unquoted labels', POLICY, POLICY.replace('"aws_iam_policy" "p"', 'aws_iam_policy p')],
    ['an interpolation of nothing else', POLICY, POLICY.replace('var.arn', '"${var.arn}"')],
    ['parentheses', POLICY, POLICY.replace('var.arn', '((var.arn))').replace('[{', '([({').replace('}]', '})])')],
    [
      'another order of arguments',
      POLICY,
      policy(
        `jsonencode({ Statement = [{ Resource = var.arn, Action = ["s3:GetObject", "s3:ListBucket"], Effect = "Allow" }] })`,
      ),
    ],
    ['a heredoc for a quoted text', policy(JSON.stringify(`${JSON_TEXT}\n`)), policy(`<<EOT\n${JSON_TEXT}\nEOT`)],
    ['an indented heredoc', policy(`<<EOT\n${JSON_TEXT}\nEOT`), policy(`<<-EOT\n      ${JSON_TEXT}\n    EOT`)],
    ['another marker', policy(`<<EOT\n${JSON_TEXT}\nEOT`), policy(`<<POLICY\n${JSON_TEXT}\nPOLICY`)],
  ])('%s', (_, text, other) => {
    expect(other).not.toBe(text)
    for (const kind of ['declared', 'unset'] as const) {
      expect(meaning(other + VARIABLE, kind)).toEqual(meaning(VARIABLE + text, kind))
    }
    expect(configure(other + VARIABLE).diagnostics).toEqual([])
  })
})
