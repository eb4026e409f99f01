const TRUST = {
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }],
}

/**
 * Modules in both syntaxes: what each is, the object that is its JSON, and the text that says the same natively.
 */
export const MODULES: readonly (readonly [string, unknown, string])[] = [
  [
    'a role with its trust policy as a text in JSON, and a policy of it',
    {
      resource: {
        aws_iam_role: { r: { name: 'r', assume_role_policy: JSON.stringify(TRUST), tags: { a: 'b' } } },
        aws_iam_role_policy: {
          p: {
            role: '${aws_iam_role.r.id}',
            policy: '${jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:*"], Resource = "$${x}/*" }] })}',
          },
        },
      },
    },
    `resource "aws_iam_role" "r" {
      name               = "r"
      assume_role_policy = jsonencode(${JSON.stringify(TRUST)})
      tags               = { a = "b" }
    }
    resource "aws_iam_role_policy" "p" {
      role   = aws_iam_role.r.id
      policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:*"], Resource = "$\${x}/*" }] })
    }`,
  ],
  [
    'a data document with dynamic statements',
    {
      variable: { rules: { type: 'map(list(string))', default: { a: ['s3:Get*'], b: ['s3:Put*'] } } },
      data: {
        aws_iam_policy_document: {
          d: {
            version: '2012-10-17',
            statement: [
              {
                sid: 'One',
                actions: ['sqs:*'],
                resources: ['arn:aws:sqs:*:*:&{aws:username}'],
                condition: { test: 'StringEquals', variable: 'aws:PrincipalTag/team', values: ['$${core}'] },
              },
              { effect: 'Deny', not_actions: ['iam:*'], resources: ['*'] },
            ],
            dynamic: {
              statement: {
                for_each: '${var.rules}',
                iterator: 'rule',
                content: {
                  sid: '${upper(rule.key)}',
                  actions: '${rule.value}',
                  resources: ['arn:aws:s3:::${rule.key}'],
                  dynamic: {
                    condition: {
                      for_each: ['x', 'y'],
                      content: { test: 'StringLike', variable: 'aws:${condition.value}', values: ['${rule.key}*'] },
                    },
                  },
                },
              },
            },
          },
        },
      },
      resource: {
        aws_iam_policy: { p: { name: 'p', policy: '${data.aws_iam_policy_document.d.json}' } },
        aws_s3_bucket: { b: { bucket: 'b' } },
      },
    },
    `variable "rules" {
      type    = map(list(string))
      default = { a = ["s3:Get*"], b = ["s3:Put*"] }
    }
    data "aws_iam_policy_document" "d" {
      version = "2012-10-17"
      statement {
        sid       = "One"
        actions   = ["sqs:*"]
        resources = ["arn:aws:sqs:*:*:&{aws:username}"]
        condition {
          test     = "StringEquals"
          variable = "aws:PrincipalTag/team"
          values   = ["$\${core}"]
        }
      }
      statement {
        effect      = "Deny"
        not_actions = ["iam:*"]
        resources   = ["*"]
      }
      dynamic "statement" {
        for_each = var.rules
        iterator = rule
        content {
          sid       = upper(rule.key)
          actions   = rule.value
          resources = ["arn:aws:s3:::\${rule.key}"]
          dynamic "condition" {
            for_each = ["x", "y"]
            content {
              test     = "StringLike"
              variable = "aws:\${condition.value}"
              values   = ["\${rule.key}*"]
            }
          }
        }
      }
    }
    resource "aws_iam_policy" "p" {
      name   = "p"
      policy = data.aws_iam_policy_document.d.json
    }
    resource "aws_s3_bucket" "b" {
      bucket = "b"
    }`,
  ],
  [
    'count, for_each, locals with directives, and inline policies',
    {
      locals: { names: ['a', 'b'], text: '%{ for n in local.names ~}\n${n},\n%{ endfor ~}' },
      resource: {
        aws_iam_role: {
          r: {
            for_each: '${toset(local.names)}',
            name: '${each.key}-\u00e9',
            assume_role_policy: '${jsonencode({ Statement = [] })}',
            inline_policy: [
              {
                name: 'i',
                policy: '${jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = local.text }] })}',
              },
            ],
          },
        },
        aws_iam_user_policy: {
          u: {
            count: 2,
            user: 'u${count.index}',
            policy: '{"Statement": {"Effect": "Allow", "Action": "a:b", "Resource": "${local.names[count.index]}"}}',
          },
        },
      },
    },
    `locals {
      names = ["a", "b"]
      text  = "%{ for n in local.names ~}\\n\${n},\\n%{ endfor ~}"
    }
    resource "aws_iam_role" "r" {
      for_each           = toset(local.names)
      name               = "\${each.key}-\u00e9"
      assume_role_policy = jsonencode({ Statement = [] })
      inline_policy {
        name   = "i"
        policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = local.text }] })
      }
    }
    resource "aws_iam_user_policy" "u" {
      count  = 2
      user   = "u\${count.index}"
      policy = "{\\"Statement\\": {\\"Effect\\": \\"Allow\\", \\"Action\\": \\"a:b\\", \\"Resource\\": \\"\${local.names[count.index]}\\"}}"
    }`,
  ],
  [
    'providers, an import, ignored changes and a module that is not read',
    {
      terraform: { required_providers: { aws: { source: 'hashicorp/aws' } } },
      provider: { aws: [{ region: 'r' }, { alias: 'e', region: 'e', assume_role: { role_arn: 'x' } }] },
      resource: {
        aws_kms_key: {
          k: { provider: 'aws.e', policy: '${file("absent.json")}', lifecycle: { ignore_changes: ['policy'] } },
        },
        aws_iam_role: { n: { name: 'n', assume_role_policy: JSON.stringify(TRUST) } },
      },
      import: { to: 'aws_iam_role.n', id: 'n' },
      module: { m: { source: 'a/b/aws', version: '1.0', role_names: ['${aws_iam_role.n.name}'] } },
    },
    `terraform {
      required_providers {
        aws = { source = "hashicorp/aws" }
      }
    }
    provider "aws" {
      region = "r"
    }
    provider "aws" {
      alias  = "e"
      region = "e"
      assume_role {
        role_arn = "x"
      }
    }
    resource "aws_kms_key" "k" {
      provider = aws.e
      policy   = file("absent.json")
      lifecycle {
        ignore_changes = [policy]
      }
    }
    resource "aws_iam_role" "n" {
      name               = "n"
      assume_role_policy = jsonencode(${JSON.stringify(TRUST)})
    }
    import {
      to = aws_iam_role.n
      id = "n"
    }
    module "m" {
      source     = "a/b/aws"
      version    = "1.0"
      role_names = [aws_iam_role.n.name]
    }`,
  ],
  ['a block that nobody knows', { nonsense: { a: 1 } }, 'nonsense {\n a = 1\n}'],
]
