import { describe, expect, it } from 'vitest'
import type { PolicyKind } from '../../../src/core/authorization/access.ts'
import { Budget, DEFAULT_LIMITS } from '../../../src/core/difference/aws/budget.ts'
import { compileSide } from '../../../src/core/difference/aws/compiled-policy.ts'
import { covers } from '../../../src/core/difference/aws/cover.ts'
import { Lexicon } from '../../../src/core/difference/aws/lexicon.ts'
import type { Rule } from '../../../src/core/difference/aws/rule.ts'
import { unknown } from '../../authorization/aws/json-value.ts'
import { allow, policySet, when } from '../policies.ts'

function ruleOf(statement: unknown, kind: PolicyKind, lexicon: Lexicon): Rule {
  const [rule] = compileSide(policySet([[statement]], kind).documents, kind, lexicon).allows
  if (rule === undefined) throw new TypeError('no rule')
  return rule
}

function covered(wide: unknown, narrow: unknown, kind: PolicyKind = 'identity', pairs = 1): boolean {
  const lexicon = new Lexicon()
  const budget = new Budget({ ...DEFAULT_LIMITS, pairs })
  return covers(ruleOf(wide, kind, lexicon), ruleOf(narrow, kind, lexicon), { lexicon, budget })
}

const A = 'arn:aws:s3:::a'
const B = 'arn:aws:s3:::b'
const notAction = (...actions: readonly string[]) => ({ Effect: 'Allow', NotAction: actions, Resource: '*' })
const notResource = (...resources: readonly string[]) => ({ Effect: 'Allow', Action: '*', NotResource: resources })

describe('a statement covers', () => {
  it.each([
    ['itself', allow('s3:Get*'), allow('s3:Get*'), true],
    ['an action of its pattern', allow('s3:*'), allow('s3:Get*'), true],
    ['no wider action', allow('s3:Get*'), allow('s3:*'), false],
    ['several actions by several', allow(['s3:Get*', 's3:Put*']), allow(['s3:PutObject', 's3:GetObject']), true],
    [
      'no action that is not among them',
      allow(['s3:Get*', 's3:Put*']),
      allow(['s3:PutObject', 's3:ListBucket']),
      false,
    ],
    ['a resource of its pattern', allow('s3:*', `${A}*`), allow('s3:*', `${A}/x`), true],
    ['no other resource', allow('s3:*', `${A}*`), allow('s3:*', `${B}/x`), false],
    ['a NotAction by every action', allow('*'), notAction('s3:*'), true],
    ['no NotAction by some', allow('s3:*'), notAction('s3:Get*'), false],
    ['no action by a NotAction', notAction('s3:Get*'), allow('s3:PutObject'), false],
    ['a NotAction that excludes more', notAction('s3:Get*'), notAction('s3:*'), true],
    ['a NotAction that excludes more of several', notAction('s3:Get*'), notAction('sqs:*', 's3:*'), true],
    ['no NotAction that excludes less', notAction('s3:*'), notAction('s3:Get*'), false],
    ['no NotAction that excludes something else', notAction('s3:*', 'sqs:*'), notAction('s3:*'), false],
    ['a NotResource by every resource', allow('*'), notResource(A), true],
    ['no NotResource by an action that is everything', allow('*', A), notResource(A, B), false],
    ['a NotResource that excludes more', notResource(A), notResource(`${A}*`), true],
    ['no NotResource with another variable', notResource(`${A}\${k}`), notResource(`${A}*`), false],
    ['a NotResource with the same variable', notResource(`${A}\${k}`), notResource(`${A}\${k}`, B), true],
    ['a NotResource with a variable and more', notResource(A), notResource(A, `${A}\${k}`), true],
    [
      'a NotResource with only one of two variables',
      notResource(`${A}\${k}`, `${A}\${l}`),
      notResource(`${A}\${k}`, '*'),
      false,
    ],
    ['what has a condition more', allow('*'), allow('s3:*', '*', when('Bool', 'k', 'true')), true],
    ['nothing with a condition less', allow('*', '*', when('Bool', 'k', 'true')), allow('s3:*'), false],
    [
      'nothing with another condition',
      allow('*', '*', when('Bool', 'k', 'true')),
      allow('s3:*', '*', when('Bool', 'k', 'false')),
      false,
    ],
    [
      'what has the same condition',
      allow('*', '*', when('Bool', 'k', 'true')),
      allow('s3:*', '*', when('Bool', 'k', 'true')),
      true,
    ],
    [
      'what has the same condition among others',
      allow('*', '*', when('Bool', 'k', 'true')),
      allow('s3:*', '*', { Condition: { Bool: { j: 'true', k: 'true' } } }),
      true,
    ],
    [
      'what has only one of its conditions',
      allow('*', '*', { Condition: { Bool: { j: 'true', k: 'true' } } }),
      allow('s3:*', '*', when('Bool', 'k', 'true')),
      false,
    ],
    ['an opaque one that is the same', unknown('s'), unknown('s'), true],
    ['no other opaque one', unknown('s'), unknown('t'), false],
    ['no opaque one by everything', allow('*'), unknown('s'), false],
    ['nothing by an opaque one', unknown('s'), allow('s3:*'), false],
    ['nothing too long', allow('*'), allow('s3:*', `${A}${'a'.repeat(20_001)}`), false],
    ['nothing by what is too long', allow('*', [`${A}${'?'.repeat(201)}`, '*']), allow('s3:*'), false],
  ])('%s', (_, wide, narrow, expected) => {
    expect(covered(wide, narrow)).toBe(expected)
  })

  it('nothing that is not the same once the pairs are spent', () => {
    expect(covered(allow('s3:*'), allow('s3:Get*'), 'identity', 0)).toBe(false)
    expect(covered(allow('s3:*'), allow('s3:*'), 'identity', 0)).toBe(true)
  })

  it.each([
    ['every resource', { Resource: '*' }, true],
    ['some resources, of which one is every', { Resource: [A, '*'] }, true],
    ['some resource', { Resource: A }, false],
    ['all but one resource', { NotResource: A }, false],
    ['all but every resource', { NotResource: '*' }, false],
  ])('what has no resource with %s', (_, resource, expected) => {
    const lexicon = new Lexicon()
    const named = { Effect: 'Allow', Action: 's3:*', Principal: '*' }
    const wide = ruleOf({ ...named, ...resource }, 'resource', lexicon)
    const narrow = ruleOf(named, 'trust', lexicon)
    const context = { lexicon, budget: new Budget(DEFAULT_LIMITS) }
    expect(covers(wide, narrow, context)).toBe(expected)
    expect(covers(narrow, wide, context)).toBe(true)
  })
})

describe('a principal covers', () => {
  const ROLE = 'arn:aws:iam::111111111111:role/r'
  const USER = 'arn:aws:iam::111111111111:user/u'
  const ROOT = '111111111111'
  const named = (principal: unknown) => ({ Effect: 'Allow', Action: 'sts:*', Principal: principal, Condition: {} })
  const but = (principal: unknown) => ({ Effect: 'Allow', Action: 'sts:*', NotPrincipal: principal })
  it.each([
    ['anyone by everyone', named('*'), named({ AWS: ROLE }), true],
    ['a service by everyone', named('*'), named({ Service: 'ec2.amazonaws.com' }), true],
    ['all but some by everyone', named('*'), but({ AWS: ROLE }), true],
    ['everyone by no account', named({ AWS: ROOT }), named('*'), false],
    ['an account its roles', named({ AWS: ROOT }), named({ AWS: [ROLE, USER] }), true],
    ['no account of another', named({ AWS: '222222222222' }), named({ AWS: ROLE }), false],
    ['no role its account', named({ AWS: ROLE }), named({ AWS: ROOT }), false],
    ['one of several', named({ AWS: [ROLE, USER] }), named({ AWS: USER }), true],
    ['not several by one', named({ AWS: USER }), named({ AWS: [ROLE, USER] }), false],
    ['the same service', named({ Service: ['a', 'b'] }), named({ Service: 'b' }), true],
    ['no other service', named({ Service: 'a' }), named({ Service: 'b' }), false],
    ['no service by an account', named({ AWS: ROOT }), named({ Service: ROOT }), false],
    ['no user of a federation by a service', named({ Service: ROLE }), named({ Federated: ROLE }), false],
    ['fewer exclusions', but({ AWS: ROLE }), but({ AWS: [ROLE, USER] }), true],
    ['no fewer exclusions by more', but({ AWS: [ROLE, USER] }), but({ AWS: ROLE }), false],
    ['no excluded everyone', but({ AWS: '*' }), but({ AWS: ROLE }), false],
    ['nobody named by exclusions', but({ AWS: ROLE }), named({ AWS: USER }), false],
    ['no exclusions by a name', named({ AWS: ROLE }), but({ AWS: ROLE }), false],
  ])('%s', (_, wide, narrow, expected) => {
    expect(covered({ ...wide, Sid: 'Wide' }, narrow, 'trust')).toBe(expected)
    expect(covered({ ...wide, Action: '*' }, narrow, 'trust')).toBe(expected)
  })
})
