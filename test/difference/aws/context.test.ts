import { describe, expect, it } from 'vitest'
import type { PolicyKind } from '../../../src/core/authorization/access.ts'
import { unknown } from '../../authorization/aws/json-value.ts'
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

describe('the context shown', () => {
  const limited = (operator: string, value: unknown, key = 'k') =>
    allow('s3:GetObject', `${A}/k`, when(operator, key, value))
  const forbidden = (operator: string, value: unknown, key = 'k') => [
    allow('s3:GetObject', `${A}/k`),
    deny('s3:*', '*', when(operator, key, value)),
  ]
  it.each([
    ['has no key where none is needed', null, limited('StringNotEquals', 'v'), ['s3:GetObject arn:aws:s3:::a/k']],
    [
      'has the key as the policy spells it',
      null,
      limited('StringEquals', 'v', 'aws:SourceVpc'),
      ['s3:GetObject arn:aws:s3:::a/k aws:SourceVpc=v'],
    ],
    ['has one value of several', null, limited('StringEquals', ['v', 'w']), ['s3:GetObject arn:aws:s3:::a/k k=v']],
    ['has the shortest value of a pattern', null, limited('StringLike', 'v*'), ['s3:GetObject arn:aws:s3:::a/k k=v']],
    [
      'has another value than before',
      limited('StringLike', 'v*'),
      limited('StringLike', '*'),
      ['s3:GetObject arn:aws:s3:::a/k k=x'],
    ],
    [
      'has a value that was not allowed',
      limited('StringEquals', ['v', 'w']),
      limited('StringEquals', ['v', 'w', 'x']),
      ['s3:GetObject arn:aws:s3:::a/k k=x'],
    ],
    [
      'has the value in another case',
      limited('StringEquals', 'v'),
      limited('StringEqualsIgnoreCase', 'v'),
      ['s3:GetObject arn:aws:s3:::a/k k=V'],
    ],
    ['has true', null, limited('Bool', 'true'), ['s3:GetObject arn:aws:s3:::a/k k=true']],
    [
      'has false',
      limited('Bool', 'true'),
      limited('Bool', ['true', 'false']),
      ['s3:GetObject arn:aws:s3:::a/k k=false'],
    ],
    ['has a number below', null, limited('NumericLessThan', '5'), ['s3:GetObject arn:aws:s3:::a/k k=4']],
    [
      'has the number between',
      limited('NumericLessThan', '5'),
      limited('NumericLessThanEquals', '5'),
      ['s3:GetObject arn:aws:s3:::a/k k=5'],
    ],
    [
      'has a number beyond',
      limited('NumericLessThanEquals', '5'),
      limited('NumericLessThan', '7'),
      ['s3:GetObject arn:aws:s3:::a/k k=6'],
    ],
    ['has a number above', null, limited('NumericGreaterThan', '5'), ['s3:GetObject arn:aws:s3:::a/k k=6']],
    [
      'has a number again',
      limited('NumericGreaterThan', '5'),
      limited('NumericGreaterThanEquals', '5'),
      ['s3:GetObject arn:aws:s3:::a/k k=5'],
    ],
    [
      'has the number that was excluded',
      limited('NumericNotEquals', '5'),
      allow('s3:GetObject', `${A}/k`),
      ['s3:GetObject arn:aws:s3:::a/k k=5'],
    ],
    [
      'has a date',
      limited('DateLessThan', '2030-01-01T00:00:00Z'),
      limited('DateLessThan', '2031-01-01T00:00:00Z'),
      ['s3:GetObject arn:aws:s3:::a/k k=2030-12-31T23:59:59.000Z'],
    ],
    [
      'has a date after',
      null,
      limited('DateGreaterThan', '2030-01-01T00:00:00Z'),
      ['s3:GetObject arn:aws:s3:::a/k k=2030-01-01T00:00:00.001Z'],
    ],
    [
      'has an address',
      null,
      limited('IpAddress', '10.0.0.0/8', 'aws:SourceIp'),
      ['s3:GetObject arn:aws:s3:::a/k aws:SourceIp=10.0.0.0'],
    ],
    [
      'has an address outside',
      null,
      limited('NotIpAddress', '0.0.0.0/1', 'aws:SourceIp'),
      ['s3:GetObject arn:aws:s3:::a/k'],
    ],
    [
      'has an address in what is new',
      limited('IpAddress', '10.0.0.0/8'),
      limited('IpAddress', '10.0.0.0/7'),
      ['s3:GetObject arn:aws:s3:::a/k k=11.0.0.0'],
    ],
    ['has an ARN', null, limited('ArnLike', 'arn:aws:sns:*:*:t'), ['s3:GetObject arn:aws:s3:::a/k k=arn:aws:sns:::t']],
    [
      'has an ARN of another region',
      limited('ArnLike', 'arn:aws:sns:eu-*:*:t'),
      limited('ArnLike', 'arn:aws:sns:*:*:t'),
      ['s3:GetObject arn:aws:s3:::a/k k=arn:aws:sns:::t'],
    ],
    ['has the key', limited('StringNotEquals', 'v'), limited('Null', 'false'), ['s3:GetObject arn:aws:s3:::a/k k=v']],
    ['has the key because it must be there', null, limited('Null', 'false'), ['s3:GetObject arn:aws:s3:::a/k k=x']],
    ['has no key because it must not', null, limited('Null', 'true'), ['s3:GetObject arn:aws:s3:::a/k']],
    [
      'has no key where it need not',
      limited('StringEquals', 'v'),
      limited('StringEqualsIfExists', 'v'),
      ['s3:GetObject arn:aws:s3:::a/k'],
    ],
    ['keeps a Deny away', null, forbidden('StringEquals', 'v'), ['s3:GetObject arn:aws:s3:::a/k']],
    ['keeps a Deny away by being there', null, forbidden('Null', 'true'), ['s3:GetObject arn:aws:s3:::a/k k=x']],
    ['keeps a Deny away by a value', null, forbidden('StringNotEquals', 'v'), ['s3:GetObject arn:aws:s3:::a/k k=v']],
    ['keeps a Deny away by a pattern', null, forbidden('StringNotLike', 'v*'), ['s3:GetObject arn:aws:s3:::a/k k=v']],
    [
      'keeps two Denies away',
      null,
      [...forbidden('StringNotEquals', ['v', 'w']), deny('s3:*', '*', when('StringEquals', 'k', 'v'))],
      ['s3:GetObject arn:aws:s3:::a/k k=w'],
    ],
    [
      'keeps two Denies away by two keys',
      null,
      [...forbidden('StringNotEquals', 'v'), deny('s3:*', '*', when('StringNotEquals', 'j', 'w'))],
      ['s3:GetObject arn:aws:s3:::a/k k=v j=w'],
    ],
    [
      'cannot keep two Denies away',
      null,
      [...forbidden('StringEquals', 'v'), deny('s3:*', '*', when('StringNotEquals', 'k', 'v'))],
      [],
    ],
    [
      'keeps a Deny of two conditions away by one',
      null,
      [allow('s3:GetObject', `${A}/k`), deny('s3:*', '*', { Condition: { Null: { j: 'true', k: 'true' } } })],
      ['s3:GetObject arn:aws:s3:::a/k j=x'],
    ],
    [
      'meets two conditions on a key',
      null,
      allow('s3:GetObject', `${A}/k`, { Condition: { StringLike: { k: 'v*' }, StringNotEquals: { k: 'v' } } }),
      ['s3:GetObject arn:aws:s3:::a/k k=vx'],
    ],
    [
      'cannot meet two conditions',
      null,
      allow('s3:GetObject', `${A}/k`, { Condition: { StringEquals: { k: 'v' }, StringNotLike: { k: 'v*' } } }),
      [],
    ],
    [
      'has two values',
      null,
      allow('s3:GetObject', `${A}/k`, {
        Condition: { 'ForAnyValue:StringEquals': { k: 'v' }, 'ForAnyValue:StringNotEquals': { k: ['v', 'w'] } },
      }),
      ['s3:GetObject arn:aws:s3:::a/k k=x+v'],
    ],
    [
      'has two values where all were asked for',
      limited('ForAllValues:StringEquals', 'v'),
      limited('ForAnyValue:StringEquals', 'v'),
      ['s3:GetObject arn:aws:s3:::a/k k=x+v'],
    ],
    [
      'has no value where all are asked for',
      limited('ForAnyValue:StringEquals', 'v'),
      limited('ForAllValues:StringEquals', 'v'),
      ['s3:GetObject arn:aws:s3:::a/k'],
    ],
    [
      'has a value that is asked for',
      limited('ForAllValues:StringNotEquals', 'v'),
      limited('ForAnyValue:StringLike', '*'),
      ['s3:GetObject arn:aws:s3:::a/k k=v'],
    ],
    ['has the unknown value', null, limited('StringEquals', '<x>'), ['s3:GetObject arn:aws:s3:::a/k k=${x}']],
    ['has an unknown number', null, limited('NumericEquals', '<x>'), ['s3:GetObject arn:aws:s3:::a/k k=${x}']],
    [
      'has a number below an unknown one',
      null,
      limited('NumericLessThan', '<x>'),
      ['? depends on x, which is only known after apply'],
    ],
    ['has an unknown date', null, limited('DateEquals', '<x>'), ['s3:GetObject arn:aws:s3:::a/k k=${x}']],
    [
      'is open between two unknown values',
      limited('StringEquals', '<x>'),
      limited('StringEquals', '<y>'),
      ['? depends on y, which is only known after apply'],
    ],
    [
      'is open for an unknown condition',
      null,
      allow('s3:GetObject', `${A}/k`, { Condition: unknown('c') }),
      ['? depends on c, which is only known after apply'],
    ],
    ['is open for an unknown Null', null, limited('Null', '<x>'), ['? depends on x, which is only known after apply']],
    [
      'has a value for a variable',
      null,
      limited('StringEquals', '${aws:username}'),
      ['s3:GetObject arn:aws:s3:::a/k k=xxx aws:username=xxx'],
    ],
    [
      'is open where a key is compared as a number and as a text',
      null,
      allow('s3:GetObject', `${A}/k`, { Condition: { NumericEquals: { k: '5' }, StringNotEquals: { k: '5' } } }),
      ['? a condition key is compared in more ways than are told apart'],
    ],
    [
      'has the values of several operators',
      null,
      allow('s3:GetObject', `${A}/k`, { Condition: { NumericGreaterThan: { k: '5' }, StringLike: { k: '7*' } } }),
      ['s3:GetObject arn:aws:s3:::a/k k=7'],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(shown(base, head)).toEqual(expected)
  })
})
