import { describe, expect, it } from 'vitest'
import type { Variant } from '../../src/core/configuration/terraform/module-access.ts'
import { variantsOf } from '../../src/core/configuration/terraform/variants.ts'
import { parseHcl } from '../../src/core/syntax/hcl/parse.ts'
import { configure, resourcePatterns, type Sources, textsOf } from './module-double.ts'

function variants(sources: Sources, directory = ''): readonly Variant[] {
  const files = [...textsOf(sources)].map(([path, text]) => [path, parseHcl(path, text)] as const)
  return variantsOf(directory, new Map(files))
}

describe('the variants of a root module', () => {
  it('are one without variables, and one more where a default is free', () => {
    expect(variants('locals {\n a = 1\n}')).toEqual([{ kind: 'declared' }])
    expect(variants('variable "a" {}')).toEqual([{ kind: 'declared' }])
    expect(variants('variable "a" {\n default = 1\n}')).toEqual([{ kind: 'declared' }, { kind: 'unset' }])
  })

  it('count variables that a declared file fixes as fixed', () => {
    const source = 'variable "a" {\n default = 1\n}'
    expect(variants({ 'main.tf': source, 'terraform.tfvars': 'a = 2' })).toEqual([{ kind: 'declared' }])
    expect(variants({ 'main.tf': source, 'x.auto.tfvars': 'a = 2' })).toEqual([{ kind: 'declared' }])
  })

  it('are one for each further file of variables', () => {
    const files = {
      'infra/main.tf': '',
      'infra/env/prod.tfvars': '',
      'infra/dev.tfvars': '',
      'infra/terraform.tfvars': '',
    }
    expect(variants(files, 'infra')).toEqual([
      { kind: 'declared' },
      { kind: 'tfvars', path: 'infra/dev.tfvars' },
      { kind: 'tfvars', path: 'infra/env/prod.tfvars' },
    ])
  })
})

describe('the value of a variable', () => {
  const main = `
    variable "v" {
      default = "default"
    }
    resource "aws_iam_user_policy" "x" {
      user   = "u"
      policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = var.v }] })
    }
  `
  const value = (files: Readonly<Record<string, string>>, variant: Variant = { kind: 'declared' }): string =>
    resourcePatterns(configure({ 'main.tf': main, ...files }, { variant })).join()

  it('is the last declared one, in the order of Terraform', () => {
    expect(value({})).toBe('default')
    expect(value({ 'terraform.tfvars': 'v = "t"' })).toBe('t')
    expect(value({ 'terraform.tfvars': 'v = "t"', 'a.auto.tfvars': 'v = "a"', 'b.auto.tfvars': 'v = "b"' })).toBe('b')
    expect(value({ 'prod.tfvars': 'v = "p"' })).toBe('default')
  })

  it('is that of the variant’s own file before any other', () => {
    const files = { 'terraform.tfvars': 'v = "t"', 'env/prod.tfvars': 'v = "p"', 'env/empty.tfvars': '' }
    expect(value(files, { kind: 'tfvars', path: 'env/prod.tfvars' })).toBe('p')
    expect(value(files, { kind: 'tfvars', path: 'env/empty.tfvars' })).toBe('t')
  })

  it('may stand in a JSON file', () => {
    expect(value({ 'terraform.tfvars': 'v = "t"', 'terraform.tfvars.json': '{"v": "j"}' })).toBe('j')
    expect(value({ 'a.auto.tfvars.json': '{"v": "j"}', 'b.auto.tfvars': 'v = "b"' })).toBe('b')
    expect(value({ 'terraform.tfvars.json': '{"other": 1}' })).toBe('default')
    expect(value({ 'terraform.tfvars.json': '{"v": ' })).toMatch(/^<[0-9a-f]{32}>$/)
  })

  it('is unknown where nobody declares it', () => {
    expect(value({}, { kind: 'unset' })).toMatch(/^<[0-9a-f]{32}>$/)
    expect(value({ 'terraform.tfvars': 'v = "t"' }, { kind: 'unset' })).toBe('t')
  })

  it('is converted to its type, with the defaults of optional attributes', () => {
    const access = configure({
      'main.tf': `
        variable "v" {
          type = object({
            name  = string
            paths = optional(set(string), ["a"])
            deep  = optional(object({ on = optional(bool, true) }), {})
          })
        }
        resource "aws_iam_user_policy" "x" {
          user   = "u"
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = [
            for p in var.v.paths : "\${var.v.name}/\${p}/\${var.v.deep.on}"
          ] }] })
        }
      `,
      'terraform.tfvars': 'v = { name = 1, paths = ["b", "a", "b"], unknown = true }',
    })
    expect(access.diagnostics).toEqual([])
    expect(resourcePatterns(access)).toEqual(['1/a/true', '1/b/true'])
  })

  it('is unknown and reported where it does not convert', () => {
    const access = configure({
      'main.tf': main.replace('default =', 'type = list(string)\n default ='),
      'terraform.tfvars': '',
    })
    expect(access.diagnostics.map((each) => each.code)).toEqual(['terraform-variable-type'])
  })
})

describe('override files', () => {
  it('replace arguments and blocks, each with its own place', () => {
    const access = configure({
      'main.tf': `
        locals {
          bucket = "a"
          other  = "o"
        }
        data "aws_iam_policy_document" "d" {
          version = "2012-10-17"
          statement {
            actions   = ["s3:Get*"]
            resources = [local.bucket, local.other]
          }
        }
      `,
      'x_override.tf': `
        locals {
          bucket = "b"
        }
        data "aws_iam_policy_document" "d" {
          statement {
            actions   = ["s3:*"]
            resources = [local.bucket, local.other]
          }
        }
      `,
    })
    expect(access.diagnostics).toEqual([])
    expect(resourcePatterns(access)).toEqual(['o', 'b'])
    const [statement] = access.policies[0]?.document.statements ?? []
    expect(statement?.span.file).toBe('x_override.tf')
  })
})
