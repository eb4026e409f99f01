import { describe, expect, it } from 'vitest'
import { configure, describeAccess, describeDocument } from './module-double.ts'

/** The statements of the only policy. */
function statements(source: string): readonly string[] {
  const access = configure(source)
  expect(access.diagnostics).toEqual([])
  expect(access.policies).toHaveLength(1)
  return access.policies.flatMap((policy) => describeDocument(policy.document))
}

/** The text of a document, by way of a resource that has nothing to do with it. */
function rendered(document: string): string {
  const access = configure(`
    ${document}
    resource "aws_iam_user_policy" "probe" {
      user   = data.aws_iam_policy_document.x.json
      policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
    }
  `)
  const holder = access.policies[0]?.holder ?? ''
  return holder.slice('user:/'.length)
}

describe('data.aws_iam_policy_document', () => {
  it('is the JSON text that the provider writes', () => {
    const text = rendered(`
      data "aws_iam_policy_document" "x" {
        policy_id = "p"
        statement {
          sid       = "1"
          actions   = ["s3:ListAllMyBuckets", "s3:GetBucketLocation", "s3:ListAllMyBuckets"]
          resources = ["arn:aws:s3:::*"]
        }
        statement {
          effect        = "Deny"
          not_actions   = ["s3:*"]
          not_resources = ["arn:aws:s3:::a", "arn:aws:s3:::b"]
          principals {
            type        = "Service"
            identifiers = ["firehose.amazonaws.com"]
          }
          principals {
            type        = "AWS"
            identifiers = ["arn:aws:iam::111122223333:role/x", "arn:aws:iam::111122223333:role/y"]
          }
          condition {
            test     = "StringLike"
            variable = "s3:prefix"
            values   = ["", "home/", "home/&{aws:username}/"]
          }
          condition {
            test     = "Bool"
            variable = "aws:SecureTransport"
            values   = ["<true>"]
          }
        }
      }
    `)
    expect(JSON.parse(text)).toEqual({
      Version: '2012-10-17',
      Id: 'p',
      Statement: [
        {
          Sid: '1',
          Effect: 'Allow',
          Action: ['s3:ListAllMyBuckets', 's3:GetBucketLocation'],
          Resource: 'arn:aws:s3:::*',
        },
        {
          Effect: 'Deny',
          NotAction: 's3:*',
          NotResource: ['arn:aws:s3:::b', 'arn:aws:s3:::a'],
          Principal: {
            AWS: ['arn:aws:iam::111122223333:role/y', 'arn:aws:iam::111122223333:role/x'],
            Service: 'firehose.amazonaws.com',
          },
          Condition: {
            Bool: { 'aws:SecureTransport': '<true>' },
            StringLike: { 's3:prefix': ['', 'home/', 'home/${aws:username}/'] },
          },
        },
      ],
    })
    expect(
      text.startsWith('{\n  "Version": "2012-10-17",\n  "Id": "p",\n  "Statement": [\n    {\n      "Sid": "1",'),
    ).toBe(true)
    expect(text).toContain('\\u003ctrue\\u003e')
  })

  it('writes the principal * of type * as a text, and of type AWS as it is', () => {
    const principal = (type: string): string =>
      rendered(`
        data "aws_iam_policy_document" "x" {
          statement {
            actions = ["sts:AssumeRole"]
            principals {
              type        = "${type}"
              identifiers = ["*"]
            }
          }
        }
      `)
    expect(JSON.parse(principal('*'))).toMatchObject({ Statement: [{ Principal: '*' }] })
    expect(JSON.parse(principal('AWS'))).toMatchObject({ Statement: [{ Principal: { AWS: '*' } }] })
  })

  it('leaves ${…} alone in actions and &{…} alone in the version that knows no variables', () => {
    const text = rendered(`
      data "aws_iam_policy_document" "x" {
        version = "2008-10-17"
        statement {
          actions   = ["s3:&{x}"]
          resources = ["arn:aws:s3:::$\${aws:username}"]
        }
      }
    `)
    expect(JSON.parse(text)).toEqual({
      Version: '2008-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:&{x}', Resource: 'arn:aws:s3:::${aws:username}' }],
    })
  })

  it('merges sources, its own statements and overrides by Sid', () => {
    const source = (name: string, sid: string, action: string): string => `
      data "aws_iam_policy_document" "${name}" {
        statement {
          sid       = "${sid}"
          actions   = ["${action}"]
          resources = ["*"]
        }
      }
    `
    const merged = statements(`
      ${source('first', 'A', 's3:First')}
      ${source('second', 'B', 's3:Second')}
      ${source('over', 'C', 's3:Over')}
      data "aws_iam_policy_document" "x" {
        source_policy_documents   = [data.aws_iam_policy_document.first.json, data.aws_iam_policy_document.second.json]
        override_policy_documents = [data.aws_iam_policy_document.over.json]
        statement {
          sid       = "B"
          effect    = "Deny"
          actions   = ["s3:Own"]
          resources = ["*"]
        }
        statement {
          sid       = "C"
          actions   = ["s3:Replaced"]
          resources = ["*"]
        }
        statement {
          actions   = ["s3:Nameless"]
          resources = ["*"]
        }
      }
      resource "aws_iam_user_policy" "x" {
        user   = "u"
        policy = data.aws_iam_policy_document.x.json
      }
    `)
    expect(merged).toEqual([
      'A: Allow | Action s3:First | Resource *',
      'B: Deny | Action s3:Own | Resource *',
      'C: Allow | Action s3:Over | Resource *',
      'Allow | Action s3:Nameless | Resource *',
    ])
  })

  it('reads the deprecated source_json and override_json as the first source and the last override', () => {
    const json = (sid: string, action: string): string =>
      `jsonencode({ Statement = [{ Sid = "${sid}", Effect = "Allow", Action = "${action}", Resource = "*" }] })`
    const merged = statements(`
      data "aws_iam_policy_document" "x" {
        source_json             = ${json('A', 's3:Source')}
        source_policy_documents = [${json('B', 's3:Second')}, null]
        override_json           = ${json('B', 's3:Last')}
      }
      resource "aws_iam_user_policy" "x" {
        user   = "u"
        policy = data.aws_iam_policy_document.x.minified_json
      }
    `)
    expect(merged).toEqual(['A: Allow | Action s3:Source | Resource *', 'B: Allow | Action s3:Last | Resource *'])
  })

  it('takes over the statements of a document that it cannot read as one unknown statement', () => {
    const merged = statements(`
      variable "more" {}
      data "aws_iam_policy_document" "x" {
        source_policy_documents = [var.more]
        statement {
          sid       = "A"
          actions   = ["s3:Get*"]
          resources = ["*"]
        }
      }
      resource "aws_iam_user_policy" "x" {
        user   = "u"
        policy = data.aws_iam_policy_document.x.json
      }
    `)
    expect(merged).toEqual(['opaque var.more', 'A: Allow | Action s3:Get* | Resource *'])
  })

  it('is unknown as a whole where an unknown document may override statements', () => {
    const merged = statements(`
      variable "more" {}
      data "aws_iam_policy_document" "x" {
        override_policy_documents = [var.more]
        statement {
          sid       = "A"
          actions   = ["s3:Get*"]
          resources = ["*"]
        }
      }
      resource "aws_iam_user_policy" "x" {
        user   = "u"
        policy = data.aws_iam_policy_document.x.json
      }
    `)
    expect(merged).toEqual(['opaque data.aws_iam_policy_document'])
  })

  it('expands dynamic statements with dynamic conditions', () => {
    const expanded = statements(`
      locals {
        rules = {
          read  = { actions = ["s3:Get*"], tags = { team = ["core"] } }
          write = { actions = ["s3:Put*"], tags = {} }
        }
      }
      data "aws_iam_policy_document" "x" {
        dynamic "statement" {
          for_each = local.rules
          iterator = rule
          content {
            sid       = title(rule.key)
            actions   = rule.value.actions
            resources = ["*"]
            dynamic "condition" {
              for_each = rule.value.tags
              content {
                test     = "StringEquals"
                variable = "aws:PrincipalTag/\${condition.key}"
                values   = condition.value
              }
            }
          }
        }
      }
      resource "aws_iam_user_policy" "x" {
        user   = "u"
        policy = data.aws_iam_policy_document.x.json
      }
    `)
    expect(expanded).toEqual([
      'Read: Allow | Action s3:Get* | Resource * | If StringEquals aws:PrincipalTag/team core',
      'Write: Allow | Action s3:Put* | Resource *',
    ])
  })

  it('reports Sids that stand twice', () => {
    const access = configure(`
      data "aws_iam_policy_document" "x" {
        statement {
          sid       = "A"
          actions   = ["s3:Get*"]
          resources = ["*"]
        }
        statement {
          sid       = "A"
          actions   = ["s3:Put*"]
          resources = ["*"]
        }
      }
    `)
    expect(access.diagnostics.map((each) => each.code)).toEqual(['terraform-repeated-sid'])
  })
})

describe('a data document on its own', () => {
  const body = (extra: string): string => `
    data "aws_iam_policy_document" "x" {
      statement {
        actions = ["sts:AssumeRole"]
        ${extra}
      }
    }
  `
  const principal = `
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  `

  it('is what its statements make it', () => {
    expect(Object.keys(describeAccess(configure(body('resources = ["*"]'))))).toEqual([
      'identity data:/data.aws_iam_policy_document.x',
    ])
    expect(Object.keys(describeAccess(configure(body(principal))))).toEqual([
      'trust data:/data.aws_iam_policy_document.x',
    ])
    expect(Object.keys(describeAccess(configure(body(`resources = ["*"]\n${principal}`))))).toEqual([
      'resource data:/data.aws_iam_policy_document.x',
    ])
  })

  it('is compared within the resource that it ends up in, through locals and other documents', () => {
    const access = configure(`
      ${body('resources = ["*"]')}
      locals {
        policy = data.aws_iam_policy_document.y.json
      }
      data "aws_iam_policy_document" "y" {
        source_policy_documents = [data.aws_iam_policy_document.x.json]
      }
      resource "aws_iam_policy" "p" {
        name   = "p"
        policy = local.policy
      }
    `)
    expect(Object.keys(describeAccess(access))).toEqual(['identity policy:/p'])
  })

  it('says nothing without statements, or where it has no instances', () => {
    expect(configure('data "aws_iam_policy_document" "x" {}').policies).toEqual([])
    const none = 'data "aws_iam_policy_document" "x" {\n count = 0\n statement {\n actions = ["*"]\n }\n }'
    expect(configure(none).policies).toEqual([])
  })
})
