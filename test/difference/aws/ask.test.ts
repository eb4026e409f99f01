import { describe, expect, it } from 'vitest'
import { allow, compare, deny, verdict, when } from '../policies.ts'

/** Every region: the request that shows it, or why it is open. */
function shown(base: unknown, head: unknown): readonly string[] {
  const { granted, undecided } = compare(base, head)
  const requests = granted.map(({ witness: { action, resource, context } }) => {
    const keys = Object.entries(context).map(([key, value]) => `${key}=${[value].flat().join('+')}`)
    return [action, resource, ...keys].join(' ')
  })
  return [...requests, ...undecided.map(({ reason }) => `? ${reason}`)]
}

const A = 'arn:aws:s3:::a'
const get = (resource: unknown, more: object = {}) => allow('s3:GetObject', resource, more)
const but = (...resources: readonly string[]) => ({ Effect: 'Deny', Action: 's3:*', NotResource: resources })
const named = (operator: string, value: unknown) => when(operator, 'k', value)

describe('a policy variable', () => {
  it.each([
    [
      'is one of the values that its condition lists',
      get(`${A}/ann`),
      get(`${A}/\${k}`, named('StringEquals', ['ann', 'bob'])),
      ['s3:GetObject arn:aws:s3:::a/bob k=bob'],
    ],
    [
      'is none but the values that its condition lists',
      get([`${A}/ann`, `${A}/bob`]),
      get(`${A}/\${k}`, named('StringEquals', ['ann', 'bob'])),
      [],
    ],
    ['is any text', get(`${A}/ann`), get(`${A}/\${k}`), ['s3:GetObject arn:aws:s3:::a/xxx k=xxx']],
    [
      'is absent where its default is new',
      get(`${A}/?`),
      get(`${A}/\${k, 'none'}`),
      ['s3:GetObject arn:aws:s3:::a/xxx k=xxx'],
    ],
    ['stays as it is', get(`${A}/\${k}`), get(`${A}/\${k}`, named('Null', 'false')), []],
    [
      'with a default is more than without one',
      get(`${A}/\${k}`),
      get(`${A}/\${k, 'd'}`),
      ['s3:GetObject arn:aws:s3:::a/d'],
    ],
    ['with a default is as much where the default is there', get([`${A}/\${k}`, `${A}/d`]), get(`${A}/\${k, 'd'}`), []],
    ['without a default is less than with one', get(`${A}/\${k, 'd'}`), get(`${A}/\${k}`), []],
    ['of one key is not another', get(`${A}/\${k}`), get(`${A}/\${l}`), ['s3:GetObject arn:aws:s3:::a/xxxx l=xxxx']],
    ['is part of a pattern', get(`${A}/*`), get(`${A}/\${k}`), []],
    ['keeps a Deny away', null, [get(`${A}/*`), but(`${A}/\${k}`)], ['s3:GetObject arn:aws:s3:::a/xxx']],
    [
      'keeps a Deny of two away',
      null,
      [get(`${A}/*`), but(`${A}/\${k}`, `${A}/\${l}`)],
      ['s3:GetObject arn:aws:s3:::a/xxx'],
    ],
    [
      'keeps a Deny away no longer',
      [get(`${A}/*`), but(`${A}/\${k}`)],
      [get(`${A}/*`), but(`${A}/*`)],
      ['s3:GetObject arn:aws:s3:::a/x k=xxx'],
    ],
    ['is denied', null, [get(`${A}/*`), deny('s3:*', `${A}/\${k}`)], ['s3:GetObject arn:aws:s3:::a/x']],
    [
      'is denied with its default',
      null,
      [get(`${A}/d`), deny('s3:*', `${A}/\${k, 'd'}`)],
      ['s3:GetObject arn:aws:s3:::a/d k=xxx'],
    ],
    [
      'is denied no longer',
      [get(`${A}/*`), deny('s3:*', `${A}/\${k}`)],
      [get(`${A}/*`)],
      ['s3:GetObject arn:aws:s3:::a/xxx k=xxx'],
    ],
    [
      'is what a value has to be',
      null,
      get(`${A}/k`, when('StringEquals', 'p', '${k}')),
      ['s3:GetObject arn:aws:s3:::a/k p=xxx k=xxx'],
    ],
    [
      'is what a value must not be',
      null,
      get(`${A}/k`, when('StringNotEquals', 'p', '${k}')),
      ['s3:GetObject arn:aws:s3:::a/k k=xxx'],
    ],
    [
      'is what a value must not be any longer',
      get(`${A}/k`, when('StringNotEquals', 'p', '${k}')),
      get(`${A}/k`),
      ['s3:GetObject arn:aws:s3:::a/k p=xxx'],
    ],
    [
      'is what a value had to be',
      get(`${A}/k`, when('StringEquals', 'p', '${k}')),
      get(`${A}/k`, when('Null', 'p', 'false')),
      ['s3:GetObject arn:aws:s3:::a/k p=x'],
    ],
    [
      'is what any value must not be',
      null,
      get(`${A}/k`, when('ForAnyValue:StringNotEquals', 'p', '${k}')),
      ['s3:GetObject arn:aws:s3:::a/k p=x k=xxx'],
    ],
    [
      'is what a number has to be',
      null,
      get(`${A}/k`, when('NumericEquals', 'n', '${k}')),
      ['s3:GetObject arn:aws:s3:::a/k n=000 k=000'],
    ],
    [
      'is open where a number is below it',
      null,
      get(`${A}/k`, when('NumericLessThan', 'n', '${k}')),
      ['? depends on the values of policy variables'],
    ],
    [
      'is open where an address has to be in it',
      null,
      get(`${A}/k`, when('IpAddress', 'ip', '${k}')),
      ['? depends on the values of policy variables'],
    ],
    [
      'leaves a Deny of numbers open',
      null,
      [get(`${A}/k`, when('NumericEquals', 'n', '5')), deny('s3:*', '*', when('NumericLessThan', 'n', '${k}'))],
      ['? depends on the values of policy variables'],
    ],
    [
      'that is absent keeps a Deny of numbers away',
      null,
      [get(`${A}/k`, when('Null', 'n', 'false')), deny('s3:*', '*', when('NumericNotEquals', 'n', '${k}'))],
      ['s3:GetObject arn:aws:s3:::a/k n=xxx'],
    ],
    [
      'meets the variable of a Deny',
      null,
      [get(`${A}/\${k}`), deny('s3:*', `${A}/\${l}`)],
      ['s3:GetObject arn:aws:s3:::a/xxx k=xxx'],
    ],
    ['is the same in a Deny', null, [get(`${A}/\${k}`), deny('s3:*', `${A}/\${k}`)], []],
    [
      'is the same in a Deny of all others',
      null,
      [get(`${A}/\${k}/*`), but(`${A}/\${k}/x*`)],
      ['s3:GetObject arn:aws:s3:::a/xxx/x k=xxx'],
    ],
    [
      'is compared in a Deny',
      null,
      [get(`${A}/\${k}`), deny('s3:*', '*', named('StringNotEquals', 'ann'))],
      ['s3:GetObject arn:aws:s3:::a/ann k=ann'],
    ],
    [
      'is open where a Deny compares it with a pattern',
      null,
      [get(`${A}/\${k}`), deny('s3:*', '*', named('StringNotLike', 'a*'))],
      ['? depends on the values of policy variables'],
    ],
    [
      'is open where what a Deny leaves is covered',
      get(`${A}/ann`),
      [get(`${A}/\${k}`), deny('s3:*', '*', named('StringNotEquals', 'ann'))],
      ['? depends on the values of policy variables'],
    ],
    [
      'is in a segment',
      get('arn:aws:sqs:us-east-1:1:x'),
      allow('sqs:SendMessage', 'arn:aws:sqs:${k}:1:x'),
      ['sqs:SendMessage arn:aws:sqs:xxx:1:x k=xxx'],
    ],
    [
      'is one of many',
      get(`${A}/<x>`),
      get(`${A}/\${a}\${b}\${c}\${d}\${e}`),
      ['s3:GetObject arn:aws:s3:::a/xxxxxxxxxxxxxxxxxxxxxxxxx a=xxx b=xxxx c=xxxxx d=xxxxxx e=xxxxxxx'],
    ],
    [
      'beside an unknown text is open',
      get(`${A}/<x>`),
      get(`${A}/<y>`, named('StringEquals', '${l}')),
      ['? depends on y, which is only known after apply'],
    ],
    [
      'beside an unknown text that is a pattern',
      get(`${A}/<x>/\${k}`),
      get(`${A}/<y>/\${k}`),
      ['? depends on y, which is only known after apply'],
    ],
    [
      'of five keys beside an unknown text is open',
      get(`${A}/<x>`),
      get(`${A}/<y>`, { Condition: { StringEquals: { p: '${a}', q: '${b}', r: '${c}', s: '${d}', t: '${e}' } } }),
      ['? depends on y, which is only known after apply'],
    ],
    [
      'in two different Denies',
      null,
      [get(`${A}/*`), but(`${A}/\${k}`), but(`${A}/\${l}`)],
      ['s3:GetObject arn:aws:s3:::a/x'],
    ],
    [
      'in a Deny with a value',
      null,
      [get(`${A}/*`), { ...but(`${A}/\${k}`), ...named('StringEquals', 'ann') }],
      ['s3:GetObject arn:aws:s3:::a/x'],
    ],
    [
      'in a Deny that lists values',
      null,
      [get(`${A}/*`, named('StringEquals', ['ann', 'bob'])), but(`${A}/\${k}`)],
      ['s3:GetObject arn:aws:s3:::a/ann k=ann'],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(shown(base, head)).toEqual(expected)
  })
})

describe('a text of no known meaning', () => {
  const limited = (value: unknown, operator = 'ArnLike') => get(`${A}/k`, when(operator, 'arn', value))
  it.each([
    ['is open where it is asked for', null, limited('arn:*:t'), 'undecided'],
    ['is open where it was asked for', limited('arn:*:t'), limited('arn:aws:sns:*:1:t'), 'undecided'],
    [
      'is open beside another',
      limited(['arn:*:t', 'arn:aws:sns:eu:1:t']),
      limited(['arn:*:t', 'arn:aws:sns:*:1:t']),
      'undecided',
    ],
    ['stays as it is', limited('arn:*:t'), limited('arn:*:t'), 'not-broadened'],
    ['is open in a Deny', null, [get(`${A}/k`), deny('s3:*', '*', when('ArnNotLike', 'arn', 'arn:*:t'))], 'undecided'],
    ['is open with a variable that is not closed', null, get(`${A}/\${k`), 'undecided'],
    ['is open with such a variable beside a plain one', get(`${A}/x`), get([`${A}/\${k`, `${A}/x`]), 'undecided'],
  ])('%s', (_, base, head, expected) => {
    expect(verdict(base, head)).toBe(expected)
  })
})

describe('a key of several values', () => {
  const ANY = 'ForAnyValue:StringEquals'
  const letters = (count: number) => [...'abcdefghijklmnop'].slice(0, count)
  const all = (count: number) => ({
    Condition: { 'ForAllValues:StringNotEquals': { k: ['zz'] }, [ANY]: { k: letters(count) } },
  })
  it.each([
    [
      'has as many values as are needed',
      null,
      [
        get(`${A}/k`),
        ...letters(3).map((letter) =>
          deny('s3:*', '*', { Condition: { 'ForAllValues:StringNotEquals': { k: letter } } }),
        ),
      ],
      ['s3:GetObject arn:aws:s3:::a/k k=a+b+c'],
    ],
    [
      'has eight classes told apart',
      null,
      [
        get(`${A}/k`),
        ...letters(7).map((letter) =>
          deny('s3:*', '*', { Condition: { 'ForAllValues:StringNotEquals': { k: letter } } }),
        ),
      ],
      ['s3:GetObject arn:aws:s3:::a/k k=a+b+c+d+e+f+g'],
    ],
    [
      'has more of them, of which all together are tried',
      null,
      [
        get(`${A}/k`),
        ...letters(8).map((letter) =>
          deny('s3:*', '*', { Condition: { 'ForAllValues:StringNotEquals': { k: letter } } }),
        ),
      ],
      ['s3:GetObject arn:aws:s3:::a/k k=x+a+b+c+d+e+f+g+h'],
    ],
    [
      'has more of them, of which some are not tried',
      null,
      [
        get(`${A}/k`),
        ...letters(8).map((letter) =>
          deny('s3:*', '*', { Condition: { 'ForAllValues:StringNotEquals': { k: letter } } }),
        ),
        deny('s3:*', '*', when(ANY, 'k', 'a')),
      ],
      ['? a condition key with several values is compared in more ways than are told apart'],
    ],
    [
      'has three of more',
      null,
      [
        get(`${A}/k`, all(9)),
        ...letters(3).map((letter) =>
          deny('s3:*', '*', { Condition: { 'ForAllValues:StringNotEquals': { k: letter } } }),
        ),
        deny('s3:*', '*', when(ANY, 'k', 'd')),
      ],
      ['s3:GetObject arn:aws:s3:::a/k k=a+b+c'],
    ],
    [
      'has two of more',
      null,
      [
        get(`${A}/k`, all(9)),
        ...letters(2).map((letter) =>
          deny('s3:*', '*', { Condition: { 'ForAllValues:StringNotEquals': { k: letter } } }),
        ),
        deny('s3:*', '*', when(ANY, 'k', 'd')),
      ],
      ['s3:GetObject arn:aws:s3:::a/k k=a+b'],
    ],
    [
      'has only one value where nobody asks for several',
      null,
      [get(`${A}/k`), ...letters(2).map((letter) => deny('s3:*', '*', when('StringNotEquals', 'k', letter)))],
      [],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(shown(base, head)).toEqual(expected)
  })
})
