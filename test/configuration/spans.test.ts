import { describe, expect, it } from 'vitest'
import { displayText, type TextValue } from '../../src/core/value/value.ts'
import { configure, lineOf, type Sources } from './module-double.ts'

/** Every action, resource, principal and condition value with the lines it came through, nearest to its source first. */
function places(sources: Sources): Readonly<Record<string, string>> {
  const texts: TextValue[] = []
  for (const { document } of configure(sources).policies) {
    for (const statement of document.statements) {
      if (statement.kind !== 'statement') continue
      texts.push(...statement.action.patterns, ...(statement.resource?.patterns ?? []))
      texts.push(...(statement.principal?.members ?? []).map((member) => member.id))
      texts.push(...statement.conditions.flatMap((each) => (each.kind === 'condition' ? each.values : [])))
    }
  }
  const lines = (text: TextValue): string => [...new Set(text.spans.map((span) => lineOf(sources, span)))].join(' ')
  return Object.fromEntries(texts.map((text) => [displayText(text), lines(text).replaceAll('main.tf:', '')]))
}

describe('the places of policy elements', () => {
  it('are each their own line in a list of jsonencode', () => {
    const found = places(`resource "aws_iam_user_policy" "x" {
  user = "u"
  policy = jsonencode({
    Statement = [{
      Effect = "Allow"
      Action = [
        "s3:GetObject",
        "s3:PutObject",
      ]
      Resource = "*"
    }]
  })
}`)
    expect(found).toEqual({ 's3:GetObject': '7', 's3:PutObject': '8', '*': '10' })
  })

  it('are each their own line in a heredoc of JSON, interpolations too', () => {
    const found = places(`locals {
  bucket = "data"
}
resource "aws_iam_user_policy" "x" {
  user   = "u"
  policy = <<-EOT
    {
      "Statement": [{
        "Effect": "Allow",
        "Action": [
          "s3:GetObject",
          "s3:PutObject"
        ],
        "Resource": "arn:aws:s3:::\${local.bucket}/*",
        "Condition": {"StringEquals": {"aws:PrincipalTag/team": "core"}}
      }]
    }
  EOT
}`)
    expect(found).toMatchObject({ 's3:GetObject': '11', 's3:PutObject': '12', core: '15' })
    expect(found['arn:aws:s3:::data/*']).toBe('14 2')
  })

  it('are each their own line in a quoted JSON text on one line', () => {
    const found = places(`resource "aws_iam_user_policy" "x" {
  user   = "u"
  policy = "{\\"Statement\\":{\\"Effect\\":\\"Allow\\",\\"Action\\":\\"s3:GetObject\\",\\"Resource\\":\\"*\\"}}"
}`)
    expect(found).toEqual({ 's3:GetObject': '3', '*': '3' })
  })

  it('are each their own line in a file that is read', () => {
    const found = places({
      'main.tf': 'resource "aws_iam_user_policy" "x" {\n  user = "u"\n  policy = file("policy.json")\n}\n',
      'policy.json':
        '{\n  "Statement": {\n    "Effect": "Allow",\n    "Action": [\n      "s3:GetObject"\n    ],\n    "Resource": "*"\n  }\n}\n',
    })
    expect(found).toEqual({ 's3:GetObject': 'policy.json:5 3', '*': 'policy.json:7 3' })
  })

  it('are each their own line in a template file, and the line of what is passed to it', () => {
    const found = places({
      'main.tf':
        'resource "aws_iam_user_policy" "x" {\n  user = "u"\n  policy = templatefile("p.tftpl", {\n    bucket = "data"\n  })\n}\n',
      'p.tftpl':
        '{\n  "Statement": {\n    "Effect": "Allow",\n    "Action": "s3:GetObject",\n    "Resource": "arn:aws:s3:::${bucket}"\n  }\n}\n',
    })
    expect(found['s3:GetObject']).toBe('p.tftpl:4 3')
    expect(found['arn:aws:s3:::data']).toBe('p.tftpl:5 4 3')
  })

  it('lead from the literal through locals, variables and data documents to the resource', () => {
    const found = places(`variable "more" {
  default = [
    "s3:PutObject",
  ]
}
locals {
  read = [
    "s3:GetObject",
  ]
  all = concat(
    local.read,
    var.more,
    ["s3:ListBucket"],
  )
}
data "aws_iam_policy_document" "d" {
  statement {
    actions   = local.all
    resources = ["*"]
  }
}
resource "aws_iam_user_policy" "x" {
  user   = "u"
  policy = data.aws_iam_policy_document.d.json
}`)
    expect(found).toEqual({
      's3:GetObject': '8 11 18 24',
      's3:PutObject': '3 12 18 24',
      's3:ListBucket': '13 18 24',
      '*': '19 24',
    })
  })

  it('remember the condition that chose them', () => {
    const found = places(`variable "admin" {
  default = true
}
locals {
  read  = ["s3:Get*"]
  write = ["s3:*"]
}
resource "aws_iam_user_policy" "x" {
  user   = "u"
  policy = jsonencode({
    Statement = [{
      Effect   = "Allow"
      Action   = var.admin ? local.write : local.read
      Resource = "*"
    }]
  })
}`)
    expect(found['s3:*']).toBe('6 13 2')
  })

  it('remember the key that selected them', () => {
    const found = places(`locals {
  env   = "prod"
  rules = {
    dev  = "s3:*"
    prod = "s3:Get*"
  }
}
resource "aws_iam_user_policy" "x" {
  user   = "u"
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = local.rules[local.env], Resource = lookup(local.rules, local.env) }]
  })
}`)
    expect(found).toEqual({ 's3:Get*': '5 11 2' })
  })

  it('name the line of the name that an unknown ARN depends on', () => {
    const found = places(`resource "aws_s3_bucket" "b" {
  bucket = "data"
  tags = {
    a = "b"
  }
}
resource "aws_iam_user_policy" "x" {
  user   = "u"
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "\${aws_s3_bucket.b.arn}/*" }]
  })
}`)
    expect(found['${aws_s3_bucket.b.arn}/*']).toBe('10 1 2')
  })

  it('come from the entry of for_each that made them', () => {
    const found = places(`locals {
  users = {
    ann = "s3:Get*"
    bob = "s3:*"
  }
}
resource "aws_iam_user_policy" "x" {
  for_each = local.users
  user     = each.key
  policy   = jsonencode({ Statement = [{ Effect = "Allow", Action = each.value, Resource = "*" }] })
}`)
    expect(found).toEqual({ 's3:Get*': '3 8', 's3:*': '4 8', '*': '10' })
  })

  it('are each their own line in a source document, whatever the provider makes of it', () => {
    const found = places(`data "aws_iam_policy_document" "d" {
  source_policy_documents = [<<-EOT
    {
      "Statement": [{
        "Resource": ["arn:aws:sqs:::a", "arn:aws:sqs:::b"],
        "action": [
          "sqs:ReceiveMessage",
          "sqs:SendMessage"
        ],
        "Effect": "Allow",
        "Principal": "arn:aws:iam::111122223333:root",
        "Condition": {
          "Bool": {"aws:SecureTransport": true},
          "StringEquals": {"aws:PrincipalOrgID": ["o-1"]}
        }
      }]
    }
  EOT
  ]
}
resource "aws_sqs_queue_policy" "x" {
  queue_url = "q"
  policy    = data.aws_iam_policy_document.d.json
}`)
    expect(found).toEqual({
      'sqs:ReceiveMessage': '7 23',
      'sqs:SendMessage': '8 23',
      'arn:aws:sqs:::a': '5 23',
      'arn:aws:sqs:::b': '5 23',
      '*': '11 23',
      true: '13 23',
      'o-1': '14 23',
    })
  })

  it('are each their own line in the values of several blocks, in any order', () => {
    const found = places(`data "aws_iam_policy_document" "d" {
  statement {
    effect    = null
    actions   = ["sqs:*"]
    resources = ["arn:aws:sqs:::&{aws:username}"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:user/x"]
    }
    principals {
      type        = "AWS"
      identifiers = [
        "arn:aws:iam::222233334444:user/y",
        "arn:aws:iam::222233334444:user/z",
      ]
    }
  }
}
resource "aws_sqs_queue_policy" "x" {
  queue_url = "q"
  policy    = data.aws_iam_policy_document.d.json
}`)
    expect(found).toEqual({
      'sqs:*': '4 21',
      'arn:aws:sqs:::${aws:username}': '5 21',
      'arn:aws:iam::111122223333:user/x': '8 21',
      'arn:aws:iam::222233334444:user/y': '13 21',
      'arn:aws:iam::222233334444:user/z': '14 21',
    })
  })
})
