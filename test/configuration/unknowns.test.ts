import { describe, expect, it } from 'vitest'
import type { ModuleAccess } from '../../src/core/configuration/terraform/module-access.ts'
import { configure, describeDocument, type ModuleOptions } from './module-double.ts'

const UNSET: ModuleOptions = { variant: { kind: 'unset' } }

function statementsOf(access: ModuleAccess): readonly string[] {
  return access.policies.flatMap((policy) => describeDocument(policy.document))
}

/** The statements of a user's policy whose one statement has this action and resource. */
function statements(declarations: string, action: string, resource: string, options: ModuleOptions = UNSET) {
  const access = configure(
    `${declarations}
    resource "aws_iam_user_policy" "x" {
      user   = "u"
      policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ${action}, Resource = ${resource} }] })
    }`,
    options,
  )
  expect(access.diagnostics.filter((each) => each.severity === 'error')).toEqual([])
  return statementsOf(access)
}

const FLAG = 'variable "flag" {\n default = false\n}'
const LIST = 'variable "list" {\n default = []\n}'

describe('unknown parts of a statement', () => {
  it('stay in the text around them', () => {
    const found = statements(
      'variable "name" {\n default = "x"\n}',
      '"s3:*"',
      '"arn:aws:s3:::${var.name}/${upper(var.name)}/*"',
    )
    expect(found).toEqual(['Allow | Action s3:* | Resource arn:aws:s3:::${var.name}/${upper(…)}/*'])
  })

  it('leave what is known of a list', () => {
    expect(statements(LIST, 'concat(["s3:Get*"], var.list)', '"*"')).toEqual([
      'Allow | Action ${var.list[*]} s3:Get* | Resource *',
    ])
    expect(statements(LIST, 'distinct(flatten([["s3:Get*"], var.list]))', '"*"')).toEqual([
      'Allow | Action ${var.list} s3:Get* | Resource *',
    ])
  })

  it('keep the shape of what a list is made into', () => {
    expect(statements(LIST, '"s3:*"', '[for b in var.list : "arn:aws:s3:::${b}/*"]')).toEqual([
      'Allow | Action s3:* | Resource arn:aws:s3:::${var.list[*]}/*',
    ])
  })

  it('make an item unknown that is there or not without depending on what is unknown', () => {
    expect(statements(LIST, '[for b in var.list : "s3:*"]', '"*"')).toEqual([
      'Allow | Action ${[for b in …]} | Resource *',
    ])
    expect(statements(FLAG, '[for a in ["s3:*"] : a if var.flag]', '"*"')).toEqual([
      'Allow | Action ${[for a in …]} | Resource *',
    ])
  })

  it('give both branches of an unknown condition, each under it', () => {
    expect(statements(FLAG, 'var.flag ? "s3:*" : "s3:Get*"', '"*"')).toEqual([
      'Allow | Action s3:* | Resource * | If var.flag',
      'Allow | Action s3:Get* | Resource * | If !var.flag',
    ])
    expect(statements(FLAG, 'concat(["s3:Get*"], var.flag ? ["s3:*"] : [])', '"*"')).toEqual([
      'Allow | Action s3:* s3:Get* | Resource * | If var.flag',
      'Allow | Action s3:Get* | Resource * | If !var.flag',
    ])
  })

  it('do not matter where both branches are the same', () => {
    expect(statements(FLAG, 'var.flag ? "s3:*" : "s3:*"', '"*"')).toEqual(['Allow | Action s3:* | Resource *'])
  })

  it('are decided by logic and by the known ends of texts', () => {
    const name = 'variable "name" {\n default = "x"\n}'
    expect(statements(name, 'false && var.name == "x" ? "s3:*" : "s3:Get*"', '"*"')).toEqual([
      'Allow | Action s3:Get* | Resource *',
    ])
    expect(statements(name, 'startswith("dev-${var.name}", "dev-") ? "s3:*" : "s3:Get*"', '"*"')).toEqual([
      'Allow | Action s3:* | Resource *',
    ])
    expect(statements(name, '"dev-${var.name}" == "prod" ? "s3:*" : "s3:Get*"', '"*"')).toEqual([
      'Allow | Action s3:Get* | Resource *',
    ])
  })

  it('are what try falls back on only where that is certain', () => {
    const settings = 'variable "s" {\n default = {}\n}'
    expect(statements(settings, 'try(var.s.actions, "s3:Get*")', '"*"')).toEqual([
      'Allow | Action ${try(…)} | Resource *',
    ])
    expect(statements(settings, 'try({ a = var.s }.b, "s3:Get*")', '"*"')).toEqual([
      'Allow | Action s3:Get* | Resource *',
    ])
    expect(statements(settings, 'try({ a = "s3:${var.s}" }.a, "s3:Get*")', '"*"')).toEqual([
      'Allow | Action s3:${var.s} | Resource *',
    ])
  })
})

describe('policies and statements that may be there', () => {
  const grant = 'jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })'
  const policy = (count: string): string =>
    `${FLAG}\nresource "aws_iam_user_policy" "x" {\n ${count}\n user = "u"\n policy = ${grant}\n}`

  it('carry an unknown count as a condition', () => {
    expect(statementsOf(configure(policy('count = var.flag ? 1 : 0'), UNSET))).toEqual([
      'Allow | Action s3:* | Resource * | If var.flag',
    ])
    expect(statementsOf(configure(policy('count = var.flag ? 1 : 1'), UNSET))).toEqual([
      'Allow | Action s3:* | Resource *',
    ])
    expect(statementsOf(configure(policy('count = var.flag ? 2 : 1'), UNSET))).toEqual([
      'Allow | Action s3:* | Resource *',
      'Allow | Action s3:* | Resource * | If var.flag',
    ])
    expect(statementsOf(configure(policy('count = var.flag ? 1 : 0')))).toEqual([])
  })

  it('carry an unknown for_each as a condition', () => {
    const source = `variable "users" {\n default = []\n}
      resource "aws_iam_user_policy" "x" {
        for_each = toset(concat(["ann"], var.users))
        user     = each.key
        policy   = ${grant}
      }`
    const access = configure(source, UNSET)
    expect(access.policies.map((each) => each.address)).toEqual([
      'aws_iam_user_policy.x["ann"]',
      'aws_iam_user_policy.x[*]',
    ])
    expect(statementsOf(access)).toEqual([
      'Allow | Action s3:* | Resource *',
      'Allow | Action s3:* | Resource * | If each presence of var.users[*]',
    ])
  })

  it('carry an unknown dynamic block as a condition', () => {
    const source = `${FLAG}
      data "aws_iam_policy_document" "d" {
        dynamic "statement" {
          for_each = var.flag ? ["*"] : []
          content {
            actions   = ["s3:*"]
            resources = [statement.value]
          }
        }
        statement {
          actions   = ["s3:Get*"]
          resources = ["*"]
          dynamic "condition" {
            for_each = var.flag ? [] : ["x"]
            content {
              test     = "StringEquals"
              variable = "aws:PrincipalTag/a"
              values   = [condition.value]
            }
          }
        }
      }`
    expect(statementsOf(configure(source, UNSET)).toSorted()).toEqual([
      'Allow | Action s3:* | Resource * | If var.flag',
      'Allow | Action s3:Get* | Resource * | If StringEquals aws:PrincipalTag/a x | If !var.flag',
      'Allow | Action s3:Get* | Resource * | If var.flag',
    ])
  })

  it('may be one of two whole documents', () => {
    const source = `${FLAG}
      resource "aws_iam_user_policy" "x" {
        user   = "u"
        policy = var.flag ? ${grant} : jsonencode({ Statement = [{ Effect = "Deny", Action = "*", Resource = "*" }] })
      }`
    expect(statementsOf(configure(source, UNSET))).toEqual([
      'Allow | Action s3:* | Resource * | If var.flag',
      'Deny | Action * | Resource * | If !var.flag',
    ])
  })

  it('may be more than what is written where changes are ignored', () => {
    const source = `resource "aws_iam_user_policy" "x" {
      user   = "u"
      policy = ${grant}
      lifecycle {
        ignore_changes = [policy]
      }
    }`
    expect(statementsOf(configure(source))).toEqual([
      'Allow | Action s3:* | Resource *',
      'opaque aws_iam_user_policy.x.policy',
    ])
  })

  it('belong to an unknown holder by its symbol', () => {
    const source = (address: string): string => `variable "name" {}
      resource "aws_iam_role" "${address}" {
        name               = "app-\${var.name}"
        assume_role_policy = "{\\"Statement\\": []}"
      }
      resource "aws_iam_role_policy" "p" {
        role   = aws_iam_role.${address}.name
        policy = ${grant}
      }`
    const holders = configure(source('a')).policies.map((each) => each.holder)
    expect(new Set(holders).size).toBe(1)
    expect(configure(source('b')).policies.map((each) => each.holder)).toEqual(holders)
  })
})

describe('what cannot be evaluated', () => {
  it.each([
    ['a reference to nothing', 'aws_iam_role.none.arn', 'terraform-undeclared-reference'],
    ['an attribute that is not there', '{ a = 1 }.b', 'terraform-unsupported-attribute'],
    ['a function that refuses', 'upper([])', 'terraform-function-error'],
    ['an operand of a wrong type', '"a" + 1', 'terraform-invalid-operand'],
    ['a list in a string', '"x${[1]}"', 'terraform-invalid-template-value'],
    ['a condition that is none', '5 ? "a" : "b"', 'terraform-invalid-condition'],
    ['a file that is missing', 'file("none.json")', 'terraform-function-error'],
    ['a cycle', 'local.a', 'terraform-cycle'],
    ['a text that is no JSON', 'jsondecode("[")', 'terraform-function-error'],
    ['a function that is not known', 'no_such_function("a")', 'terraform-unknown-function'],
  ])('%s is reported at its place and unknown', (_, expression, code) => {
    const source = `locals {\n a = local.b\n b = local.a\n}
resource "aws_iam_user_policy" "x" {
  user   = "u"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = ${expression} }] })
}`
    const access = configure(source)
    expect(access.diagnostics.map((each) => each.code)).toEqual([code])
    const [diagnostic] = access.diagnostics
    expect(source.slice(diagnostic?.subject.start, diagnostic?.subject.end)).not.toBe('')
    const [statement] = access.policies[0]?.document.statements ?? []
    const pattern = statement?.kind === 'statement' ? statement.resource?.patterns[0] : undefined
    expect(pattern?.parts.at(-1)?.kind).toBe('symbol')
  })

  it('is an unknown document where the policy is no JSON', () => {
    const access = configure('resource "aws_iam_user_policy" "x" {\n user = "u"\n policy = "{ not json"\n}')
    expect(access.diagnostics.map((each) => each.severity)).toEqual(['error'])
    expect(statementsOf(access)).toEqual(['opaque a text that is no JSON'])
  })
})
