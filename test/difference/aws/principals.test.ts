import { describe, expect, it } from 'vitest'
import type { PolicyKind } from '../../../src/core/authorization/access.ts'
import { compare, when } from '../policies.ts'

/** Every region: the caller that shows it, and the context; or why it is open. */
function callers(base: unknown, head: unknown, kind: PolicyKind = 'trust'): readonly string[] {
  const { granted, undecided } = compare(base, head, kind)
  const shown = granted.map(({ witness: { principal, context } }) => {
    const keys = Object.entries(context).map(([key, value]) => `${key}=${[value].flat().join('+')}`)
    return [`${principal?.type} ${principal?.id}`, ...keys].join(' ')
  })
  return [...shown, ...undecided.map(({ reason }) => `? ${reason}`)]
}

const ACCOUNT = '111111111111'
const ROLE = `arn:aws:iam::${ACCOUNT}:role/r`
const USER = `arn:aws:iam::${ACCOUNT}:user/u`
const trust = (principal: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: principal,
  ...more,
})
const but = (principal: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  NotPrincipal: principal,
  ...more,
})
const never = (principal: unknown, more: object = {}) => ({ ...trust(principal, more), Effect: 'Deny' })
const neverBut = (principal: unknown, more: object = {}) => ({ ...but(principal, more), Effect: 'Deny' })

describe('the caller shown', () => {
  it.each([
    ['is a user of an account', null, trust({ AWS: ACCOUNT }), ['AWS arn:aws:iam::111111111111:user/x']],
    ['is the role that is named', null, trust({ AWS: ROLE }), ['AWS arn:aws:iam::111111111111:role/r']],
    ['is the user that is named', null, trust({ AWS: USER }), ['AWS arn:aws:iam::111111111111:user/u']],
    ['is the service that is named', null, trust({ Service: 'ec2.amazonaws.com' }), ['Service ec2.amazonaws.com']],
    [
      'is the federation that is named',
      null,
      trust({ Federated: 'accounts.google.com' }),
      ['Federated accounts.google.com'],
    ],
    [
      'is the canonical user that is named',
      null,
      trust({ CanonicalUser: '79a59df900b949e55d96a1e698fbaced' }),
      ['CanonicalUser 79a59df900b949e55d96a1e698fbaced'],
    ],
    ['is anyone', null, trust('*'), ['AWS arn:aws:iam::111122223333:user/x']],
    ['is the unique id that is named', null, trust({ AWS: 'AIDAEXAMPLE' }), ['AWS AIDAEXAMPLE']],
    [
      'is another than before',
      trust({ AWS: ROLE }),
      trust({ AWS: [ROLE, USER] }),
      ['AWS arn:aws:iam::111111111111:user/u'],
    ],
    [
      'is another of the account',
      trust({ AWS: ROLE }),
      trust({ AWS: ACCOUNT }),
      ['AWS arn:aws:iam::111111111111:user/x'],
    ],
    ['is of another account', trust({ AWS: ACCOUNT }), trust('*'), ['AWS arn:aws:iam::111122223333:user/x']],
    [
      'is anonymous where everyone with an ARN was there',
      [trust({ AWS: '*' }, when('StringLike', 'aws:PrincipalArn', '*'))],
      trust('*'),
      ['AWS *'],
    ],
    [
      'is the role where only a session of it is denied',
      never({ AWS: ROLE }),
      [trust({ AWS: ROLE }), never({ AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/r/s` })],
      ['AWS arn:aws:iam::111111111111:role/r', 'AWS arn:aws:iam::111111111111:role/r'],
    ],
    [
      'is not the one that is denied',
      null,
      [trust({ AWS: [ROLE, USER] }), never({ AWS: USER })],
      ['AWS arn:aws:iam::111111111111:role/r'],
    ],
    [
      'is not of the account that is denied',
      null,
      [trust('*'), never({ AWS: ACCOUNT })],
      ['AWS arn:aws:iam::111122223333:user/x'],
    ],
    [
      'is the one that is not denied',
      null,
      [trust('*'), neverBut({ AWS: ROLE })],
      ['AWS arn:aws:iam::111111111111:role/r'],
    ],
    [
      'is the provider that is not denied',
      null,
      [trust('*'), neverBut({ Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/x` })],
      ['Federated arn:aws:iam::111111111111:saml-provider/x'],
    ],
    [
      'is the unique id that is not denied, beside a role that is',
      null,
      [trust('*'), neverBut({ AWS: ['AIDAEXAMPLE', ROLE] }), never({ AWS: ROLE })],
      ['AWS AIDAEXAMPLE'],
    ],
    [
      'is what is spelled out, whatever it looks like',
      null,
      trust({ AWS: `arn:aws:iam::${ACCOUNT}:mfa/x` }),
      ['AWS arn:aws:iam::111111111111:mfa/x'],
    ],
    [
      'is what is no longer denied, whatever it looks like',
      [trust('*'), never({ AWS: `arn:aws:iam::${ACCOUNT}:mfa/x` })],
      trust('*'),
      ['AWS arn:aws:iam::111111111111:mfa/x'],
    ],
    [
      'is not covered by a name that is no account',
      trust({ AWS: `arn:aws:sts::${ACCOUNT}:root` }),
      trust({ AWS: USER }),
      ['AWS arn:aws:iam::111111111111:user/u'],
    ],
    [
      'is unknown in part',
      null,
      trust({ AWS: `arn:aws:iam::${ACCOUNT}:<what>` }),
      ['AWS arn:aws:iam::111111111111:${what}'],
    ],
    [
      'is open where what is not known of base may be its role',
      trust({ AWS: `arn:aws:iam::${ACCOUNT}:<what>` }),
      trust({ AWS: ROLE }),
      ['? depends on what, which is only known after apply'],
    ],
    [
      'is open where what is not known of base may be the root of its account',
      trust({ AWS: `arn:aws:iam::${ACCOUNT}:ro<what>` }),
      trust({ AWS: `arn:aws:sts::${ACCOUNT}:federated-user/f` }),
      ['? depends on what, which is only known after apply'],
    ],
    [
      'is open where what is not known of a Deny may be its role',
      null,
      [trust({ AWS: ROLE }), never({ AWS: `arn:aws:iam::${ACCOUNT}:<what>` })],
      ['? depends on what, which is only known after apply'],
    ],
    [
      'is open where the same unknown may be a role at base, and is something else',
      trust({ AWS: `arn:aws:iam::${ACCOUNT}:<what>` }),
      trust({ AWS: `arn:aws:sts::${ACCOUNT}:<what>` }),
      ['? depends on what, which is only known after apply'],
    ],
    [
      'is open where a Deny of something unknown becomes another of the same unknown',
      [trust({ AWS: ROLE }), never({ AWS: `arn:aws:iam::${ACCOUNT}:ro<what>` })],
      [trust({ AWS: ROLE }), never({ AWS: `arn:aws:iam::${ACCOUNT}:<what>` })],
      ['? depends on what, which is only known after apply'],
    ],
    [
      'is of another account than what is not known of base',
      trust({ AWS: `arn:aws:iam::${ACCOUNT}:<what>` }),
      trust({ AWS: 'arn:aws:iam::222222222222:role/r' }),
      ['AWS arn:aws:iam::222222222222:role/r'],
    ],
    [
      'is a role where base has a user of an unknown name',
      trust({ AWS: `arn:aws:iam::${ACCOUNT}:user/<name>` }),
      trust({ AWS: ROLE }),
      ['AWS arn:aws:iam::111111111111:role/r'],
    ],
    [
      'is nobody new where the same unknown is within its account',
      trust({ AWS: ACCOUNT }),
      trust({ AWS: `arn:aws:iam::${ACCOUNT}:<what>` }),
      [],
    ],
    [
      'is open where an unknown one comes beside its account',
      trust({ AWS: ACCOUNT }),
      trust({ AWS: [ACCOUNT, '<who>'] }),
      ['? depends on who, which is only known after apply'],
    ],
    [
      'is open where an unknown one beside known ones is no longer denied',
      [trust({ AWS: ACCOUNT }), never({ AWS: ['<who>', USER] })],
      [trust({ AWS: ACCOUNT }), never({ AWS: USER })],
      ['? depends on who, which is only known after apply'],
    ],
    [
      'is open where one unknown is allowed and another no longer denied',
      [trust({ AWS: '<a>' }), never({ AWS: '<b>' })],
      trust({ AWS: '<a>' }),
      ['? depends on a, which is only known after apply'],
    ],
    [
      'is a session of a role of which only another session is spared',
      null,
      [
        trust({ AWS: ACCOUNT }, when('ArnEquals', 'aws:PrincipalArn', `arn:aws:iam::${ACCOUNT}:role/r*`)),
        neverBut({ AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/r2/s` }),
      ],
      ['AWS arn:aws:sts::111111111111:assumed-role/r2/s aws:PrincipalArn=arn:aws:iam::111111111111:role/r2'],
    ],
    [
      'is the account that is not denied',
      null,
      [trust('*'), neverBut({ AWS: [ROLE, `arn:aws:iam::${ACCOUNT}:root`] })],
      ['AWS arn:aws:iam::111111111111:role/r'],
    ],
    ['is none that is excluded', null, but({ AWS: USER }), ['AWS arn:aws:iam::111122223333:user/x']],
    [
      'is one that is no longer excluded',
      but({ AWS: [USER, ROLE] }),
      but({ AWS: ROLE }),
      ['AWS arn:aws:iam::111111111111:user/u'],
    ],
    [
      'is a service that is no longer excluded',
      but({ Service: ['a.amazonaws.com', 'b.amazonaws.com'] }),
      but({ Service: 'b.amazonaws.com' }),
      ['Service a.amazonaws.com'],
    ],
    ['is no session of what is excluded by a Deny', null, [trust({ AWS: ROLE }), never({ AWS: ROLE })], []],
    ['is unknown', null, trust({ AWS: '<who>' }), ['AWS ${who}']],
    ['is an unknown role', null, trust({ AWS: '<role_arn>' }), ['AWS ${role.arn}']],
    [
      'is a role of an unknown account',
      null,
      trust({ AWS: 'arn:aws:iam::<account>:role/r' }),
      ['AWS arn:aws:iam::${account}:role/r'],
    ],
    [
      'is the root of an unknown account',
      null,
      trust({ AWS: 'arn:aws:iam::<account>:root' }),
      ['AWS arn:aws:iam::${account}:user/x'],
    ],
    [
      'is open where an unknown name may be the same',
      trust({ AWS: ROLE }),
      trust({ AWS: `arn:aws:iam::${ACCOUNT}:role/<name>` }),
      ['? depends on name, which is only known after apply'],
    ],
    [
      'is open where an unknown one was before',
      trust({ AWS: '<who>' }),
      trust({ AWS: ACCOUNT }),
      ['? depends on who, which is only known after apply'],
    ],
    [
      'is open between unknown ones',
      trust({ AWS: '<a>' }),
      trust({ AWS: '<b>' }),
      ['? depends on b, which is only known after apply'],
    ],
    [
      'is open where an unknown one is new',
      trust({ AWS: ACCOUNT }),
      trust({ AWS: '<b>' }),
      ['? depends on b, which is only known after apply'],
    ],
    [
      'is open where the denied is unknown',
      [trust({ AWS: ROLE }), never({ AWS: '<a>' })],
      [trust({ AWS: ROLE }), never({ AWS: '<b>' })],
      ['? depends on a, which is only known after apply'],
    ],
    [
      'is open where the excluded is unknown',
      but({ AWS: '<a>' }),
      but({ AWS: '<b>' }),
      ['? depends on b, which is only known after apply'],
    ],
    [
      'has an ARN that is asked for',
      null,
      trust('*', when('ArnLike', 'aws:PrincipalArn', ROLE)),
      ['AWS arn:aws:iam::111111111111:role/r aws:PrincipalArn=arn:aws:iam::111111111111:role/r'],
    ],
    [
      'has an ARN of a pattern',
      null,
      trust({ AWS: ACCOUNT }, when('ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${ACCOUNT}:role/x*`)),
      ['AWS arn:aws:iam::111111111111:role/x aws:PrincipalArn=arn:aws:iam::111111111111:role/x'],
    ],
    [
      'has an ARN that was not asked for',
      trust({ AWS: ACCOUNT }, when('StringEquals', 'aws:PrincipalArn', ROLE)),
      trust({ AWS: ACCOUNT }),
      ['AWS arn:aws:iam::111111111111:user/x aws:PrincipalArn=arn:aws:iam::111111111111:user/x'],
    ],
    ['has no ARN that is excluded', null, trust({ AWS: ROLE }, when('StringNotEquals', 'aws:PrincipalArn', ROLE)), []],
    [
      'is the role with the ARN',
      trust({ AWS: USER }),
      [
        trust('*', when('StringEquals', 'aws:PrincipalArn', ROLE)),
        never({ AWS: ROLE }, { Sid: 'No', Action: 'sts:TagSession' }),
      ],
      ['AWS arn:aws:iam::111111111111:role/r aws:PrincipalArn=arn:aws:iam::111111111111:role/r'],
    ],
    [
      'has an account that is asked for',
      null,
      trust('*', when('StringEquals', 'aws:PrincipalAccount', ACCOUNT)),
      ['AWS arn:aws:iam::111111111111:user/x aws:PrincipalAccount=111111111111'],
    ],
    [
      'has another account',
      trust('*', when('StringEquals', 'aws:PrincipalAccount', ACCOUNT)),
      trust('*', when('StringEquals', 'aws:PrincipalAccount', [ACCOUNT, '222222222222'])),
      ['AWS arn:aws:iam::222222222222:user/x aws:PrincipalAccount=222222222222'],
    ],
    [
      'has no account as a service',
      null,
      trust({ Service: 'ec2.amazonaws.com' }, when('Null', 'aws:PrincipalAccount', 'true')),
      ['Service ec2.amazonaws.com'],
    ],
    [
      'cannot have an account as a service',
      null,
      trust({ Service: 'ec2.amazonaws.com' }, when('StringEquals', 'aws:PrincipalAccount', ACCOUNT)),
      [],
    ],
    ['has no ARN as anyone', null, trust('*', when('Null', 'aws:PrincipalArn', 'true')), ['AWS *']],
    [
      'has an account as a user',
      null,
      trust({ AWS: USER }, when('Null', 'aws:PrincipalAccount', 'false')),
      ['AWS arn:aws:iam::111111111111:user/u aws:PrincipalAccount=111111111111'],
    ],
    [
      'is not in its account',
      null,
      trust({ AWS: USER }, when('StringEquals', 'aws:PrincipalAccount', '222222222222')),
      [],
    ],
    [
      'is a session',
      trust('*', when('StringNotLike', 'aws:PrincipalArn', 'arn:aws:iam::*')),
      trust({ AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/r/s` }),
      ['AWS arn:aws:sts::111111111111:assumed-role/r/s aws:PrincipalArn=arn:aws:iam::111111111111:role/r'],
    ],
    [
      'is a federated user',
      null,
      trust({ AWS: `arn:aws:sts::${ACCOUNT}:federated-user/f` }),
      ['AWS arn:aws:sts::111111111111:federated-user/f'],
    ],
    [
      'is a role in a path',
      null,
      trust({ AWS: `arn:aws:iam::${ACCOUNT}:role/p/r` }),
      ['AWS arn:aws:iam::111111111111:role/p/r'],
    ],
    [
      'is a role of another partition',
      null,
      trust({ AWS: `arn:aws-cn:iam::${ACCOUNT}:role/r` }),
      ['AWS arn:aws-cn:iam::111111111111:role/r'],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(callers(base, head)).toEqual(expected)
  })

  it.each([
    [
      'of a bucket is anyone',
      null,
      { ...trust('*'), Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' },
      ['AWS arn:aws:iam::111122223333:user/x'],
    ],
    [
      'of a bucket is of an account',
      null,
      { ...trust({ AWS: ACCOUNT }), Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' },
      ['AWS arn:aws:iam::111111111111:user/x'],
    ],
    [
      'of a bucket is not denied',
      null,
      [
        { ...trust('*'), Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' },
        { ...neverBut({ AWS: ROLE }), Action: 's3:*', Resource: '*' },
      ],
      ['AWS arn:aws:iam::111111111111:role/r'],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(callers(base, head, 'resource')).toEqual(expected)
  })
})
