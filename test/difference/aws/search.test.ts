import { describe, expect, it } from 'vitest'
import type { PolicyKind } from '../../../src/core/authorization/access.ts'
import { DEFAULT_LIMITS, type Limits } from '../../../src/core/difference/aws/budget.ts'
import { compareGrants } from '../../../src/core/difference/compare-access.ts'
import { unknown } from '../../authorization/aws/json-value.ts'
import { allow, deny, policySet, when } from '../policies.ts'

/** Every region: the request that shows it, or why it is open. */
function shown(
  base: readonly unknown[],
  head: readonly unknown[],
  kind: PolicyKind = 'identity',
  limits: Partial<Limits> = {},
) {
  const { granted, undecided } = compareGrants(policySet([base], kind), policySet([head], kind), {
    ...DEFAULT_LIMITS,
    ...limits,
  })
  const requests = granted.map(({ witness: { principal, action, resource, context } }) => {
    const keys = Object.entries(context).map(([key, value]) => `${key}=${[value].flat().join('+')}`)
    return [`${principal?.type ?? ''} ${principal?.id ?? ''}`, action, resource, ...keys]
      .filter((text) => text.trim() !== '')
      .join(' ')
  })
  return [...requests, ...undecided.map(({ reason }) => `? ${reason}`)]
}

const A = 'arn:aws:s3:::a'
const ROLE = 'arn:aws:iam::111111111111:role/r'
const OTHER_ROLE = 'arn:aws:iam::111111111111:role/q'
const trust = (principal: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: principal,
  ...more,
})
const never = (principal: unknown, more: object = {}) => ({ ...trust(principal, more), Effect: 'Deny' })
const but = (principal: unknown) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', NotPrincipal: principal })

describe('a search without steps is open', () => {
  it.each([
    ['for actions', [], [allow('s3:*t')], 'identity', 'the actions can be combined in too many ways'],
    ['for resources', [], [allow('s3:GetObject', '*t')], 'identity', 'the resources can be combined in too many ways'],
    [
      'for principals',
      [],
      [trust({ AWS: '111111111111' })],
      'trust',
      'the principals can be combined in too many ways',
    ],
  ] as const)('%s', (_, base, head, kind, reason) => {
    expect(shown(base, head, kind, { steps: 0 })).toEqual([`? ${reason}`])
    expect(shown(base, head, kind)).toEqual([expect.not.stringContaining('?')])
  })
})

describe('a search of callers', () => {
  it.each([
    ['of no known kind is open', [], [trust(unknown('who'))], ['? depends on who, which is only known after apply']],
    [
      'of no known kind is open beside a known one',
      [trust({ AWS: ROLE })],
      [trust({ AWS: ROLE, Service: 'ec2.amazonaws.com' }), trust(unknown('who'))],
      ['Service ec2.amazonaws.com sts:AssumeRole', '? depends on who, which is only known after apply'],
    ],
    [
      'avoids those of no known kind',
      [trust({ AWS: ROLE }), never(unknown('who'))],
      [trust({ AWS: ROLE })],
      ['? depends on who, which is only known after apply'],
    ],
    [
      'takes a caller of another kind',
      [trust({ AWS: '<a>' })],
      [trust({ AWS: '<a>', Service: '<b>' })],
      ['Service ${b} sts:AssumeRole'],
    ],
    [
      'takes a caller that is unknown in part',
      [trust({ AWS: ROLE })],
      [trust({ AWS: [ROLE, 'arn:aws:iam::<account>:role/q'] })],
      ['AWS arn:aws:iam::${account}:role/q sts:AssumeRole'],
    ],
    [
      'of an unknown list is open',
      [],
      [trust({ AWS: unknown('list') })],
      ['? depends on list, which is only known after apply'],
    ],
    [
      'of an unknown list in a Deny is open',
      [trust({ AWS: ROLE }), never({ AWS: ROLE })],
      [trust({ AWS: ROLE }), never({ AWS: unknown('list') })],
      ['? depends on list, which is only known after apply'],
    ],
    [
      'avoids an unknown list',
      [],
      [trust({ AWS: [ROLE, OTHER_ROLE] }), never({ AWS: unknown('list') })],
      ['? depends on list, which is only known after apply'],
    ],
    [
      'is of everyone but an unknown one',
      [],
      [but({ AWS: '<a_arn>' })],
      ['AWS arn:aws:iam::111122223333:user/x sts:AssumeRole'],
    ],
    [
      'is of everyone but an unknown one less',
      [but({ AWS: ['<a_arn>', ROLE] })],
      [but({ AWS: '<a_arn>' })],
      ['? depends on a.arn, which is only known after apply'],
    ],
    [
      'has a canonical user among others',
      [trust({ AWS: ROLE })],
      [trust({ AWS: ROLE, CanonicalUser: 'abc' })],
      ['CanonicalUser abc sts:AssumeRole'],
    ],
    [
      'has a canonical user that is denied',
      [],
      [trust({ CanonicalUser: ['abc', 'def'] }), never({ CanonicalUser: 'abc' })],
      ['CanonicalUser def sts:AssumeRole'],
    ],
    [
      'has a canonical user with an account',
      [],
      [trust({ CanonicalUser: 'abc' }, when('StringEquals', 'aws:PrincipalAccount', '1'))],
      ['CanonicalUser abc sts:AssumeRole aws:PrincipalAccount=1'],
    ],
    [
      'has an id beside an ARN',
      [trust({ AWS: ROLE })],
      [trust({ AWS: [ROLE, 'AIDAEXAMPLE'] })],
      ['AWS AIDAEXAMPLE sts:AssumeRole'],
    ],
    [
      'has an id that is not denied',
      [],
      [trust('*'), { Effect: 'Deny', Action: 'sts:AssumeRole', NotPrincipal: { AWS: ['AIDAEXAMPLE', 'AIDAOTHER'] } }],
      ['AWS AIDAOTHER sts:AssumeRole'],
    ],
    [
      'is of services where all else is denied',
      [],
      [trust('*'), never({ AWS: '*' }, when('StringLike', 'aws:PrincipalArn', '*'))],
      ['AWS * sts:AssumeRole'],
    ],
    [
      'is of one account where others are denied',
      [],
      [trust('*'), never('*', when('StringNotEquals', 'aws:PrincipalAccount', '111111111111'))],
      ['AWS arn:aws:iam::111111111111:user/x sts:AssumeRole aws:PrincipalAccount=111111111111'],
    ],
    [
      'is of a role where others are denied',
      [],
      [trust('*'), never('*', when('ArnNotLike', 'aws:PrincipalArn', ROLE))],
      ['AWS arn:aws:iam::111111111111:role/r sts:AssumeRole aws:PrincipalArn=arn:aws:iam::111111111111:role/r'],
    ],
    [
      'is of a role of a pattern where others are denied',
      [],
      [trust('*'), never('*', when('ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/admin*'))],
      ['AWS arn:aws:iam::111122223333:role/admin sts:AssumeRole aws:PrincipalArn=arn:aws:iam::111122223333:role/admin'],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(shown(base, head, 'trust')).toEqual(expected)
  })
})

describe('a search of resources', () => {
  it.each([
    [
      'avoids an unknown list',
      [],
      [allow('s3:GetObject', [`${A}/x`, `${A}/y`]), deny('s3:*', unknown('list'))],
      ['? depends on list, which is only known after apply'],
    ],
    [
      'of an unknown list is open',
      [],
      [allow('s3:GetObject', unknown('list'))],
      ['? depends on list, which is only known after apply'],
    ],
    ['takes an unknown text beside a known one', [], [allow('s3:GetObject', ['<x>', `${A}/k`])], ['s3:GetObject ${x}']],
    [
      'is of all but something unknown',
      [],
      [{ Effect: 'Allow', Action: 's3:GetObject', NotResource: '<a_arn>/*' }],
      ['s3:GetObject arn:aws:s3:::x/x'],
    ],
    [
      'is of all but something unknown less',
      [{ Effect: 'Allow', Action: 's3:GetObject', NotResource: ['<a_arn>/*', `${A}/*`] }],
      [{ Effect: 'Allow', Action: 's3:GetObject', NotResource: '<a_arn>/*' }],
      ['? depends on a.arn, which is only known after apply'],
    ],
    [
      'meets a Deny of a Deny',
      [allow('s3:GetObject', [`${A}/*`, 'arn:aws:s3:::b/*']), deny('s3:*', [`${A}/x*`, `${A}/y*`])],
      [allow('s3:GetObject', [`${A}/*`, 'arn:aws:s3:::b/*']), deny('s3:*', `${A}/x*`)],
      ['s3:GetObject arn:aws:s3:::a/y'],
    ],
    [
      'meets a Deny of all but some',
      [
        allow('s3:GetObject', `${A}/*`),
        { Effect: 'Deny', Action: 's3:*', NotResource: [`${A}/x*`, 'arn:aws:s3:::b/*'] },
      ],
      [allow('s3:GetObject', `${A}/*`), { Effect: 'Deny', Action: 's3:*', NotResource: [`${A}/x*`, `${A}/y*`] }],
      ['s3:GetObject arn:aws:s3:::a/y'],
    ],
    [
      'avoids a Deny of all with a condition',
      [],
      [allow('s3:GetObject', `${A}/*`), deny('s3:*', '*', when('Bool', 'aws:SecureTransport', 'false'))],
      ['s3:GetObject arn:aws:s3:::a/x'],
    ],
    [
      'avoids a Deny of all but what nobody has',
      [],
      [
        allow('s3:GetObject', `${A}/*`),
        { Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::b/*', ...when('StringNotEquals', 'k', 'v') },
      ],
      ['s3:GetObject arn:aws:s3:::a/x k=v'],
    ],
    [
      'avoids a Deny in one account',
      [],
      [
        allow('sqs:SendMessage', ['arn:aws:sqs:eu:1:q', 'arn:aws:sqs:eu:2:q']),
        deny('sqs:*', '*', when('StringEquals', 'aws:ResourceAccount', '1')),
      ],
      ['sqs:SendMessage arn:aws:sqs:eu:2:q aws:ResourceAccount=2'],
    ],
    [
      'avoids a Deny of all accounts but one',
      [],
      [
        allow('sqs:SendMessage', 'arn:aws:sqs:*:*:q'),
        deny('sqs:*', '*', when('StringNotEquals', 'aws:ResourceAccount', '2')),
      ],
      ['sqs:SendMessage arn:aws:sqs:us-east-1:2:q aws:ResourceAccount=2'],
    ],
    [
      'in an unknown account is asked for',
      [],
      [
        allow(
          'sqs:SendMessage',
          'arn:aws:sqs:eu:<account>:q',
          when('StringEquals', 'aws:ResourceAccount', '<account>'),
        ),
      ],
      ['sqs:SendMessage arn:aws:sqs:eu:${account}:q aws:ResourceAccount=${account}'],
    ],
    [
      'in an unknown account is open',
      [],
      [allow('sqs:SendMessage', 'arn:aws:sqs:eu:<account>:q', when('StringEquals', 'aws:ResourceAccount', '1'))],
      ['? depends on account, which is only known after apply'],
    ],
    [
      'of an unknown text has any account',
      [],
      [allow('sqs:SendMessage', '<q_arn>', when('StringEquals', 'aws:ResourceAccount', '1'))],
      ['sqs:SendMessage ${q.arn} aws:ResourceAccount=1'],
    ],
    [
      'is of an unknown action',
      [allow('s3:GetObject', `${A}/*`)],
      [allow('s3:<x>', `${A}/*`)],
      ['? depends on x, which is only known after apply'],
    ],
    [
      'of a new action avoids an unknown one',
      [],
      [allow('s3:*', `${A}/*`), deny('s3:Get<x>', '*'), deny('s3:P*', '*')],
      ['s3:DeleteObject arn:aws:s3:::a/x'],
    ],
    [
      'of all actions but an unknown one',
      [],
      [{ Effect: 'Allow', NotAction: 's3:<x>', Resource: A }],
      ['x:x arn:aws:s3:::a'],
    ],
    [
      'of an opaque Deny is open',
      [],
      [allow('s3:*'), unknown('s')],
      ['? depends on s, which is only known after apply', '? depends on s, which is only known after apply'],
    ],
    [
      'of an opaque Allow that stays',
      [unknown('s')],
      [unknown('s'), allow('s3:GetObject')],
      ['? depends on s, which is only known after apply'],
    ],
    [
      'of an action that no letter is left for',
      [],
      [allow('nobody:*'), deny('nobody:*x*'), deny('nobody:*q*')],
      ['nobody:z *'],
    ],
    [
      'of an action between many',
      [allow([...'abcdefghijklmnopqrstuvwxyz'].map((letter) => `s3:${letter}*`))],
      [allow('s3:*')],
      ['s3:ø *'],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(shown(base, head)).toEqual(expected)
  })
})
