import { describe, expect, it } from 'vitest'
import { memorySourceTrees } from '../../src/adapters/memory/source-trees.ts'
import { firstOf } from '../../src/adapters/module-sources/first-of.ts'
import { changeOf } from '../../src/core/rules/change.ts'
import { compareTrees } from '../../src/review/compare-trees.ts'
import { openSide } from '../../src/review/side-texts.ts'
import { terraformMemory } from '../../src/review/terraform-memory.ts'

type Files = Readonly<Record<string, string>>

/** Everything that is granted, by its address: whether it is everyday. */
async function told(base: Files, head: Files): Promise<readonly string[]> {
  const trees = memorySourceTrees({ base, head })
  const [from, to] = [await openSide({ trees, id: 'base' }), await openSide({ trees, id: 'head' })]
  const surroundings = { revisions: { base: 'base', head: 'head' }, sources: firstOf([]), memory: terraformMemory() }
  const { facts } = await compareTrees({ base: from, head: to, ...surroundings })
  return facts
    .filter((fact) => fact.kind === 'granted')
    .map((fact) => `${fact.address}${changeOf(fact).regions.every(({ everyday }) => everyday) ? ' everyday' : ''}`)
    .sort()
}

const bucket = (label: string, name = `example-${label}`) =>
  `resource "aws_s3_bucket" "${label}" {\n  bucket = "${name}"\n}\n`
const trusted = (principal: string) =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = ${principal} }] })`
const role = (label: string, principal = '{ Service = "lambda.amazonaws.com" }') =>
  `resource "aws_iam_role" "${label}" {\n  name               = "${label}-role"\n  assume_role_policy = ${trusted(principal)}\n}\n`
const policy = (resource: string, action = '"s3:GetObject"', label = 'app') =>
  `resource "aws_iam_role_policy" "${label}" {
  name   = "${label}"
  role   = aws_iam_role.${label}.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ${action}, Resource = ${resource} }] })
}
`

const OLD = { 'main.tf': bucket('old') }
const NEW_BUCKET = '"${aws_s3_bucket.new.arn}/*"'
const onlyNew = { ...OLD, 'new.tf': bucket('new') + role('app') + policy(NEW_BUCKET) }

describe('what a new principal gets on new resources alone', () => {
  it.each<[string, Files]>([
    ['by a reference', onlyNew],
    [
      'by the name of a bucket',
      { ...OLD, 'new.tf': bucket('new') + role('app') + policy('"arn:aws:s3:::example-new/*"') },
    ],
    [
      'through a policy of its own that is attached',
      {
        ...OLD,
        'new.tf': `${bucket('new')}${role('app')}
resource "aws_iam_policy" "app" {
  name   = "app"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = ${NEW_BUCKET} }] })
}
resource "aws_iam_role_policy_attachment" "app" {
  role       = aws_iam_role.app.name
  policy_arn = aws_iam_policy.app.arn
}
`,
      },
    ],
    [
      'with a function that acts as it',
      {
        ...OLD,
        'new.tf': `${bucket('new')}${role('app')}${policy(NEW_BUCKET)}
resource "aws_lambda_function" "app" {
  function_name = "app"
  role          = aws_iam_role.app.arn
}
`,
      },
    ],
    ['in a root that is new', { ...OLD, 'service/main.tf': bucket('new') + role('app') + policy(NEW_BUCKET) }],
  ])('is everyday: %s', async (_how, head) => {
    const found = await told(OLD, head)
    expect(found.length).toBeGreaterThan(1)
    expect(found.filter((each) => !each.endsWith(' everyday'))).toEqual([])
  })

  const template = (resources: object): Files => ({
    'stack.json': JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', Resources: resources }),
  })
  const queue = { Old: { Type: 'AWS::SQS::Queue' } }
  const inTemplate = (resource: object) =>
    template({
      ...queue,
      New: { Type: 'AWS::SQS::Queue' },
      Worker: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
          },
          Policies: [
            {
              PolicyName: 'jobs',
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: [{ Effect: 'Allow', Action: 'sqs:ReceiveMessage', Resource: resource }],
              },
            },
          ],
        },
      },
    })

  it('is everyday in a template of CloudFormation, and what is there already is not', async () => {
    const [everyday, known] = [{ 'Fn::GetAtt': ['New', 'Arn'] }, { 'Fn::GetAtt': ['Old', 'Arn'] }]
    expect(await told(template(queue), inTemplate(everyday))).toEqual(['Worker everyday', 'Worker everyday'])
    expect(await told(template(queue), inTemplate(known))).toEqual(['Worker', 'Worker'])
  })
})

const asNew = (more: string) => ({ ...OLD, 'new.tf': bucket('new') + more })

describe('an attack that passes for an everyday grant', () => {
  it.each<[string, Files, Files]>([
    [
      'names a bucket that is there beside a new one',
      OLD,
      asNew(role('app') + policy(`[${NEW_BUCKET}, "arn:aws:s3:::example-old/*"]`)),
    ],
    ['refers to a bucket that is there', OLD, asNew(role('app') + policy('"${aws_s3_bucket.old.arn}/*"'))],
    ['reaches everything', OLD, asNew(role('app') + policy('"*"'))],
    ['reaches names that the new one begins', OLD, asNew(role('app') + policy('"${aws_s3_bucket.new.arn}*"'))],
    ['reaches names that a new name begins', OLD, asNew(role('app') + policy('"arn:aws:s3:::example-new*"'))],
    ['allows every action', OLD, asNew(role('app') + policy(NEW_BUCKET, '"*"'))],
    ['lets everybody in', OLD, asNew(role('app', '"*"') + policy(NEW_BUCKET))],
    [
      'lets an existing role in by its ARN',
      OLD,
      asNew(role('app', '{ AWS = "arn:aws:iam::111122223333:role/admin" }') + policy(NEW_BUCKET)),
    ],
    [
      'lets an existing role in by a reference',
      { ...OLD, 'roles.tf': role('lead') },
      { ...asNew(role('app', '{ AWS = aws_iam_role.lead.arn }') + policy(NEW_BUCKET)), 'roles.tf': role('lead') },
    ],
    [
      'lets an identity provider in',
      OLD,
      asNew(role('app', '{ Federated = "arn:aws:iam::111122223333:saml-provider/staff" }') + policy(NEW_BUCKET)),
    ],
    [
      'gives a bucket that is there another block in another file',
      OLD,
      asNew(bucket('again', 'example-old') + role('app') + policy('"${aws_s3_bucket.again.arn}/*"')),
    ],
    [
      'gives a bucket that is there another block, in other letters and a template',
      { 'main.tf': `variable "name" {}\n${bucket('old', '${var.name}-data')}` },
      {
        'main.tf': `variable "name" {}\n${bucket('old', '${var.name}-data')}`,
        'new.tf':
          bucket('new', 'x-${var.name}-data') +
          bucket('again', '${var.name}-DATA') +
          role('app') +
          policy('"${aws_s3_bucket.again.arn}/*"'),
      },
    ],
    [
      'declares a bucket that base names only in a policy',
      { ...OLD, 'lead.tf': role('lead') + policy('"arn:aws:s3:::example-new/*"', '"s3:GetObject"', 'lead') },
      {
        ...asNew(role('app') + policy(NEW_BUCKET)),
        'lead.tf': role('lead') + policy('"arn:aws:s3:::example-new/*"', '"s3:GetObject"', 'lead'),
      },
    ],
    [
      'imports the bucket',
      OLD,
      asNew(`${role('app') + policy(NEW_BUCKET)}import {\n  to = aws_s3_bucket.new\n  id = "example-new"\n}\n`),
    ],
    [
      'moves the bucket',
      OLD,
      {
        'new.tf': `${bucket('new', 'other') + role('app') + policy(NEW_BUCKET)}moved {\n  from = aws_s3_bucket.old\n  to   = aws_s3_bucket.new\n}\n`,
      },
    ],
    ['takes the place of a bucket that goes', OLD, { 'new.tf': bucket('new') + role('app') + policy(NEW_BUCKET) }],
    [
      'takes a bucket over from another root',
      { ...OLD, 'a/main.tf': bucket('data', 'data') },
      { ...OLD, 'b/main.tf': bucket('data', 'data') + role('app') + policy('"${aws_s3_bucket.data.arn}/*"') },
    ],
    [
      'is about a role that base gives policies without declaring it',
      { ...OLD, 'roles.tf': policyOfNamedRole() },
      { ...asNew(role('app') + policy(NEW_BUCKET)), 'roles.tf': policyOfNamedRole() },
    ],
    [
      'makes a member of a new group of a user who is there',
      OLD,
      asNew(`resource "aws_iam_group" "app" {
  name = "app-group"
}
resource "aws_iam_group_policy" "app" {
  name   = "app"
  group  = aws_iam_group.app.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = ${NEW_BUCKET} }] })
}
resource "aws_iam_group_membership" "app" {
  name  = "app"
  group = aws_iam_group.app.name
  users = ["alice"]
}
`),
    ],
    [
      'attaches a policy of AWS',
      OLD,
      asNew(
        `${role('app') + policy(NEW_BUCKET)}resource "aws_iam_role_policy_attachment" "app" {\n  role       = aws_iam_role.app.name\n  policy_arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"\n}\n`,
      ),
    ],
    [
      'hides the rest in an unknown statement',
      OLD,
      asNew(`variable "more" {}\n${role('app') + policy(`[${NEW_BUCKET}, var.more]`)}`),
    ],
    [
      'reaches the children of a repository by its name',
      OLD,
      asNew(
        `resource "aws_ecr_repository" "team" {\n  name = "team"\n}\n${role('app') + policy('"${aws_ecr_repository.team.arn}/*"', '"ecr:BatchGetImage"')}`,
      ),
    ],
    [
      'writes a partition that may be a bucket',
      OLD,
      asNew(`variable "p" {}\n${role('app') + policy('"arn:${var.p}:s3:::example-new/*"')}`),
    ],
  ])('is told as what it is: %s', async (_what, base, head) => {
    const found = await told(base, head)
    expect(found.length).toBeGreaterThan(0)
    expect(found.filter((each) => each.endsWith(' everyday'))).toEqual([])
  })

  it('is told as what it is: gives power over permissions', async () => {
    const found = await told(OLD, asNew(role('app') + policy(NEW_BUCKET, '"s3:PutBucketPolicy"')))
    expect(found).toContain('aws_iam_role_policy.app')
  })

  it('lets a new function act with a role that is there, or an old one with a new role', async () => {
    const lambda = (label: string, arn: string) =>
      `resource "aws_lambda_function" "${label}" {\n  function_name = "${label}"\n  role          = ${arn}\n}\n`
    const base = { 'main.tf': role('lead') + lambda('old', 'aws_iam_role.lead.arn') }
    const head = {
      'main.tf': role('lead') + lambda('old', 'aws_iam_role.app.arn'),
      'new.tf': role('app') + lambda('new', 'aws_iam_role.lead.arn') + lambda('fine', 'aws_iam_role.app.arn'),
    }
    const found = await told(base, head)
    expect(found).toContain('aws_lambda_function.new')
    expect(found).toContain('aws_lambda_function.old')
    expect(found).toContain('aws_lambda_function.fine everyday')
  })

  it('keeps an instance apart whose role or resource is there', async () => {
    const text = (teams: string) => `locals {
  teams = toset(${teams})
}
resource "aws_sqs_queue" "jobs" {
  for_each = local.teams
  name     = "jobs-\${each.key}"
}
resource "aws_iam_user" "worker" {
  for_each = local.teams
  name     = "worker-\${each.key}"
}
resource "aws_iam_user_policy" "worker" {
  for_each = local.teams
  name     = "jobs"
  user     = aws_iam_user.worker[each.key].name
  policy   = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:ReceiveMessage", Resource = values(aws_sqs_queue.jobs)[*].arn }] })
}
`
    const found = await told({ 'main.tf': text('["blue"]') }, { 'main.tf': text('["blue", "green"]') })
    expect(found.filter((each) => each.endsWith(' everyday'))).toEqual([])
  })
})

function policyOfNamedRole(): string {
  return `resource "aws_iam_role_policy" "named" {
  name   = "named"
  role   = "app-role"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::x/*" }] })
}
`
}
