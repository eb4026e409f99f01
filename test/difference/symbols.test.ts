import { describe, expect, it } from 'vitest'
import { unknown } from '../authorization/aws/json-value.ts'
import { allow, compare, deny, verdict, when } from './policies.ts'

const GET = allow('s3:GetObject', '<bucket>/*')

describe('unknown texts', () => {
  it.each([
    ['a new policy on an unknown bucket', null, GET],
    ['an unknown bucket replaced by everything', GET, allow('s3:GetObject', '*')],
    [
      'an unknown bucket name replaced by a wildcard',
      allow('s3:GetObject', 'arn:aws:s3:::<name>/*'),
      allow('s3:GetObject', 'arn:aws:s3:::*/*'),
    ],
    ['another action on the same unknown bucket', GET, allow(['s3:GetObject', 's3:PutObject'], '<bucket>/*')],
    ['a wider part of the same unknown bucket', allow('s3:GetObject', '<bucket>/a/*'), GET],
    ['a Deny on the same unknown bucket removed', [GET, deny('s3:*', '<bucket>/*')], [GET]],
    [
      'a condition with an unknown value removed',
      allow('s3:*', '*', when('StringEquals', 'aws:PrincipalOrgID', '<org>')),
      allow('s3:*'),
    ],
    [
      'a condition with an unknown value on a new Allow',
      null,
      allow('s3:*', '*', when('StringEquals', 'aws:PrincipalOrgID', '<org>')),
    ],
    ['an ARN replaced by everything', allow('s3:ListBucket', ['<a_arn>']), allow('s3:ListBucket', '*')],
    [
      'an ARN beside that of something else',
      allow('s3:GetObject', '<a_arn>/*'),
      allow('s3:GetObject', ['<a_arn>/*', '<b_arn>/*']),
    ],
    ['an item of a list', null, allow('s3:GetObject', ['<x>'])],
    [
      'an unknown range of addresses on a new Allow',
      null,
      allow('s3:*', '*', when('IpAddress', 'aws:SourceIp', '<range>')),
    ],
  ])('%s is granted whatever they are', (_, base, head) => {
    expect(verdict(base, head)).toBe('broadened')
  })

  it.each([
    ['the same', GET, GET],
    ['part of the same unknown bucket', GET, allow('s3:GetObject', '<bucket>/a/*')],
    ['everything narrowed to an unknown bucket', allow('s3:GetObject', '*'), GET],
    [
      'any region narrowed to an unknown one',
      allow('sqs:SendMessage', 'arn:aws:sqs:*:<account>:jobs'),
      allow('sqs:SendMessage', 'arn:aws:sqs:<region>:<account>:jobs'),
    ],
    [
      'any account narrowed to an unknown one',
      allow('sqs:SendMessage', 'arn:aws:sqs:*:*:jobs'),
      allow('sqs:SendMessage', 'arn:aws:sqs:*:<account>:jobs'),
    ],
    [
      'a condition with an unknown value added',
      allow('s3:*'),
      allow('s3:*', '*', when('StringEquals', 'aws:PrincipalOrgID', '<org>')),
    ],
    [
      'one unknown value less',
      allow('s3:*', '*', when('IpAddress', 'aws:SourceIp', ['<a>', '<b>'])),
      allow('s3:*', '*', when('IpAddress', 'aws:SourceIp', ['<a>'])),
    ],
    [
      'a statement split by unknown resources',
      allow('s3:GetObject', ['<a>/*', '<b>/*']),
      [allow('s3:GetObject', '<b>/*'), allow('s3:GetObject', '<a>/*')],
    ],
    ['an opaque statement that stays', [unknown('s'), GET], [GET, unknown('s')]],
    ['an opaque statement that stays while an Allow goes', [unknown('s'), GET], [unknown('s')]],
    [
      'an opaque condition that stays',
      allow('s3:*', '*', { Condition: unknown('c') }),
      allow('s3:Get*', '*', { Condition: unknown('c') }),
    ],
    ['a Deny added', [GET], [GET, deny('s3:*', '<bucket>/*')]],
  ])('%s adds nothing', (_, base, head) => {
    expect(verdict(base, head)).toBe('not-broadened')
  })

  it.each([
    ['a bucket replaced by an unknown one', allow('s3:GetObject', 'arn:aws:s3:::a/*'), GET],
    [
      'a resource in a list replaced by an unknown one, which may be none',
      allow('s3:GetObject', ['arn:aws:s3:::a/*']),
      allow('s3:GetObject', ['<z>']),
    ],
    ['an unknown bucket replaced by another', GET, allow('s3:GetObject', '<other>/*')],
    ['a Deny on another unknown bucket', [GET, deny('s3:*', '<a>/*')], [GET, deny('s3:*', '<b>/*')]],
    ['a new opaque statement', [GET], [GET, unknown('s')]],
    ['an opaque statement that changed', [unknown('s')], [unknown('t')]],
    ['an opaque statement that went: it may have denied', [GET, unknown('s')], [GET]],
    [
      'a text that may be a wildcard replaced by everything',
      allow('s3:GetObject', ['<x>']),
      allow('s3:GetObject', '*'),
    ],
    [
      'an ARN beside a text that may be it',
      allow('s3:GetObject', 'arn:aws:s3:::a/*'),
      allow('s3:GetObject', '<a_arn>/*'),
    ],
    ['a list of actions that is unknown', null, allow(unknown('actions'))],
    ['a list of resources that is unknown, and may be empty', null, allow('s3:GetObject', unknown('resources'))],
    [
      'an unknown condition replaced by another',
      allow('s3:*', '*', { Condition: unknown('c') }),
      allow('s3:*', '*', { Condition: unknown('d') }),
    ],
  ])('%s is undecided', (_, base, head) => {
    expect(verdict(base, head)).toBe('undecided')
  })

  it('are shown as their address in the witness', () => {
    const [region] = compare(null, GET).granted
    expect(region).toMatchObject({
      resources: ['${bucket}/*'],
      witness: { action: 's3:GetObject', resource: '${bucket}/x' },
    })
  })

  it('are named with the reason where the answer hangs on them, and whether base was decided', () => {
    const was = allow('s3:GetObject', 'arn:aws:s3:::a/*')
    expect(compare(was, GET).undecided).toMatchObject([
      { reason: 'depends on bucket, which is only known after apply', decidedAtBase: true },
    ])
    expect(compare(GET, allow('s3:GetObject', '<other>/*')).undecided).toMatchObject([
      { reason: 'depends on other, which is only known after apply', decidedAtBase: false },
    ])
  })
})
