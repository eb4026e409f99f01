import { describe, expect, it } from 'vitest'
import type { PolicyKind } from '../../src/core/authorization/access.ts'
import { allow, compare, deny, verdict, when } from './policies.ts'

const OBJECTS = 'arn:aws:s3:::data/*'
const BUCKET = 'arn:aws:s3:::data'
const GET = allow('s3:GetObject', OBJECTS)

type Pair = readonly [name: string, base: unknown, head: unknown, kind?: PolicyKind]

/** Each pair broadens. */
const BROADENING: Pair[] = [
  ['a new action', GET, allow(['s3:GetObject', 's3:PutObject'], OBJECTS)],
  ['a new resource', GET, allow('s3:GetObject', [OBJECTS, 'arn:aws:s3:::other/*'])],
  ['a wider resource', GET, allow('s3:GetObject', '*')],
  ['a wider action', GET, allow('s3:Get*', OBJECTS)],
  ['a new policy', null, GET],
  ['a service replaced by everything', allow('s3:*'), allow('*')],
  ['every action of today replaced by the service', allow(['sns:Publish', 'sns:Subscribe']), allow('sns:*')],
  [
    'an entry removed from NotAction',
    { Effect: 'Allow', NotAction: ['iam:*', 'kms:*'], Resource: '*' },
    { Effect: 'Allow', NotAction: ['iam:*'], Resource: '*' },
  ],
  [
    'an entry removed from NotResource',
    { Effect: 'Allow', Action: 's3:GetObject', NotResource: [OBJECTS, 'arn:aws:s3:::x/*'] },
    { Effect: 'Allow', Action: 's3:GetObject', NotResource: [OBJECTS] },
  ],
  [
    'an entry narrowed in NotResource',
    { Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::data/*' },
    { Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::data/a' },
  ],
  [
    'Action turned into NotAction',
    allow('s3:GetObject'),
    { Effect: 'Allow', NotAction: 's3:GetObject', Resource: '*' },
  ],
  ['a Deny removed', [allow('s3:*'), deny('s3:DeleteObject')], [allow('s3:*')]],
  ['a Deny narrowed', [allow('s3:*'), deny('s3:*', OBJECTS)], [allow('s3:*'), deny('s3:*', 'arn:aws:s3:::data/a*')]],
  [
    'a Deny with an action less',
    [allow('s3:*'), deny(['s3:DeleteObject', 's3:PutObject'])],
    [allow('s3:*'), deny('s3:PutObject')],
  ],
  [
    'a condition added to a Deny',
    [allow('s3:*'), deny('s3:*')],
    [allow('s3:*'), deny('s3:*', '*', when('Bool', 'aws:SecureTransport', 'false'))],
  ],
  [
    'a value removed from a negated condition of a Deny',
    [allow('s3:*'), deny('s3:*', '*', when('StringEquals', 'aws:SourceVpc', ['a', 'b']))],
    [allow('s3:*'), deny('s3:*', '*', when('StringEquals', 'aws:SourceVpc', ['a']))],
  ],
  ['a condition removed from an Allow', allow('s3:*', '*', when('StringEquals', 'aws:SourceVpc', 'a')), allow('s3:*')],
  [
    'a value added to a condition',
    allow('s3:*', '*', when('StringEquals', 'aws:SourceVpc', 'a')),
    allow('s3:*', '*', when('StringEquals', 'aws:SourceVpc', ['a', 'b'])),
  ],
  [
    'a value removed from a negated condition',
    allow('s3:*', '*', when('StringNotEquals', 'aws:SourceVpc', ['a', 'b'])),
    allow('s3:*', '*', when('StringNotEquals', 'aws:SourceVpc', 'a')),
  ],
  [
    'IfExists added',
    allow('s3:*', '*', when('StringEquals', 'aws:SourceVpc', 'a')),
    allow('s3:*', '*', when('StringEqualsIfExists', 'aws:SourceVpc', 'a')),
  ],
  [
    'ForAllValues added: it holds without the key',
    allow('s3:*', '*', when('StringEquals', 'aws:TagKeys', 'a')),
    allow('s3:*', '*', when('ForAllValues:StringEquals', 'aws:TagKeys', 'a')),
  ],
  [
    'ForAnyValue replaced by ForAllValues',
    allow('s3:*', '*', when('ForAnyValue:StringEquals', 'aws:TagKeys', 'a')),
    allow('s3:*', '*', when('ForAllValues:StringEquals', 'aws:TagKeys', 'a')),
  ],
  [
    'ForAllValues replaced by ForAnyValue',
    allow('s3:*', '*', {
      Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'a' }, Null: { 'aws:TagKeys': 'false' } },
    }),
    allow('s3:*', '*', when('ForAnyValue:StringEquals', 'aws:TagKeys', 'a')),
  ],
  [
    'StringEquals replaced by StringLike',
    allow('s3:*', '*', when('StringEquals', 'aws:SourceVpc', 'vpc-*')),
    allow('s3:*', '*', when('StringLike', 'aws:SourceVpc', 'vpc-*')),
  ],
  ['a Null test removed', allow('s3:*', '*', when('Null', 'aws:SourceVpc', 'false')), allow('s3:*')],
  [
    'a Null test turned round',
    allow('s3:*', '*', when('Null', 'aws:SourceVpc', 'false')),
    allow('s3:*', '*', when('Null', 'aws:SourceVpc', 'true')),
  ],
  [
    'case no longer minded',
    allow('s3:*', '*', when('StringEquals', 'aws:username', 'bob')),
    allow('s3:*', '*', when('StringEqualsIgnoreCase', 'aws:username', 'bob')),
  ],
  [
    'a wider range of addresses',
    allow('s3:*', '*', when('IpAddress', 'aws:SourceIp', '10.0.0.0/9')),
    allow('s3:*', '*', when('IpAddress', 'aws:SourceIp', '10.0.0.0/8')),
  ],
  [
    'version 6 beside version 4',
    allow('s3:*', '*', when('IpAddress', 'aws:SourceIp', '0.0.0.0/0')),
    allow('s3:*', '*', when('IpAddress', 'aws:SourceIp', ['0.0.0.0/0', '::/0'])),
  ],
  [
    'a later date',
    allow('s3:*', '*', when('DateLessThan', 'aws:CurrentTime', '2026-01-01T00:00:00Z')),
    allow('s3:*', '*', when('DateLessThan', 'aws:CurrentTime', '2027-01-01T00:00:00Z')),
  ],
  [
    'less than or equal',
    allow('s3:*', '*', when('NumericLessThan', 's3:max-keys', 10)),
    allow('s3:*', '*', when('NumericLessThanEquals', 's3:max-keys', 10)),
  ],
  [
    'everyone instead of an account',
    allow('s3:GetObject', OBJECTS, { Principal: { AWS: '111122223333' } }),
    allow('s3:GetObject', OBJECTS, { Principal: '*' }),
    'resource',
  ],
  [
    'an account instead of a role of it',
    allow('s3:GetObject', OBJECTS, { Principal: { AWS: 'arn:aws:iam::111122223333:role/a' } }),
    allow('s3:GetObject', OBJECTS, { Principal: { AWS: '111122223333' } }),
    'resource',
  ],
  [
    'a role instead of one session of it',
    allow('s3:GetObject', OBJECTS, { Principal: { AWS: 'arn:aws:sts::111122223333:assumed-role/a/s' } }),
    allow('s3:GetObject', OBJECTS, { Principal: { AWS: 'arn:aws:iam::111122223333:role/a' } }),
    'resource',
  ],
  [
    'another service',
    { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } },
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] },
    },
    'trust',
  ],
  [
    'one more spared by NotPrincipal',
    [
      allow('s3:*', OBJECTS, { Principal: '*' }),
      { ...deny('s3:*', OBJECTS), NotPrincipal: { AWS: 'arn:aws:iam::111122223333:user/a' } },
    ],
    [
      allow('s3:*', OBJECTS, { Principal: '*' }),
      {
        ...deny('s3:*', OBJECTS),
        NotPrincipal: { AWS: ['arn:aws:iam::111122223333:user/a', 'arn:aws:iam::111122223333:user/b'] },
      },
    ],
    'resource',
  ],
  [
    'Allow with NotPrincipal',
    null,
    { ...allow('s3:GetObject', OBJECTS), NotPrincipal: { AWS: 'arn:aws:iam::111122223333:user/a' } },
    'resource',
  ],
  [
    'a trust condition removed',
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' },
      ...when('StringEquals', 'token.actions.githubusercontent.com:sub', 'repo:example/app:ref:refs/heads/main'),
    },
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' },
    },
    'trust',
  ],
  [
    'a resource policy removed with its Deny',
    [
      allow('s3:*', OBJECTS, { Principal: '*' }),
      deny('s3:*', OBJECTS, { Principal: '*', ...when('Bool', 'aws:SecureTransport', 'false') }),
    ],
    [allow('s3:*', OBJECTS, { Principal: '*' })],
    'resource',
  ],
  [
    'Version added: the variable is one now',
    { Statement: [allow('s3:GetObject', 'arn:aws:s3:::data/${aws:username}/*')] },
    { Version: '2012-10-17', Statement: [allow('s3:GetObject', 'arn:aws:s3:::data/${aws:username}/*')] },
  ],
  [
    'a variable replaced by a wildcard',
    allow('s3:GetObject', 'arn:aws:s3:::data/${aws:username}/*'),
    allow('s3:GetObject', 'arn:aws:s3:::data/*/*'),
  ],
  [
    'another variable',
    allow('s3:GetObject', 'arn:aws:s3:::data/${aws:username}/*'),
    allow('s3:GetObject', 'arn:aws:s3:::data/${aws:userid}/*'),
  ],
]

/** Each pair adds nothing. */
const SILENT: Pair[] = [
  [
    'a role that is asked to be a user: a session has no path',
    null,
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111111111111:role/b' },
      Action: 'sts:AssumeRole',
      ...when('StringLike', 'aws:PrincipalArn', '*:user/*'),
    },
    'trust',
  ],
  ['the same', GET, GET],
  ['nothing at all', null, null],
  ['a policy removed', GET, null],
  ['a narrower action', allow('s3:Get*', OBJECTS), GET],
  ['a narrower resource', allow('s3:GetObject', '*'), GET],
  ['a Deny added', [GET], [GET, deny('s3:*')]],
  ['a condition added', allow('s3:*'), allow('s3:*', '*', when('Bool', 'aws:SecureTransport', 'true'))],
  ['the case of actions', GET, allow('S3:GETOBJECT', OBJECTS)],
  ['a Sid renamed', { ...GET, Sid: 'One' }, { ...GET, Sid: 'Two' }],
  [
    'lists reordered',
    allow(['s3:GetObject', 's3:PutObject'], [BUCKET, OBJECTS]),
    allow(['s3:PutObject', 's3:GetObject'], [OBJECTS, BUCKET]),
  ],
  [
    'a statement split by action',
    allow(['s3:GetObject', 's3:PutObject'], OBJECTS),
    [allow('s3:PutObject', OBJECTS), GET],
  ],
  [
    'a statement split by resource',
    allow('s3:GetObject', [OBJECTS, 'arn:aws:s3:::b/*']),
    [allow('s3:GetObject', 'arn:aws:s3:::b/*'), GET],
  ],
  ['statements merged', [GET, allow('s3:PutObject', OBJECTS)], allow(['s3:GetObject', 's3:PutObject'], OBJECTS)],
  ['statements reordered', [GET, deny('s3:*', BUCKET)], [deny('s3:*', BUCKET), GET]],
  ['what another statement allows already', allow('s3:*'), [allow('s3:*'), GET]],
  [
    'a Deny that another Deny covers removed',
    [allow('s3:*'), deny('s3:*', OBJECTS), deny('s3:GetObject', OBJECTS)],
    [allow('s3:*'), deny('s3:*', OBJECTS)],
  ],
  ['a Deny on what nothing allows removed', [GET, deny('ec2:*')], [GET]],
  [
    'two halves make the whole range',
    allow('s3:*', '*', when('IpAddress', 'aws:SourceIp', '10.0.0.0/8')),
    allow('s3:*', '*', when('IpAddress', 'aws:SourceIp', ['10.0.0.0/9', '10.128.0.0/9'])),
  ],
  [
    'the whole range in place of two halves',
    allow('s3:*', '*', when('IpAddress', 'aws:SourceIp', ['10.0.0.0/9', '10.128.0.0/9'])),
    allow('s3:*', '*', when('IpAddress', 'aws:SourceIp', '10.0.0.0/8')),
  ],
  [
    'an address as its own block',
    allow('s3:*', '*', when('IpAddress', 'aws:SourceIp', '10.1.2.3')),
    allow('s3:*', '*', when('IpAddress', 'aws:SourceIp', '10.1.2.3/32')),
  ],
  [
    'a boolean instead of its text',
    allow('s3:*', '*', when('Bool', 'aws:SecureTransport', 'true')),
    allow('s3:*', '*', when('Bool', 'aws:SecureTransport', true)),
  ],
  [
    '1 and 1.0',
    allow('s3:*', '*', when('NumericEquals', 's3:max-keys', '1')),
    allow('s3:*', '*', when('NumericEquals', 's3:max-keys', '1.0')),
  ],
  [
    'the case of a condition key',
    allow('s3:*', '*', when('StringEquals', 'aws:SourceVpc', 'a')),
    allow('s3:*', '*', when('StringEquals', 'AWS:sourcevpc', 'a')),
  ],
  ['a listing of buckets on objects: no such request', GET, [GET, allow('s3:ListBucket', OBJECTS)]],
  ['reading of objects on a bucket: no such request', null, allow('s3:GetObject', BUCKET)],
  ['an action without resources on another service', null, allow('ec2:DescribeInstances', OBJECTS)],
  [
    'an account id as its root',
    allow('s3:GetObject', OBJECTS, { Principal: { AWS: '111122223333' } }),
    allow('s3:GetObject', OBJECTS, { Principal: { AWS: 'arn:aws:iam::111122223333:root' } }),
    'resource',
  ],
  [
    'a role of an account that has access',
    allow('s3:GetObject', OBJECTS, { Principal: { AWS: '111122223333' } }),
    allow('s3:GetObject', OBJECTS, { Principal: { AWS: ['111122223333', 'arn:aws:iam::111122223333:role/a'] } }),
    'resource',
  ],
  [
    'a session of a role that has access',
    allow('s3:GetObject', OBJECTS, { Principal: { AWS: 'arn:aws:iam::111122223333:role/p/a' } }),
    allow('s3:GetObject', OBJECTS, { Principal: { AWS: 'arn:aws:sts::111122223333:assumed-role/a/s' } }),
    'resource',
  ],
  [
    'everyone, written twice',
    allow('s3:GetObject', OBJECTS, { Principal: '*' }),
    allow('s3:GetObject', OBJECTS, { Principal: { AWS: '*' } }),
    'resource',
  ],
  [
    'everyone, but by the condition the role that had access',
    allow('s3:GetObject', OBJECTS, { Principal: { AWS: 'arn:aws:iam::111122223333:role/a' } }),
    allow('s3:GetObject', OBJECTS, {
      Principal: '*',
      ...when('ArnEquals', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/a'),
    }),
    'resource',
  ],
  [
    'everyone, but by the condition the account that had access',
    allow('s3:GetObject', OBJECTS, { Principal: { AWS: '111122223333' } }),
    allow('s3:GetObject', OBJECTS, { Principal: '*', ...when('StringEquals', 'aws:PrincipalAccount', '111122223333') }),
    'resource',
  ],
  [
    'an account in the ARN, then in the condition',
    allow('sqs:SendMessage', 'arn:aws:sqs:*:111122223333:*'),
    allow('sqs:SendMessage', 'arn:aws:sqs:*:*:*', when('StringEquals', 'aws:ResourceAccount', '111122223333')),
  ],
  [
    'the same variable on both sides',
    allow('s3:GetObject', 'arn:aws:s3:::data/${aws:username}/*'),
    allow('s3:GetObject', 'arn:aws:s3:::data/${aws:username}/a/*'),
  ],
  ['a wildcard narrowed to a variable', GET, allow('s3:GetObject', 'arn:aws:s3:::data/${aws:username}/*')],
  ['an escaped wildcard within the wildcard', GET, allow('s3:GetObject', 'arn:aws:s3:::data/${*}')],
]

const named = ([name, base, head, kind]: Pair) => ({ name, base, head, kind })

describe('what broadens is found', () => {
  it.each(BROADENING.map(named))('$name', ({ base, head, kind }) => {
    expect(verdict(base, head, kind)).toBe('broadened')
  })
})

describe('what adds nothing is silent', () => {
  it.each(SILENT.map(named))('$name', ({ base, head, kind }) => {
    expect(verdict(base, head, kind)).toBe('not-broadened')
  })
})

describe('a difference that hangs on how wildcards are read', () => {
  it('is told with a note', () => {
    const base = allow('sqs:SendMessage', 'arn:aws:sqs:*:jobs')
    const narrow = allow('sqs:SendMessage', 'arn:aws:sqs:*:1:*:jobs')
    const head = allow('sqs:SendMessage', 'arn:aws:sqs:us-east-1:1:other:jobs')
    expect(verdict(base, head)).toBe('not-broadened')
    expect(compare(narrow, allow('sqs:SendMessage', 'arn:aws:sqs:r:q:1:a:jobs')).granted).toMatchObject([
      { note: expect.stringContaining('cross the segments') },
    ])
  })
})
