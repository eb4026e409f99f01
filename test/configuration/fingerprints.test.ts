import { describe, expect, it } from 'vitest'
import { configure, type ModuleOptions, resourcePatterns, type Sources } from './module-double.ts'

const POLICY = (resource: string): string => `
  resource "aws_iam_user_policy" "x" {
    user   = "u"
    policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = ${resource} }] })
  }
`

/** The text of the policy's resource with symbols as fingerprints: equal texts mean the same thing. */
function meaning(reference: string, sources: Sources, options: ModuleOptions = {}): string {
  const files = typeof sources === 'string' ? { 'main.tf': sources } : sources
  const access = configure({ ...files, 'policy.tf': POLICY(reference) }, options)
  expect(access.diagnostics.filter((each) => each.severity === 'error')).toEqual([])
  const [pattern] = resourcePatterns(access)
  expect(pattern).toContain('<')
  return pattern ?? ''
}

const BUCKET = 'resource "aws_s3_bucket" "b" {\n bucket = "data"\n}'
const ARN = 'aws_s3_bucket.b.arn'

describe('what leaves the meaning of an unchanged name alone', () => {
  const before = meaning(ARN, BUCKET)

  it.each([
    ['a tag', 'resource "aws_s3_bucket" "b" {\n bucket = "data"\n tags = { a = "b" }\n}'],
    ['layout and comments', 'resource aws_s3_bucket b { # logs\n\n  bucket   =   "data" /* here */\n}'],
    ['a literal that becomes a local', `locals {\n name = "data"\n}\n${BUCKET.replace('"data"', 'local.name')}`],
    ['lifecycle', 'resource "aws_s3_bucket" "b" {\n bucket = "data"\n lifecycle {\n prevent_destroy = true\n }\n}'],
    ['another provider configuration beside', `provider "aws" {\n alias = "east"\n region = "us-east-1"\n}\n${BUCKET}`],
  ])('%s', (_, source) => {
    expect(meaning(ARN, source)).toBe(before)
  })

  it('a Terraform address that changes while the bucket keeps its name', () => {
    expect(meaning('aws_s3_bucket.other.arn', BUCKET.replace('"b"', '"other"'))).toBe(before)
  })

  it('for_each around a bucket that keeps its name', () => {
    const source = 'resource "aws_s3_bucket" "b" {\n for_each = toset(["data"])\n bucket = each.key\n}'
    expect(meaning('aws_s3_bucket.b["data"].arn', source)).toBe(before)
  })
})

describe('what changes the meaning behind an unchanged name', () => {
  const role = (name: string, path: string): string =>
    `resource "aws_iam_role" "r" {\n name = "${name}"\n path = "${path}"\n}`
  const provider = (region: string): string => `provider "aws" {\n region = "${region}"\n}\n${BUCKET}`
  const aliased = (alias: string): string => `
    provider "aws" {
      alias  = "a"
      region = "eu-west-1"
    }
    provider "aws" {
      alias  = "b"
      region = "us-east-1"
    }
    resource "aws_s3_bucket" "b" {
      bucket   = "data"
      provider = aws.${alias}
    }
  `
  const key = (text: string): string => `resource "aws_kms_key" "k" {\n ${text}\n}`
  const imported = (id: string): string => `${key('')}\nimport {\n to = aws_kms_key.k\n id = "${id}"\n}`
  const data = (argument: string): string => `data "aws_s3_bucket" "b" {\n bucket = "${argument}"\n}`
  const variable = (type: string): string => `variable "v" {\n type = ${type}\n}`
  const call = (source: string, version: string, input: string): string =>
    `module "m" {\n source = "${source}"\n version = "${version}"\n name = "${input}"\n}`
  const local = (output: string): Sources => ({
    'main.tf': 'module "m" {\n source = "./child"\n}',
    'child/main.tf': `${BUCKET}\nresource "aws_s3_bucket" "secret" {\n bucket = "secret"\n}\noutput "arn" {\n value = ${output}\n}`,
  })

  it.each<[string, string, Sources, Sources]>([
    ['a bucket name', ARN, BUCKET, BUCKET.replace('data', 'payroll')],
    [
      'a bucket name in a local',
      ARN,
      `locals {\n n = "a"\n}\n${BUCKET.replace('"data"', 'local.n')}`,
      `locals {\n n = "b"\n}\n${BUCKET.replace('"data"', 'local.n')}`,
    ],
    [
      'a bucket prefix',
      ARN,
      BUCKET.replace('bucket =', 'bucket_prefix ='),
      BUCKET.replace('bucket = "data"', 'bucket_prefix = "x"'),
    ],
    ['the path of a role', 'aws_iam_role.r.arn', role('r', '/a/'), role('r', '/b/')],
    ['the name of a role', 'aws_iam_role.r.unique_id', role('r', '/a/'), role('s', '/a/')],
    ['the region of the provider', ARN, provider('eu-west-1'), provider('us-east-1')],
    ['the alias of the provider', ARN, aliased('a'), aliased('b')],
    ['what is imported to the address', 'aws_kms_key.k.arn', imported('1'), imported('2')],
    ['an argument of a data source', 'data.aws_s3_bucket.b.arn', data('a'), data('b')],
    [
      'an attribute that is not the name',
      'aws_kms_key.k.something',
      key('deletion_window_in_days = 7'),
      key('deletion_window_in_days = 8'),
    ],
    ['the type of a variable', 'var.v', variable('string'), variable('list(string)')],
    ['the source of a module', 'module.m.arn', call('a/b/aws', '1', 'x'), call('a/c/aws', '1', 'x')],
    ['the version of a module', 'module.m.arn', call('a/b/aws', '1', 'x'), call('a/b/aws', '2', 'x')],
    ['an input of a module', 'module.m.arn', call('a/b/aws', '1', 'x'), call('a/b/aws', '1', 'y')],
    [
      'what an output of a local module refers to',
      'module.m.arn',
      local('aws_s3_bucket.b.arn'),
      local('aws_s3_bucket.secret.arn'),
    ],
    ['an argument of an unknown function', 'provider::aws::x("a")', '', ''],
  ])('%s', (name, reference, before, after) => {
    const changed = name.includes('function') ? reference.replace('"a"', '"b"') : reference
    expect(meaning(reference, before)).not.toBe(meaning(changed, after))
  })

  describe('a file at a path that is not known', () => {
    const at = (call: string, ...files: readonly (readonly [string, string])[]): string =>
      meaning(call, { 'main.tf': 'variable "v" {}', ...Object.fromEntries(files) })

    it.each([
      ['file("${path.module}/${var.v}.json")', 'a/b.json'],
      ['file(var.v)', 'anywhere.txt'],
      ['filesha256("${var.v}/x.json")', 'x.json'],
      ['templatefile("${var.v}.tpl", {})', 'x.tpl'],
      ['fileset("${var.v}", "*.json")', 'b.json'],
      ['fileset(".", "**/${var.v}.json")', 'b.json'],
      ['fileexists("${var.v}.json")', 'b.json'],
    ])('%s may be any that ends so', (call, path) => {
      expect(at(call, [path, 'one'])).not.toBe(at(call, [path, 'two']))
      expect(at(call)).not.toBe(at(call, [path, 'one']))
    })

    it('is none that ends otherwise', () => {
      const call = 'file("${path.module}/${var.v}.json")'
      expect(at(call, ['a.json', 'one'], ['README.md', 'x'])).toBe(at(call, ['a.json', 'one'], ['README.md', 'y']))
    })
  })

  it('the directory whose variable it is', () => {
    const at = (directory: string): string =>
      resourcePatterns(
        configure({ [`${directory}/main.tf`]: `variable "v" {}\n${POLICY('var.v')}` }, { directory }),
      ).join()
    expect(at('dev')).not.toBe(at('prod'))
  })

  it('another resource of the same type without a name', () => {
    const keys = `${key('')}\n${key('').replace('"k"', '"other"')}`
    expect(meaning('aws_kms_key.k.arn', keys)).not.toBe(meaning('aws_kms_key.other.arn', keys))
  })

  it('another name of the same type where names are not unique', () => {
    const pool = (label: string): string => `resource "aws_cognito_user_pool" "${label}" {\n name = "pool"\n}`
    const pools = `${pool('a')}\n${pool('b')}`
    expect(meaning('aws_cognito_user_pool.a.arn', pools)).not.toBe(meaning('aws_cognito_user_pool.b.arn', pools))
  })

  it('another key of an instance', () => {
    const keys = 'resource "aws_kms_key" "k" {\n for_each = toset(["a", "b"])\n}'
    expect(meaning('aws_kms_key.k["a"].arn', keys)).not.toBe(meaning('aws_kms_key.k["b"].arn', keys))
  })
})

describe('a default behind a variable that nobody sets', () => {
  it('shows in the declared variant and not in the unset one', () => {
    const source = (value: string): string => `variable "v" {\n default = "${value}"\n}\n${POLICY('var.v')}`
    const unset = { variant: { kind: 'unset' } } as const
    expect(resourcePatterns(configure(source('a')))).toEqual(['a'])
    expect(resourcePatterns(configure(source('b')))).toEqual(['b'])
    expect(resourcePatterns(configure(source('a'), unset))).toEqual(resourcePatterns(configure(source('b'), unset)))
  })
})
