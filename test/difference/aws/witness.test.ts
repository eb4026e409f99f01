import { describe, expect, it } from 'vitest'
import type { PolicyKind } from '../../../src/core/authorization/access.ts'
import { allow, compare, deny, when } from '../policies.ts'

/** Every region: the request that shows it (caller, action, resource, context), or why it is open. */
function shown(base: unknown, head: unknown, kind: PolicyKind = 'identity'): readonly string[] {
  const { granted, undecided } = compare(base, head, kind)
  const requests = granted.map(({ witness: { principal, action, resource, context } }) => {
    const who = principal === undefined ? [] : [`${principal.type} ${principal.id}`]
    const keys = Object.entries(context).map(([key, value]) => `${key}=${[value].flat().join('+')}`)
    return [...who, action, resource, ...keys].filter((text) => text !== '').join(' ')
  })
  return [...requests, ...undecided.map(({ reason }) => `? ${reason}`)]
}

const A = 'arn:aws:s3:::a'
const B = 'arn:aws:s3:::b'
const SQS = 'arn:aws:sqs:us-east-1:111111111111:jobs'
const notAction = (...actions: readonly string[]) => ({ Effect: 'Allow', NotAction: actions, Resource: '*' })
const notResource = (action: string, ...resources: readonly string[]) => ({
  Effect: 'Allow',
  Action: action,
  NotResource: resources,
})

describe('the action shown', () => {
  it.each([
    ['is the one that is spelled out', null, allow('s3:GetObject'), ['s3:GetObject arn:aws:s3:::x/x']],
    ['is spelled as AWS does', null, allow('S3:getobject'), ['s3:GetObject arn:aws:s3:::x/x']],
    ['is a familiar one of a pattern', null, allow('ec2:Describe*'), ['ec2:DescribeInstances *']],
    ['may be one that nobody knows', null, allow('nobody:Knows'), ['nobody:Knows *']],
    ['is a telling one of everything', null, allow('*'), ['s3:GetObject arn:aws:s3:::x/x']],
    ['is a known one of a pattern', null, allow('sqs:Send*'), ['sqs:SendMessage arn:aws:sqs:us-east-1:111122223333:x']],
    [
      'is a known one of a service',
      null,
      allow('glacier:*'),
      ['glacier:AbortMultipartUpload arn:aws:glacier:us-east-1:111122223333:vaults/x'],
    ],
    ['is a new one where no known one is left', null, allow('s3:GetObjectZ*'), ['s3:getobjectz *']],
    ['is a new one of a service that nobody knows', null, allow('nobody:*'), ['nobody:x *']],
    [
      'is a new one beside all that are there',
      allow(['s3:*']),
      allow('s3*:*'),
      ['s3-object-lambda:AbortMultipartUpload arn:aws:s3-object-lambda:us-east-1:111122223333:accesspoint/x'],
    ],
    ['is none that was allowed', allow('s3:Get*'), allow('s3:*'), ['s3:PutObject arn:aws:s3:::x/x']],
    [
      'is not denied',
      null,
      [allow('s3:*'), deny(['s3:GetObject', 's3:PutObject'])],
      ['s3:DeleteObject arn:aws:s3:::x/x'],
    ],
    [
      'is outside of what is excluded',
      null,
      notAction('s3:*', 'iam:*'),
      ['ec2:RunInstances arn:aws:ec2:us-east-1::image/x'],
    ],
    [
      'is one that is no longer excluded',
      notAction('s3:*', 'sqs:*'),
      notAction('s3:*'),
      ['sqs:SendMessage arn:aws:sqs:us-east-1:111122223333:x'],
    ],
    [
      'is the one action that is no longer excluded',
      notAction('s3:GetObject', 'sqs:*'),
      notAction('sqs:*'),
      ['s3:GetObject arn:aws:s3:::x/x'],
    ],
    [
      'is one between two patterns',
      allow(['s3:Get*', 's3:Put*']),
      allow('s3:*Object'),
      ['s3:DeleteObject arn:aws:s3:::x/x'],
    ],
    ['is one that an unknown pattern does not take', allow('s3:<x>'), allow('s3:*'), ['s3:x *']],
    ['is none for an unknown pattern', null, allow('s3:<x>'), ['? depends on x, which is only known after apply']],
    [
      'is open for an unknown action',
      allow('s3:Get<x>'),
      allow('s3:Get<y>'),
      ['? depends on y, which is only known after apply'],
    ],
    [
      'spells a letter that no pattern has',
      allow(['s3:*x*', 's3:*q*', 's3:*z*']),
      allow('s3:*'),
      ['s3:GetObject arn:aws:s3:::x/x'],
    ],
    ['is one on the resource that is allowed', null, allow('s3:*', A), ['s3:ListBucket arn:aws:s3:::a']],
    ['is one on the objects that are allowed', null, allow('s3:*', `${A}/*`), ['s3:GetObject arn:aws:s3:::a/x']],
    ['is one of a queue', null, allow('*', SQS), ['sqs:SendMessage arn:aws:sqs:us-east-1:111111111111:jobs']],
    [
      'is a new one where no known one can act',
      null,
      allow('s3:Get*', SQS),
      ['s3:get arn:aws:sqs:us-east-1:111111111111:jobs'],
    ],
    ['is nothing where it cannot act', null, allow('s3:GetObject', SQS), []],
    ['is one without a resource', null, allow('s3:ListAllMyBuckets'), ['s3:ListAllMyBuckets *']],
    ['is one of any resource of its service', null, allow('sts:GetCallerIdentity', '*'), ['sts:GetCallerIdentity *']],
    ['is in two patterns', [allow('s3:*'), deny('s3:Get*')], [allow('s3:*')], ['s3:GetObject arn:aws:s3:::x/x']],
    [
      'is in two patterns, of which one excludes',
      [allow('s3:*'), { Effect: 'Deny', NotAction: 's3:Get*', Resource: '*' }],
      [allow('s3:*')],
      ['s3:PutObject arn:aws:s3:::x/x'],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(shown(base, head)).toEqual(expected)
  })
})

describe('the resource shown', () => {
  it.each([
    ['is spelled out', null, allow('s3:GetObject', `${A}/k`), ['s3:GetObject arn:aws:s3:::a/k']],
    ['is the shortest', null, allow('s3:GetObject', `${A}/*`), ['s3:GetObject arn:aws:s3:::a/x']],
    [
      'is easier to picture after a slash',
      null,
      allow('s3:PutObject', `${A}/logs/*`),
      ['s3:PutObject arn:aws:s3:::a/logs/x'],
    ],
    [
      'has a region and an account that people know',
      null,
      allow('sqs:SendMessage', 'arn:aws:sqs:*:*:jobs'),
      ['sqs:SendMessage arn:aws:sqs:us-east-1:111122223333:jobs'],
    ],
    [
      'is another than before',
      allow('s3:GetObject', `${A}/*`),
      allow('s3:GetObject', 'arn:aws:s3:::*'),
      ['s3:GetObject arn:aws:s3:::x/x'],
    ],
    [
      'is none that is excluded',
      null,
      notResource('s3:GetObject', `${A}/*`, `${B}*`),
      ['s3:GetObject arn:aws:s3:::x/x'],
    ],
    [
      'is an exclusion less',
      notResource('s3:GetObject', `${A}/*`, `${B}/*`),
      notResource('s3:GetObject', `${A}/*`),
      ['s3:GetObject arn:aws:s3:::b/x'],
    ],
    [
      'is none that is denied',
      null,
      [allow('s3:GetObject', [`${A}/*`, `${B}/*`]), deny('s3:*', `${A}/*`)],
      ['s3:GetObject arn:aws:s3:::b/x'],
    ],
    [
      'is none that all but one are denied',
      null,
      [allow('s3:GetObject'), { Effect: 'Deny', Action: '*', NotResource: `${B}/k` }],
      ['s3:GetObject arn:aws:s3:::b/k'],
    ],
    [
      'is none of two patterns',
      allow('s3:GetObject', [`${A}/a*`, `${A}/*b`]),
      allow('s3:GetObject', `${A}/*`),
      ['s3:GetObject arn:aws:s3:::a/x'],
    ],
    ['is unknown in part', null, allow('s3:GetObject', '<bucket>/*'), ['s3:GetObject ${bucket}/x']],
    ['is unknown, and one more', null, allow('s3:GetObject', `${A}/<key>`), ['s3:GetObject arn:aws:s3:::a/${key}']],
    ['is an unknown thing', null, allow('s3:GetObject', '<a_arn>/k'), ['s3:GetObject ${a.arn}/k']],
    [
      'is open where it is unknown',
      allow('s3:GetObject', `${A}/<x>`),
      allow('s3:GetObject', `${A}/<y>`),
      ['? depends on y, which is only known after apply'],
    ],
    ['is an unknown text', null, allow('s3:GetObject', '<x>'), ['s3:GetObject ${x}']],
    [
      'is open where the excluded is unknown',
      notResource('s3:GetObject', '<x>/*'),
      notResource('s3:GetObject', '<y>/*'),
      ['? depends on y, which is only known after apply'],
    ],
    [
      'is open where the denied is unknown',
      [allow('s3:GetObject', `${A}/*`), deny('s3:*', '<x>/*')],
      [allow('s3:GetObject', `${A}/*`), deny('s3:*', '<y>/*')],
      ['? depends on x, which is only known after apply'],
    ],
    [
      'has a variable that is resolved',
      null,
      allow('s3:GetObject', `${A}/\${aws:username}/*`),
      ['s3:GetObject arn:aws:s3:::a/xxx/x aws:username=xxx'],
    ],
    [
      'has two variables',
      allow('s3:GetObject', `${A}/\${k}/\${k}`),
      allow('s3:GetObject', `${A}/\${k}/\${l}`),
      ['s3:GetObject arn:aws:s3:::a/xxx/xxxx k=xxx l=xxxx'],
    ],
    [
      'has an account for a variable',
      null,
      allow('s3:GetObject', `${A}-\${aws:PrincipalAccount}/*`),
      ['s3:GetObject arn:aws:s3:::a-111122223333/x aws:PrincipalAccount=111122223333'],
    ],
    [
      'has the default of a variable',
      allow('s3:GetObject', `${A}/\${k}`),
      allow('s3:GetObject', `${A}/\${k, 'none'}`),
      ['s3:GetObject arn:aws:s3:::a/none'],
    ],
    [
      'is more than a variable',
      allow('s3:GetObject', `${A}/\${k}/*`),
      allow('s3:GetObject', `${A}/*`),
      ['s3:GetObject arn:aws:s3:::a/x'],
    ],
    [
      'is in an account that is asked for',
      null,
      allow('sqs:SendMessage', '*', when('StringEquals', 'aws:ResourceAccount', '111111111111')),
      ['sqs:SendMessage arn:aws:sqs:us-east-1:111111111111:x aws:ResourceAccount=111111111111'],
    ],
    [
      'is in the account of its name',
      allow('sqs:SendMessage', '*', when('StringEquals', 'aws:ResourceAccount', '222222222222')),
      allow('sqs:SendMessage', SQS),
      ['sqs:SendMessage arn:aws:sqs:us-east-1:111111111111:jobs aws:ResourceAccount=111111111111'],
    ],
    [
      'is nowhere in another account',
      null,
      allow('sqs:SendMessage', SQS, when('StringEquals', 'aws:ResourceAccount', '222222222222')),
      [],
    ],
    [
      'of a bucket is in an account by another name',
      null,
      allow('s3:GetObject', `${A}/k`, when('StringEquals', 's3:ResourceAccount', '111111111111')),
      ['s3:GetObject arn:aws:s3:::a/k s3:ResourceAccount=111111111111'],
    ],
    [
      'is by both names',
      allow('s3:GetObject', `${A}/k`, when('StringEquals', 's3:ResourceAccount', '111111111111')),
      allow('s3:GetObject', `${A}/k`, when('StringLike', 'aws:ResourceAccount', '1*')),
      ['s3:GetObject arn:aws:s3:::a/k aws:ResourceAccount=1 s3:ResourceAccount=1'],
    ],
    [
      'is an account of a pattern',
      null,
      allow('sqs:SendMessage', 'arn:aws:sqs:*:*:jobs', when('StringLike', 'aws:ResourceAccount', '11*')),
      ['sqs:SendMessage arn:aws:sqs:us-east-1:11:jobs aws:ResourceAccount=11'],
    ],
    [
      'is of another account than the policies name, and of a region that people know',
      allow('sqs:SendMessage', ['arn:aws:sqs:us-east-1:*:jobs', 'arn:aws:sqs:*:111122223333:jobs']),
      allow('sqs:SendMessage', 'arn:aws:sqs:*:*:jobs'),
      ['sqs:SendMessage arn:aws:sqs:eu-west-1:444455556666:jobs'],
    ],
    [
      'is of a third account and region',
      allow('sqs:SendMessage', [
        'arn:aws:sqs:us-east-1:*:jobs',
        'arn:aws:sqs:eu-west-1:*:jobs',
        'arn:aws:sqs:*:111122223333:jobs',
        'arn:aws:sqs:*:444455556666:jobs',
      ]),
      allow('sqs:SendMessage', 'arn:aws:sqs:*:*:jobs'),
      ['sqs:SendMessage arn:aws:sqs:ap-southeast-2:777788889999:jobs'],
    ],
    [
      'is a bucket where only buckets are',
      null,
      allow('s3:ListBucket', 'arn:aws:s3:::*'),
      ['s3:ListBucket arn:aws:s3:::x'],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(shown(base, head)).toEqual(expected)
  })
})
