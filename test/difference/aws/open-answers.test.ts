import { describe, expect, it } from 'vitest'
import type { PolicyKind } from '../../../src/core/authorization/access.ts'
import { DEFAULT_LIMITS, type Limits } from '../../../src/core/difference/aws/budget.ts'
import { compareGrants } from '../../../src/core/difference/compare-access.ts'
import { allow, compare, deny, policySet, when } from '../policies.ts'

const OBJECT = 'arn:aws:s3:::a/k'
const USER = 'arn:aws:iam::111111111111:user/u'
const ROLE = 'arn:aws:iam::111111111111:role/r'
const trust = (principal: unknown) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: principal })
const under = (operator: string, value: unknown) => allow('s3:GetObject', OBJECT, when(operator, 'k', value))

describe('what is unknown beside what is known', () => {
  it.each<[string, unknown, unknown, PolicyKind]>([
    ['one principal of several', trust({ AWS: ['<x>', USER] }), trust({ AWS: ROLE }), 'trust'],
    ['one action of several', allow(['s3:PutObject', 's3:<x>'], OBJECT), allow('s3:GetObject', OBJECT), 'identity'],
    [
      'one resource of several',
      allow('s3:GetObject', ['arn:aws:s3:::b', '<x>']),
      allow('s3:GetObject', OBJECT),
      'identity',
    ],
    ['one value of several', under('StringEquals', ['a', '<x>']), under('StringEquals', 'b'), 'identity'],
    ['a part of a value', under('StringEquals', 'a<x>'), under('StringEquals', 'ab'), 'identity'],
    ['one value of Null', under('Null', ['true', '<x>']), under('Null', 'false'), 'identity'],
    ['a value of head alone', under('StringEquals', 'a'), under('StringEquals', '<x>'), 'identity'],
    ['a condition of one Deny', [allow('*'), deny('s3:*', '*', when('Null', 'k', '<x>'))], allow('*'), 'identity'],
  ])('leaves the answer open: %s', (_, base, head, kind) => {
    const { granted, undecided } = compare(base, head, kind)
    expect(granted).toEqual([])
    expect(undecided).toMatchObject([{ reason: 'depends on x, which is only known after apply' }])
  })
})

describe('an answer that was not open before', () => {
  it.each<[string, unknown, unknown, boolean]>([
    ['where base has policies and nothing unknown', allow('sqs:*'), allow('s3:<x>'), true],
    ['not where base has no policy', null, allow('s3:<x>'), false],
    ['not where base has something unknown', allow('s3:<y>'), allow('s3:<x>'), false],
  ])('is told apart: %s', (_, base, head, expected) => {
    expect(compare(base, head).undecided.map(({ decidedAtBase }) => decidedAtBase)).toEqual([expected])
  })
})

describe('actions of which no resource is known', () => {
  it('act on those of their own service alone, whatever others do', () => {
    const [first, second] = ['polly:DescribeVoices', 'translate:ListLanguages']
    const on = (service: string) => `arn:aws:${service}:eu-west-1:111111111111:x`
    const actionsOn = (service: string) =>
      compare(null, allow([first, second], on(service))).granted.flatMap(({ actions }) => actions)
    expect(actionsOn('polly')).toEqual([first])
    expect(actionsOn('translate')).toEqual([second])
  })
})

describe('a limit that is hit, whichever it is', () => {
  const secret = (value: string) => deny('s3:*', '*', when('StringNotEquals', 'k', value))
  const home = (name: string) => `arn:aws:s3:::home/${name}/*`

  it.each<[string, unknown, unknown]>([
    ['certain', null, [allow('s3:GetObject', OBJECT), secret('a'), deny('s3:*', '*', when('Null', 'j', 'true'))]],
    ['open', under('StringEquals', ['a', '<x>']), [under('StringEquals', ['b', 'c']), secret('b')]],
    ['open by a variable', allow('s3:*', home('${aws:username}')), allow('s3:*', home('<x>'))],
    [
      'open by a variable and a condition',
      [allow('s3:*', home('${aws:username}')), secret('a')],
      allow('s3:*', home('b')),
    ],
  ])('leaves nothing silent that is %s', (_, base, head) => {
    const [before, after] = [base, head].map((each) => policySet(each === null ? [] : [each]))
    if (before === undefined || after === undefined) throw new Error('no policies')
    const amounts = [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377]
    const few = (['steps', 'combinations', 'pairs'] as const).flatMap((limit) =>
      amounts.map((amount): Limits => ({ ...DEFAULT_LIMITS, [limit]: amount })),
    )
    const silent = few.filter((limits) => {
      const { granted, undecided } = compareGrants(before, after, limits)
      return granted.length + undecided.length === 0
    })
    expect(silent).toEqual([])
  })
})
