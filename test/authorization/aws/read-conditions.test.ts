import { describe, expect, it } from 'vitest'
import { readConditions } from '../../../src/core/authorization/aws/read-conditions.ts'
import type { Problems } from '../../../src/core/authorization/aws/reading.ts'
import { displayText } from '../../../src/core/value/value.ts'
import { jsonValue, unknown } from './json-value.ts'

const SPAN = { file: 'policy.json', start: 0, end: 0 }

function read(json: unknown) {
  const rejections: Problems = []
  const problems: Problems = []
  const conditions = readConditions({ keySpan: SPAN, value: jsonValue(json) }, rejections, problems)
  return { conditions, rejections, problems }
}

function fingerprints(json: unknown): readonly string[] {
  return read(json).conditions.map((each) => (each.kind === 'opaque' ? each.symbol.fingerprint : 'readable'))
}

describe('readable conditions', () => {
  it('are none where the element is missing or empty', () => {
    const problems: Problems = []
    expect(readConditions(undefined, problems, problems)).toEqual([])
    expect(read({})).toEqual({ conditions: [], rejections: [], problems: [] })
    expect(read({ StringEquals: {} }).conditions).toEqual([])
    expect(problems).toEqual([])
  })

  it.each([
    ['StringEquals', { operator: 'StringEquals', ifExists: false }],
    ['StringNotEqualsIfExists', { operator: 'StringNotEquals', ifExists: true }],
    ['ForAllValues:StringLike', { operator: 'StringLike', ifExists: false, quantifier: 'ForAllValues' }],
    ['ForAnyValue:ArnLikeIfExists', { operator: 'ArnLike', ifExists: true, quantifier: 'ForAnyValue' }],
    ['Null', { operator: 'Null', ifExists: false }],
  ])('%s', (name, expected) => {
    const { conditions, rejections, problems } = read({ [name]: { 'x:Key': 'true' } })
    const [condition] = conditions
    if (condition?.kind !== 'condition') throw new Error('readable expected')
    const { values, span, ...rest } = condition
    expect(rest).toStrictEqual({ kind: 'condition', key: 'x:Key', ...expected })
    expect([values.map(displayText), span]).toEqual([['true'], SPAN])
    expect([rejections, problems]).toEqual([[], []])
  })

  it.each([
    ['a', ['a']],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [[], []],
    [true, ['true']],
    [
      [false, 10],
      ['false', '10'],
    ],
    ['a<v>', ['a${v}']],
    [unknown('v'), ['${v}']],
  ])('values %j', (json, expected) => {
    const { conditions, problems } = read({ StringEquals: { k: json } })
    expect(conditions.map((each) => (each.kind === 'condition' ? each.values.map(displayText) : 'opaque'))).toEqual([
      expected,
    ])
    expect(problems).toEqual([])
  })

  it('stand beside one another', () => {
    const { conditions } = read({ StringEquals: { a: '1', b: '2' }, StringLike: { a: '3' } })
    expect(conditions.map((each) => each.kind === 'condition' && `${each.operator} ${each.key}`)).toEqual([
      'StringEquals a',
      'StringEquals b',
      'StringLike a',
    ])
  })
})

describe('what AWS accepts and does not explain', () => {
  const values = 'has no values, and AWS does not say what it means then'
  const type = 'has a value of another type, and AWS does not say what it means then'
  it.each<[string, unknown, string]>([
    ['StringNotEquals', [], values],
    ['ForAllValues:StringNotLike', [], values],
    ['ArnNotLikeIfExists', [], values],
    ['Null', [], values],
    ['Null', 'maybe', type],
    ['Null', 'xtrue', type],
    ['Null', 'falsey', type],
    ['Bool', 'yes', type],
    ['BoolIfExists', ['true', '1'], type],
    ['IpAddress', '203.0.113.*', type],
    ['NotIpAddress', ['10.0.0.0/8', '10.0.0.0/33'], type],
    ['NumericLessThan', 'ten', type],
    ['NumericEquals', true, type],
    ['DateLessThan', '1 January 2030', type],
    ['DateGreaterThan', '2030-02-30', type],
    ['BinaryEquals', 'QQ=', type],
    ['BinaryEquals', 'QQ*=', type],
    ['BinaryEquals', '*QQQ', type],
    ['BinaryEquals', 'Q===', type],
  ])('%s %j is an opaque condition and no problem', (operator, value, reason) => {
    const { conditions, rejections, problems } = read({ [operator]: { k: value } })
    expect(conditions).toMatchObject([{ kind: 'opaque', symbol: { address: `the condition ${operator} k`, reason } }])
    expect([rejections, problems]).toEqual([[], []])
  })

  it.each<[string, unknown]>([
    ['StringEquals', []],
    ['ForAllValues:StringEquals', []],
    ['ForAnyValue:StringLike', []],
    ['BoolIfExists', []],
    ['Bool', ['True', false]],
    ['Null', 'FALSE'],
    ['BinaryEquals', ['QUJD', 'QQ==', 'QUI=', 'a+/0']],
    ['IpAddress', ['10.0.0.1', '2001:db8::/32']],
    ['NumericEquals', ['-1.5', 2]],
    ['DateEquals', ['2030-01-01', '1577836800']],
    ['NumericLessThan', '${x:limit}'],
    ['IpAddress', '10.0.0.0/<v>'],
    ['StringEquals', '*'],
    ['StringLike', '*'],
    ['ArnLike', '*'],
  ])('%s %j means something', (operator, value) => {
    expect(read({ [operator]: { k: value } }).conditions).toMatchObject([{ kind: 'condition' }])
  })
})

describe('what AWS would reject', () => {
  it.each([
    ['unknown-operator', { StringIs: { k: 'a' } }, 'Unknown condition operator "StringIs"', 'StringIs'],
    ['unknown-operator', { stringEquals: { k: 'a' } }, 'Unknown condition operator "stringEquals"', 'stringEquals'],
    ['unknown-operator', { xStringEquals: { k: 'a' } }, 'Unknown condition operator "xStringEquals"', 'xStringEquals'],
    [
      'unknown-operator',
      { ' StringEquals': { k: 'a' } },
      'Unknown condition operator " StringEquals"',
      ' StringEquals',
    ],
    [
      'unknown-operator',
      { 'StringEquals ': { k: 'a' } },
      'Unknown condition operator "StringEquals "',
      'StringEquals ',
    ],
    ['unknown-operator', { '': { k: 'a' } }, 'Unknown condition operator ""', ''],
    [
      'unknown-operator',
      { 'ForSomeValues:Bool': { k: 'a' } },
      'Unknown condition operator "ForSomeValues:Bool"',
      'ForSomeValues:Bool',
    ],
    ['unknown-operator', { 'x:Bool': { k: 'a' } }, 'Unknown condition operator "x:Bool"', 'x:Bool'],
    ['unknown-operator', { NullIfExists: { k: 'a' } }, 'Unknown condition operator "NullIfExists"', 'NullIfExists'],
    [
      'unknown-operator',
      { 'ForAllValues:Null': { k: 'a' } },
      'Unknown condition operator "ForAllValues:Null"',
      'ForAllValues:Null',
    ],
    ['wrong-type', { Bool: 'a' }, 'Bool holds a string', 'Bool'],
    ['wrong-type', { Bool: [] }, 'Bool holds a list', 'Bool'],
    ['wrong-type', { Bool: { k: null } }, 'The condition on k holds a null', 'Bool k'],
    ['wrong-type', { Bool: { k: ['a', {}] } }, 'The condition on k holds an object', 'Bool k'],
  ])('%s %j is an opaque condition and a problem', (code, json, summary, name) => {
    const { conditions, rejections, problems } = read(json)
    expect(conditions).toMatchObject([{ kind: 'opaque', span: SPAN, symbol: { address: `the condition ${name}` } }])
    expect(problems).toMatchObject([{ severity: 'error', code: `policy-${code}`, summary }])
    expect(rejections).toEqual([])
  })

  it.each([
    ['a list', []],
    ['a string', 'a'],
    ['a null', null],
    ['a boolean', true],
  ])('%s in place of the element leaves nothing to read', (summary, json) => {
    const { conditions, rejections, problems } = read(json)
    expect(conditions).toEqual([])
    expect(rejections).toMatchObject([{ code: 'policy-wrong-type', summary: `Condition is ${summary}` }])
    expect(problems).toEqual([])
  })

  it('a key in two spellings is opaque where it stands again', () => {
    const { conditions, problems } = read({
      Bool: { 'x:A': 'true', 'X:a': 'false', 'x:b': 'true' },
      Null: { 'x:a': 'true' },
    })
    expect(conditions.map(({ kind }) => kind)).toEqual(['condition', 'opaque', 'condition', 'condition'])
    expect(conditions[1]).toMatchObject({ symbol: { address: 'the condition Bool X:a' } })
    expect(problems).toMatchObject([
      { code: 'policy-repeated-key', summary: 'The condition key X:a stands twice under Bool' },
    ])
  })
})

describe('what is unknown', () => {
  it('is opaque as a whole by its own name', () => {
    const { conditions, rejections, problems } = read(unknown('c'))
    expect(conditions).toMatchObject([{ kind: 'opaque', span: SPAN, symbol: { fingerprint: 'fingerprint-c' } }])
    expect([rejections, problems]).toEqual([[], []])
  })

  it('is opaque under an operator, with the address and reason of what is unknown', () => {
    const { conditions, problems } = read({ Bool: unknown('c'), Null: { a: 'true' } })
    expect(conditions).toMatchObject([
      { kind: 'opaque', symbol: { address: 'c', reason: 'is only known after apply' } },
      { kind: 'condition' },
    ])
    expect(problems).toEqual([])
  })

  it('is told apart by all that it says', () => {
    const each = [{ Bool: unknown('c') }, { Bool: unknown('d') }, { Null: unknown('c') }, { Bool: 'c' }, { Bool: 'd' }]
    const found = each.flatMap(fingerprints)
    expect(new Set(found).size).toBe(each.length)
    expect(fingerprints({ Bool: unknown('c') })).toEqual(found.slice(0, 1))
  })
})
