import { describe, expect, it } from 'vitest'
import { configure, describeAccess, describeDocument } from './module-double.ts'

const POLICY = `jsonencode({
  Version   = "2012-10-17"
  Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }]
})`
const POLICY_FOR_ALL = `jsonencode({
  Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }]
})`
const GRANT = 'Allow | Action s3:GetObject | Resource *'

const FOR_ALL = 'Allow | Principal AWS=* | Action s3:GetObject | Resource *'

describe('policies of resources', () => {
  it('belong to the role, user or group that AWS knows by name', () => {
    const access = configure(`
      resource "aws_iam_role" "app" {
        name               = "app"
        assume_role_policy = jsonencode({
          Version   = "2012-10-17"
          Statement = { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }
        })
        inline_policy {
          name   = "inline"
          policy = ${POLICY}
        }
      }
      resource "aws_iam_role_policy" "by_reference" {
        role   = aws_iam_role.app.id
        policy = ${POLICY}
      }
      resource "aws_iam_role_policy" "by_name" {
        role   = "app"
        policy = ${POLICY}
      }
      resource "aws_iam_user_policy" "u" {
        user   = "alice"
        policy = ${POLICY}
      }
      resource "aws_iam_group_policy" "g" {
        group  = "admins"
        policy = ${POLICY}
      }
      resource "aws_iam_policy" "p" {
        name   = "reader"
        policy = ${POLICY}
      }
      resource "aws_iam_policy" "nameless" {
        policy = ${POLICY}
      }
    `)
    expect(access.diagnostics).toEqual([])
    expect(describeAccess(access)).toEqual({
      'trust role:/app': ['Allow | Principal Service=ec2.amazonaws.com | Action sts:AssumeRole'],
      'identity role:/app': [GRANT, GRANT, GRANT],
      'identity user:/alice': [GRANT],
      'identity group:/admins': [GRANT],
      'identity policy:/reader': [GRANT],
      'identity address:/aws_iam_policy.nameless': [GRANT],
    })
  })

  it('belong to what they are attached to, by the name that both know', () => {
    const access = configure(`
      resource "aws_s3_bucket" "b" {
        bucket = "data"
        policy = ${POLICY_FOR_ALL}
      }
      resource "aws_s3_bucket_policy" "b" {
        bucket = aws_s3_bucket.b.id
        policy = ${POLICY_FOR_ALL}
      }
      resource "aws_sqs_queue" "q" {}
      resource "aws_sqs_queue_policy" "q" {
        queue_url = aws_sqs_queue.q.id
        policy    = ${POLICY_FOR_ALL}
      }
      resource "aws_sns_topic_policy" "t" {
        arn    = "arn:aws:sns:eu-west-1:111122223333:t"
        policy = ${POLICY_FOR_ALL}
      }
      resource "aws_ecr_repository_policy" "r" {
        repository = "r"
        policy     = ${POLICY_FOR_ALL}
      }
      resource "aws_secretsmanager_secret_policy" "s" {
        secret_arn = "s"
        policy     = ${POLICY_FOR_ALL}
      }
    `)
    const described = Object.entries(describeAccess(access)).map(([holder, found]) => [
      holder.split('#')[0],
      found.length,
    ])
    expect(described).toEqual([
      ['resource bucket:/data', 2],
      ['resource queue:/', 1],
      ['resource topic:/arn:aws:sns:eu-west-1:111122223333:t', 1],
      ['resource repository:/r', 1],
      ['resource secret:/s', 1],
    ])
  })

  it('are of a key even where none is written', () => {
    const key = 'resource "aws_kms_key" "k" {}'
    const policy = `resource "aws_kms_key_policy" "p" {\n key_id = aws_kms_key.k.key_id\n policy = ${POLICY_FOR_ALL}\n}`
    const told = (source: string) =>
      configure(source).policies.flatMap(({ holder, document }) => [holder, ...describeDocument(document)])
    const [holder, byDefault] = told(key)
    expect(byDefault).toBe('opaque aws_kms_key.k.policy')
    // What is there for certain is in force in its place; what may be none is not.
    expect(told(`${key}\n${policy}`)).toEqual([holder, FOR_ALL])
    const maybe = policy.replace('{\n', '{\n count = var.v ? 1 : 0\n')
    expect(told(`variable "v" {}\n${key}\n${maybe}`)).toContain(byDefault)
    expect(configure(key, { before: new Set(['aws_kms_key.k']) }).policies).toHaveLength(1)
    expect(configure(key, { before: new Set() }).policies).toEqual([])
  })

  it('of another provider configuration belong to somebody else', () => {
    const source = (provider: string): string =>
      `resource "aws_iam_user_policy" "p" {\n ${provider}\n user = "u"\n policy = ${POLICY}\n}`
    expect(configure(source('')).policies[0]?.holder).toBe('user:/u')
    expect(configure(source('provider = aws.other')).policies[0]?.holder).toBe('user:/aws.other/u')
  })

  it('are there or not as OpenTofu’s enabled says', () => {
    const source = (enabled: string): string =>
      `resource "aws_iam_user_policy" "p" {\n user = "u"\n policy = ${POLICY}\n lifecycle {\n enabled = ${enabled}\n }\n}`
    expect(configure(source('true')).policies.flatMap((each) => describeDocument(each.document))).toEqual([GRANT])
    expect(configure(source('false')).policies).toEqual([])
    expect(
      configure(`variable "v" {}\n${source('var.v')}`).policies.flatMap((each) => describeDocument(each.document)),
    ).toEqual([`${GRANT} | If var.v`])
  })
})
