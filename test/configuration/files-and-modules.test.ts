import { describe, expect, it } from 'vitest'
import { configure, describeAccess, resourcePatterns } from './module-double.ts'

const policy = (document: string): string =>
  `resource "aws_iam_user_policy" "x" {\n user = "u"\n policy = ${document}\n}\n`
const grant = (resource: string): string =>
  policy(`jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = ${resource} }] })`)

describe('files that configuration reads', () => {
  const json = '{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}'
  const granted = { 'identity user:infra/u': ['Allow | Action s3:* | Resource *'] }

  it('are those of the repository, from the module’s directory', () => {
    const files = {
      'infra/main.tf': policy('file("${path.module}/../policies/p.json")'),
      'policies/p.json': json,
    }
    const access = configure(files, { directory: 'infra' })
    expect(describeAccess(access)).toEqual(granted)
    expect(access.read).toEqual(['infra/main.tf', 'policies/p.json'])
    expect(access.wanted).toEqual([])
  })

  it('are asked for where they are not loaded', () => {
    const files = { 'infra/main.tf': policy('templatefile("p.tftpl", { a = 1 })') }
    const access = configure(files, { directory: 'infra', notLoaded: ['infra/p.tftpl'] })
    expect(access.wanted).toEqual(['infra/p.tftpl'])
    expect(access.diagnostics).toEqual([])
    expect(describeAccess(access)).toEqual({ 'identity user:infra/u': ['opaque templatefile(…)'] })
  })

  it('may be any where the path is unknown, and none outside of the repository', () => {
    const unknown = configure(`variable "p" {}\n${policy('file(var.p)')}`)
    expect(describeAccess(unknown)).toEqual({ 'identity user:/u': ['opaque file(…)'] })
    for (const path of ['/etc/passwd', '../secret.json', '~/.aws/x']) {
      const access = configure(policy(`file("${path}")`))
      expect(describeAccess(access)).toEqual({ 'identity user:/u': [`opaque file("${path}")`] })
      expect(access.read).toEqual(['main.tf'])
    }
  })

  it('are found by fileset and read as YAML', () => {
    const access = configure({
      'main.tf': grant(
        '[for r in flatten([for f in fileset("${path.module}/rules", "**/*.{yml,yaml}") : yamldecode(file("rules/${f}")).resources]) : r]',
      ),
      'rules/a.yml': 'resources:\n  - a\n  - b\n',
      'rules/deep/c.yaml': 'resources: [c]\n',
      'rules/d.json': '{"resources": ["d"]}',
    })
    expect(access.diagnostics).toEqual([])
    expect(resourcePatterns(access)).toEqual(['a', 'b', 'c'])
  })

  it('are rendered as templates with only what is passed', () => {
    const files = {
      'main.tf': `locals {\n secret = "x"\n}\n${policy('templatefile("p.tftpl", { names = ["a", "b"], on = true })')}`,
      'p.tftpl':
        '{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": ${jsonencode([for n in names : "arn:${n}"])}%{ if on }, "Sid": "On"%{ endif }}}',
    }
    expect(describeAccess(configure(files))).toEqual({
      'identity user:/u': ['On: Allow | Action s3:* | Resource arn:a arn:b'],
    })
    const leaking = configure({ ...files, 'p.tftpl': '{"Statement": "${local.secret}"}' })
    expect(leaking.diagnostics.map((each) => each.code)).toContain('terraform-unknown-variable')
  })
})

describe('outputs of modules', () => {
  it('are evaluated where the module is in the repository', () => {
    const access = configure(
      {
        'envs/prod/main.tf': `module "m" {\n source = "../../modules/bucket"\n name = "data"\n}\n${grant('["${module.m.bucket}/*", module.m.arn]')}`,
        'modules/bucket/main.tf':
          'variable "name" {\n type = string\n}\nresource "aws_s3_bucket" "b" {\n bucket = "acme-${var.name}"\n}',
        'modules/bucket/outputs.tf':
          'output "bucket" {\n value = aws_s3_bucket.b.id\n}\noutput "arn" {\n value = aws_s3_bucket.b.arn\n}',
      },
      { directory: 'envs/prod' },
    )
    expect(access.diagnostics).toEqual([])
    const [path, arn] = resourcePatterns(access)
    expect(path).toBe('acme-data/*')
    expect(arn).toMatch(/^<[0-9a-f]{32}>$/)
    expect(access.read).toEqual(['envs/prod/main.tf', 'modules/bucket/main.tf', 'modules/bucket/outputs.tf'])
  })

  it('ask for the module’s files where they are not loaded', () => {
    const access = configure(
      { 'main.tf': `module "m" {\n source = "./m"\n}\n${grant('module.m.arn')}` },
      { notLoaded: ['m/main.tf', 'm/README.md', 'm/sub/main.tf'] },
    )
    expect(access.wanted).toEqual(['m/main.tf'])
  })

  it('are of one instance by its key', () => {
    const access = configure({
      'main.tf': `module "m" {\n for_each = toset(["a", "b"])\n source = "./m"\n name = each.key\n}\n${grant('[module.m["b"].out, one([for k, m in module.m : m.out if k == "a"])]')}`,
      'm/main.tf': 'variable "name" {}\noutput "out" {\n value = "is-${var.name}"\n}',
    })
    expect(access.diagnostics).toEqual([])
    expect(resourcePatterns(access)).toEqual(['is-b', 'is-a'])
  })

  it('end where modules call themselves', () => {
    const access = configure({
      'main.tf': `module "m" {\n source = "./m"\n}\n${grant('module.m.out')}`,
      'm/main.tf': 'module "m" {\n source = "."\n}\noutput "out" {\n value = module.m.out\n}',
    })
    expect(resourcePatterns(access)).toHaveLength(1)
  })

  it('are those of the provider that is passed', () => {
    const source = (alias: string): Record<string, string> => ({
      'main.tf': `
        provider "aws" {
          alias  = "a"
          region = "eu-west-1"
        }
        provider "aws" {
          alias  = "b"
          region = "us-east-1"
        }
        module "m" {
          source    = "./m"
          providers = { aws = aws.${alias} }
        }
        ${grant('module.m.arn')}
      `,
      'm/main.tf': 'resource "aws_s3_bucket" "b" {\n bucket = "x"\n}\noutput "arn" {\n value = aws_s3_bucket.b.arn\n}',
    })
    expect(resourcePatterns(configure(source('a')))).not.toEqual(resourcePatterns(configure(source('b'))))
  })
})

describe('moved blocks', () => {
  const key = (name: string): string => `resource "aws_kms_key" "${name}" {}\n`
  const moved = (from: string, to: string): string => `moved {\n from = ${from}\n to = ${to}\n}\n`
  const before = configure(`${key('old')}${grant('aws_kms_key.old.arn')}`)

  it('let what is named by its address keep its meaning', () => {
    const source = `${key('new')}${moved('aws_kms_key.old', 'aws_kms_key.new')}${grant('aws_kms_key.new.arn')}`
    const access = configure(source, { before: before.addresses })
    expect(resourcePatterns(access)).toEqual(resourcePatterns(before))
    expect(resourcePatterns(configure(source))).not.toEqual(resourcePatterns(before))
  })

  it('let it keep its meaning in a module that is called, too', () => {
    const sources = (name: string, more: string) => ({
      'main.tf': `module "m" {\n source = "./m"\n}\n${grant('module.m.arn')}`,
      'm/main.tf': `${key(name)}${more}output "arn" {\n value = aws_kms_key.${name}.arn\n}`,
    })
    const base = configure(sources('old', ''))
    const head = sources('new', moved('aws_kms_key.old', 'aws_kms_key.new'))
    expect(resourcePatterns(configure(head, { before: base.addresses }))).toEqual(resourcePatterns(base))
    expect(resourcePatterns(configure(head))).not.toEqual(resourcePatterns(base))
  })

  it.each([
    ['from something that base does not have', 'aws_kms_key.none', 'aws_kms_key.new', key('new')],
    ['from something that is still there', 'aws_kms_key.old', 'aws_kms_key.new', key('new') + key('old')],
  ])('do not count %s', (_, from, to, declared) => {
    const access = configure(`${declared}${moved(from, to)}${grant('aws_kms_key.new.arn')}`, {
      before: before.addresses,
    })
    expect(resourcePatterns(access)).not.toEqual(resourcePatterns(before))
  })

  it('do not count onto something that base had', () => {
    const both = configure(`${key('old')}${key('new')}${grant('aws_kms_key.old.arn')}`)
    const source = `${key('new')}${moved('aws_kms_key.old', 'aws_kms_key.new')}${grant('aws_kms_key.new.arn')}`
    const access = configure(source, { before: both.addresses })
    expect(resourcePatterns(access)).not.toEqual(resourcePatterns(both))
  })
})
