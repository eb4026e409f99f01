import { describe, expect, it } from 'vitest'
import type { PolicyKind } from '../../../src/core/authorization/access.ts'
import { DEFAULT_LIMITS, type Limits } from '../../../src/core/difference/aws/budget.ts'
import { compareGrants } from '../../../src/core/difference/compare-access.ts'
import { unknown } from '../../authorization/aws/json-value.ts'
import { allow, deny, policySet, when } from '../policies.ts'

function regions(
  base: readonly unknown[],
  head: readonly unknown[],
  kind: PolicyKind = 'identity',
  limits: Partial<Limits> = {},
) {
  return compareGrants(policySet([base], kind), policySet([head], kind), { ...DEFAULT_LIMITS, ...limits })
}

/** A region on one line: origin, extent, who | which actions | on what | if what. */
function granted(base: readonly unknown[], head: readonly unknown[], kind?: PolicyKind, limits?: Partial<Limits>) {
  return regions(base, head, kind, limits).granted.map(
    ({ origin, extent, principals, actions, resources, conditions, note }) => {
      const sets = [principals, actions, resources, conditions].map((texts) => texts.join(', ')).join(' | ')
      return `${origin} ${extent}: ${sets}${note === undefined ? '' : ` (${note})`}`
    },
  )
}

const A = 'arn:aws:s3:::a'
const B = 'arn:aws:s3:::b'
const two = { StringNotEquals: { j: 'w' }, 'ForAnyValue:StringLikeIfExists': { k: ['v', '<x>'] } }

describe('what is granted', () => {
  it.each([
    [
      'an action of several is a region of its own',
      [],
      [allow(['s3:GetObject', 's3:PutObject'], [A, `${B}/*`])],
      ['allowed new:  | s3:GetObject | arn:aws:s3:::b/* | ', 'allowed new:  | s3:PutObject | arn:aws:s3:::b/* | '],
    ],
    [
      'resources are those that are new',
      [allow('s3:GetObject', `${A}/*`)],
      [allow('s3:GetObject', [`${A}/*`, `${B}/*`, `${A}/k`])],
      ['allowed widened:  | s3:GetObject | arn:aws:s3:::b/* | '],
    ],
    [
      'an action is widened where base has it',
      [allow('s3:GetObject', `${A}/*`), allow('s3:Put*', B)],
      [allow(['s3:GetObject', 's3:DeleteObject', 's3:PutObject'], `${B}/*`)],
      [
        'allowed widened:  | s3:GetObject | arn:aws:s3:::b/* | ',
        'allowed new:  | s3:DeleteObject | arn:aws:s3:::b/* | ',
        'allowed widened:  | s3:PutObject | arn:aws:s3:::b/* | ',
      ],
    ],
    [
      'conditions are as they are written',
      [],
      [allow('s3:GetObject', '*', { Condition: two })],
      ['allowed new:  | s3:GetObject | * | j StringNotEquals w, k ForAnyValue:StringLikeIfExists v, ${x}'],
    ],
    [
      'an exclusion is a region',
      [],
      [{ Effect: 'Allow', NotAction: ['s3:*', 'iam:*'], NotResource: [A, '<x>/k'] }],
      ['allowed new:  | everything except s3:*, iam:* | everything except arn:aws:s3:::a, ${x}/k | '],
    ],
    [
      'an unknown text stands as its address',
      [],
      [allow('s3:GetObject', '<bucket>/*')],
      ['allowed new:  | s3:GetObject | ${bucket}/* | '],
    ],
    [
      'a Deny that went is a region of each of its actions',
      [allow('*'), deny(['s3:GetObject', 's3:PutObject'], `${A}/*`)],
      [allow('*')],
      [
        'no-longer-denied widened:  | s3:GetObject | arn:aws:s3:::a/* | ',
        'no-longer-denied widened:  | s3:PutObject | arn:aws:s3:::a/* | ',
      ],
    ],
    [
      'a Deny that went below an Allow of some',
      [allow('s3:Get*'), deny('s3:*', `${A}/*`, when('Bool', 'k', 'true'))],
      [allow('s3:Get*')],
      ['no-longer-denied widened:  | s3:* | arn:aws:s3:::a/* | k Bool true'],
    ],
    [
      'a Deny that went with what it would have kept out',
      [deny('s3:*')],
      [allow('sqs:*')],
      ['allowed new:  | sqs:* | * | '],
    ],
    ['a Deny that is covered by another is kept', [allow('*'), deny('s3:GetObject')], [allow('*'), deny('s3:*')], []],
    [
      'a Deny that is spread over others is kept',
      [allow('*'), deny('s3:GetObject', ['*'])],
      [
        allow('*'),
        deny('s3:GetObject', '*', when('Null', 'k', 'true')),
        deny('s3:GetObject', '*', when('Null', 'k', 'false')),
      ],
      [],
    ],
    [
      'an Allow that is spread over others is no region',
      [allow('s3:GetObject', '*', when('Null', 'k', 'true')), allow('s3:GetObject', '*', when('Null', 'k', 'false'))],
      [allow('s3:GetObject')],
      [],
    ],
    ['an Allow that is denied is no region', [], [allow('s3:GetObject'), deny('s3:*')], []],
    [
      'the same in another order is none',
      [allow(['s3:GetObject', 's3:PutObject'], [A, B])],
      [allow(['s3:PutObject', 's3:GetObject'], [B, A])],
      [],
    ],
    [
      'a Deny and an Allow are two regions',
      [allow('s3:*'), deny('s3:GetObject')],
      [allow('s3:*'), allow('sqs:SendMessage')],
      ['allowed new:  | sqs:SendMessage | * | ', 'no-longer-denied widened:  | s3:GetObject | * | '],
    ],
    [
      'wildcards that would cross segments are noted',
      [allow('sqs:SendMessage', 'arn:aws:sqs:*:jobs:x')],
      [allow('sqs:SendMessage', 'arn:aws:sqs:us-east-1:111111111111:jobs:x')],
      [
        'allowed widened:  | sqs:SendMessage | arn:aws:sqs:us-east-1:111111111111:jobs:x |  (differs only as long as wildcards do not cross the segments of an ARN)',
      ],
    ],
    [
      'wildcards within a segment are noted',
      [allow('sns:Publish', 'arn:aws:sns:*:1:t:x')],
      [allow('sns:Publish', 'arn:aws:sns:a:b:1:t:x')],
      [
        'allowed widened:  | sns:Publish | arn:aws:sns:a:b:1:t:x |  (differs only as long as wildcards do not cross the segments of an ARN)',
      ],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(granted(base, head)).toEqual(expected)
  })

  const ROLE = 'arn:aws:iam::111111111111:role/r'
  const USER = 'arn:aws:iam::111111111111:user/u'
  const trust = (more: object) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', ...more })
  it.each([
    [
      'principals are those that are new',
      [trust({ Principal: { AWS: ROLE } })],
      [trust({ Principal: { AWS: [ROLE, USER], Service: ['ec2.amazonaws.com'] } })],
      ['allowed widened: arn:aws:iam::111111111111:user/u, ec2.amazonaws.com | sts:AssumeRole |  | '],
    ],
    [
      'excluded principals are all but some',
      [],
      [trust({ NotPrincipal: { AWS: [ROLE, USER] } })],
      [
        'allowed new: everyone except arn:aws:iam::111111111111:role/r, arn:aws:iam::111111111111:user/u | sts:AssumeRole |  | ',
      ],
    ],
    ['everyone is a star', [], [trust({ Principal: '*' })], ['allowed new: * | sts:AssumeRole |  | ']],
    [
      'a principal of every resource',
      [trust({ Principal: { AWS: ROLE }, Action: 'sts:TagSession' })],
      [trust({ Principal: { AWS: ROLE } })],
      ['allowed new: arn:aws:iam::111111111111:role/r | sts:AssumeRole |  | '],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(granted(base, head, 'trust')).toEqual(expected)
  })

  it('is told of many resources and principals as a whole', () => {
    const resources = (count: number) => Array.from({ length: count }, (_, at) => `arn:aws:s3:::b${at}/*`)
    const one = granted([allow('s3:GetObject', resources(1))], [allow('s3:GetObject', resources(48))])
    expect(one).toEqual([expect.not.stringContaining('b0/*')])
    const all = granted([allow('s3:GetObject', resources(1))], [allow('s3:GetObject', resources(49))])
    expect(all).toEqual([expect.stringContaining('b0/*')])
  })
})

describe('the limit of regions', () => {
  const actions = (count: number) =>
    Array.from({ length: count }, (_, at) => allow(`example:Action${at}`, A, when('Bool', 'k', 'true')))
  it.each([
    ['below', 4],
    ['at', 3],
  ])('says nothing %s it', (_, limit) => {
    expect(granted([], actions(3), 'identity', { regions: limit })).toEqual(
      [0, 1, 2].map((at) => `allowed new:  | example:Action${at} | ${A} | k Bool true`),
    )
  })

  it('sums up what is beyond', () => {
    expect(granted([], actions(4), 'identity', { regions: 3 })).toEqual([
      `allowed new:  | example:Action0 | ${A} | k Bool true`,
      `allowed new:  | example:Action1 | ${A} | k Bool true`,
      `allowed new:  | example:Action2, example:Action3 | ${A} |  (2 more regions are summed up here)`,
    ])
  })

  it('makes one region of the actions of a statement beyond it', () => {
    const many = [allow('s3:GetObject'), allow(['sqs:SendMessage', 'sns:Publish'])]
    expect(granted([], many, 'identity', { regions: 1 })).toEqual([
      'allowed new:  | s3:GetObject, sqs:SendMessage, sns:Publish | * |  (2 more regions are summed up here)',
    ])
    expect(granted([], many, 'identity', { regions: 2 })).toEqual([
      'allowed new:  | s3:GetObject | * | ',
      'allowed new:  | sqs:SendMessage, sns:Publish | * |  (2 more regions are summed up here)',
    ])
  })

  it('is one for open regions too', () => {
    const open = ['a', 'b', 'c'].map((name) => allow(`s3:Get<${name}>`))
    expect(regions([], open, 'identity', { regions: 2 }).undecided.map(({ reason }) => reason)).toEqual([
      'depends on a, which is only known after apply',
      'depends on b, which is only known after apply',
    ])
  })
})

describe('what is open', () => {
  const open = (base: readonly unknown[], head: readonly unknown[], limits?: Partial<Limits>) =>
    regions(base, head, 'identity', limits).undecided.map(({ address, reason, decidedAtBase }) => [
      address,
      reason,
      decidedAtBase,
    ])
  const AT = 'aws_iam_policy.example'
  const because = (name: string, decided: boolean) => [
    [AT, `depends on ${name}, which is only known after apply`, decided],
  ]
  it.each([
    [
      'a new unknown first',
      [allow('s3:GetObject', `${A}/<x>`, when('StringEquals', 'k', '<z>'))],
      [allow('s3:GetObject', `${A}/<x>`, when('StringEquals', 'k', '<y>'))],
      because('y', false),
    ],
    [
      'its own unknown before others',
      [allow('s3:GetObject', A)],
      [allow('s3:Get<x>', B), allow('s3:Put<y>', A)],
      [...because('x', true), ...because('y', true)],
    ],
    ['an unknown of base where head has none', [allow('s3:<x>')], [allow('s3:GetObject')], because('x', false)],
    ['an opaque statement', [allow('s3:GetObject', A)], [unknown('s')], because('s', true)],
    [
      'an opaque statement that went',
      [allow('s3:GetObject'), unknown('s')],
      [allow('s3:GetObject')],
      because('s', false),
    ],
    [
      'an opaque condition',
      [allow('s3:GetObject', A)],
      [allow('s3:GetObject', '*', { Condition: unknown('c') })],
      because('c', true),
    ],
    [
      'an unknown value',
      [allow('s3:GetObject', '*', when('StringEquals', 'k', 'v'))],
      [allow('s3:GetObject', '*', when('StringEquals', 'k', '<x>'))],
      because('x', true),
    ],
    [
      'a Deny of something unknown',
      [allow('s3:GetObject', `${A}/*`), deny('s3:*', `${A}/k`)],
      [allow('s3:GetObject', `${A}/*`), deny('s3:*', `${A}/<x>`)],
      because('x', true),
    ],
    [
      'a limit of steps',
      [allow('s3:Get*')],
      [allow('s3:Put*')],
      [[AT, 'the resources can be combined in too many ways', false]],
      { steps: 0 },
    ],
    [
      'a limit of pairs',
      [allow('s3:Get*')],
      [allow('s3:GetObject')],
      [[AT, 'the comparison has more than 0 pairs of statements', false]],
      { pairs: 0 },
    ],
    [
      'a limit of pairs for a Deny',
      [allow('s3:*'), deny('s3:Get*')],
      [allow('s3:*')],
      [[AT, 'the comparison has more than 0 pairs of statements', false]],
      { pairs: 0 },
    ],
    [
      'a limit of combinations',
      [allow('s3:GetObject', '*', when('Null', 'k', 'true'))],
      [allow('s3:GetObject')],
      [[AT, 'the conditions can be combined in too many ways', false]],
      { combinations: 0 },
    ],
  ] as const)('is %s', (_, base, head, expected, limits?: Partial<Limits>) => {
    expect(open(base, head, limits)).toEqual(expected)
  })
})
