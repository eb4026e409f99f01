import { describe, expect, it } from 'vitest'
import { configure, describeDocument } from './module-double.ts'

/** The policy that a data source makes of one source document, and what is reported. */
function merged(document: string, more = ''): { readonly statements: readonly string[]; readonly codes: string[] } {
  const access = configure(`
    ${more}
    data "aws_iam_policy_document" "x" {
      source_policy_documents = [${document}]
    }
    resource "aws_sqs_queue_policy" "x" {
      queue_url = "q"
      policy    = data.aws_iam_policy_document.x.json
    }
  `)
  return {
    statements: access.policies.flatMap((policy) => describeDocument(policy.document)),
    codes: access.diagnostics.map((each) => each.code),
  }
}

function statement(elements: string): string {
  return `jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*", ${elements} }] })`
}

const UNSET = 'variable "v" {}\nvariable "text" {\n type = string\n}'

describe('a source document', () => {
  it.each([
    ['a number', '{ NumericLessThan = { "s3:max-keys" = 10 } }', []],
    ['a null', '{ StringEquals = { "aws:x" = null } }', []],
    ['an object', '{ StringEquals = { "aws:x" = {} } }', []],
    ['a number beside a text', '{ Bool = { "aws:x" = 1, "aws:y" = "true" } }', [' | If Bool aws:y true']],
    ['a truth value', '{ Bool = { "aws:x" = true } }', [' | If Bool aws:x true']],
  ])('loses or keeps a condition on %s as the provider does', (_, condition, kept) => {
    const { statements, codes } = merged(statement(`Principal = "*", Condition = ${condition}`))
    expect(codes).toEqual([])
    expect(statements).toEqual([`Allow | Principal AWS=* | Action sqs:* | Resource *${kept.join('')}`])
  })

  it('does not know whether it keeps a condition on something unknown, and keeps the others', () => {
    const condition =
      '{ StringEquals = { "aws:x" = var.v }, StringLike = { "aws:y" = var.text }, Bool = { "aws:z" = true } }'
    const { statements } = merged(statement(`Principal = "*", Condition = ${condition}`), UNSET)
    expect(statements).toEqual([
      'Allow | Principal AWS=* | Action sqs:* | Resource * | If Bool aws:z true | If a condition of StringEquals | If StringLike aws:y ${var.text}',
    ])
  })

  it('keeps a condition on one of several texts', () => {
    const condition = '{ StringEquals = { "aws:x" = var.v ? "a" : ["b"] } }'
    const { statements } = merged(statement(`Principal = "*", Condition = ${condition}`), UNSET)
    expect(statements.map((each) => each.split(' | ')[4])).toEqual([
      'If StringEquals aws:x a',
      'If StringEquals aws:x b',
    ])
  })

  it('makes everyone of any principal that is a text', () => {
    const { statements } = merged(statement('Principal = "arn:aws:iam::111122223333:root"'))
    expect(statements).toEqual(['Allow | Principal AWS=* | Action sqs:* | Resource *'])
  })

  it('takes a principal that may be a text for an unknown one, not the same as elsewhere', () => {
    const { statements } = merged(statement('Principal = var.v'), UNSET)
    expect(statements).toEqual(['Allow | Principal unknown=${var.v} | Action sqs:* | Resource *'])
  })

  it('matches names in any letter case, as Go folds them', () => {
    const text =
      '"{\\"\u017ftatement\\":[{\\"EFFECT\\":\\"Allow\\",\\"action\\":\\"sqs:*\\",\\"resource\\":\\"*\\",\\"principal\\":\\"*\\"}]}"'
    expect(merged(text).statements).toEqual(['Allow | Principal AWS=* | Action sqs:* | Resource *'])
  })

  it('is opaque where a name stands in several letter cases', () => {
    const { statements } = merged(statement('Principal = "*", action = "sqs:SendMessage"'))
    expect(statements).toEqual(['opaque a statement'])
  })

  it.each([
    ['a principal that is a list', statement('Principal = ["*"]')],
    ['a principal that is null', statement('Principal = null')],
    ['a Sid that is a number', statement('Sid = 1, Principal = "*"')],
    [
      'a condition value of several types',
      statement('Principal = "*", Condition = { StringEquals = { "aws:x" = ["a", 1] } }'),
    ],
    ['a statement that is a text', 'jsonencode({ Statement = ["s"] })'],
    ['Statement that is an object', 'jsonencode({ Statement = { Effect = "Deny", Action = "*", Resource = "*" } })'],
  ])('is refused with %s', (_, document) => {
    const { statements, codes } = merged(document)
    expect(codes).toEqual(['terraform-unreadable-document'])
    expect(statements).toHaveLength(1)
    expect(statements[0]).toMatch(/^opaque /)
  })

  it('reads what a data source wrote as the same', () => {
    const inner = `
      ${UNSET}
      data "aws_iam_policy_document" "inner" {
        statement {
          actions   = ["sqs:*"]
          resources = ["*"]
          principals {
            type        = "AWS"
            identifiers = var.v
          }
          condition {
            test     = "StringEquals"
            variable = "aws:x"
            values   = var.v
          }
          condition {
            test     = "Bool"
            variable = var.text
            values   = ["true"]
          }
        }
      }
      resource "aws_sqs_queue_policy" "direct" {
        queue_url = "other"
        policy    = data.aws_iam_policy_document.inner.json
      }
    `
    const { statements } = merged('data.aws_iam_policy_document.inner.json', inner)
    expect(statements).toHaveLength(2)
    expect(new Set(statements).size).toBe(1)
  })
})

describe('sets of the provider', () => {
  const document = (body: string): readonly string[] =>
    configure(`
      resource "aws_iam_user_policy" "x" {
        user   = "u"
        policy = data.aws_iam_policy_document.x.json
      }
      data "aws_iam_policy_document" "x" {
        statement {
          effect    = "Deny"
          resources = ["*"]
          ${body}
        }
      }
    `).policies.flatMap((policy) => describeDocument(policy.document))

  it('lose one of two texts of the same checksum, it is not known which', () => {
    expect(document('actions = ["s3:plumless", "s3:buckeroo"]')).toEqual([
      'Deny | Action ${a set of texts} | Resource *',
    ])
    expect(document('actions = ["s3:plumless", "s3:buckeroos"]')).toEqual([
      'Deny | Action s3:buckeroos s3:plumless | Resource *',
    ])
  })

  it('lose one of two conditions of the same checksum', () => {
    const condition = (value: string): string =>
      `condition {\n test = "StringEquals"\n variable = "aws:x"\n values = ["${value}"]\n}`
    expect(document(`actions = ["s3:*"]\n${condition('plumless')}\n${condition('buckeroo')}`)).toEqual([
      'Deny | Action s3:* | Resource * | If condition',
    ])
  })

  it('keep the conditions beside one whose variable is not known', () => {
    const unknown =
      'condition {\n test = "StringEquals"\n variable = "aws:${aws_iam_role.r.unique_id}"\n values = ["x"]\n}'
    const known = 'condition {\n test = "Bool"\n variable = "aws:x"\n values = ["true"]\n}'
    expect(document(`actions = ["s3:*"]\n${unknown}\n${known}`)).toEqual([
      'Deny | Action s3:* | Resource * | If Bool aws:x true | If a condition of StringEquals',
    ])
  })
})
