import { describe, expect, it } from 'vitest'
import type { CompiledCondition } from '../../../src/core/difference/aws/compiled-condition.ts'
import { compileSide } from '../../../src/core/difference/aws/compiled-policy.ts'
import { conditionTruth, type KeyValue } from '../../../src/core/difference/aws/condition-truth.ts'
import { letterCode, OTHER, type Word, wordOf } from '../../../src/core/difference/aws/letters.ts'
import { Lexicon } from '../../../src/core/difference/aws/lexicon.ts'
import { unknown } from '../../authorization/aws/json-value.ts'
import { allow, policySet, when } from '../policies.ts'

function conditionOf(condition: object, lexicon = new Lexicon()): CompiledCondition {
  const { documents } = policySet([[allow('s3:*', '*', condition)]])
  const [rule] = compileSide(documents, 'identity', lexicon).allows
  const [first] = rule?.kind === 'statement' ? rule.conditions : []
  if (first === undefined) throw new TypeError('no condition')
  return first
}

/** The first symbol of the policy is `#`, a character that no pattern spells `~`. */
function wordsOf(value: string | readonly string[]): KeyValue {
  if (value === 'absent') return value
  return [value].flat().map((text): Word => {
    return text.split(/([#~])/).flatMap((piece) => {
      if (piece === '~') return [OTHER]
      return piece === '#' ? [letterCode(0, false)] : wordOf(piece)
    })
  })
}

function truth(
  operator: string,
  expected: unknown,
  value: string | readonly string[],
  stance: 'definite' | 'possible' = 'definite',
) {
  const lexicon = new Lexicon()
  const condition = conditionOf(when(operator, 'k', expected), lexicon)
  // The letters of a comparison are numbered when its patterns are first read.
  if (condition.kind === 'value') for (const each of condition.values) lexicon.automaton(each.lexeme, 'must')
  const context = { stance, lexicon, resolved: new Map([['known', 1]]) }
  const result = conditionTruth(condition, wordsOf(value), context)
  return typeof result === 'boolean' ? result : 'anyOf' in result ? 'some' : 'none'
}

describe('the truth of a condition', () => {
  it.each([
    ['StringEquals', ['v', 'w'], 'w', true],
    ['StringEquals', 'v', 'V', false],
    ['StringEquals', 'v*', 'vx', false],
    ['StringEquals', 'v', 'absent', false],
    ['StringEqualsIfExists', 'v', 'absent', true],
    ['StringEqualsIfExists', 'v', 'w', false],
    ['StringNotEquals', 'v', 'absent', true],
    ['StringNotEquals', ['v', 'w'], 'w', false],
    ['StringNotEquals', ['v', 'w'], 'x', true],
    ['StringEqualsIgnoreCase', 'v', 'V', true],
    ['StringNotEqualsIgnoreCase', 'v', 'V', false],
    ['StringLike', 'v*', 'vx', true],
    ['StringLike', 'v?', 'v~', true],
    ['StringNotLike', 'v*', 'vx', false],
    ['ArnLike', 'arn:aws:s3:*:1:b', 'arn:aws:s3:eu:1:b', true],
    ['ArnLike', 'arn:aws:s3:*:1:b', 'arn:aws:s3:e:u:1:b', false],
    ['ArnNotLike', 'arn:aws:s3:*:1:b', 'arn:aws:s3:eu:1:b', false],
    ['Bool', 'true', 'TRUE', true],
    ['Bool', 'true', 'false', false],
    ['Null', 'true', 'absent', true],
    ['Null', 'true', 'v', false],
    ['Null', 'TRUE', 'absent', true],
    ['Null', 'false', 'absent', false],
    ['Null', 'false', 'v', true],
    ['Null', ['true', 'false'], 'v', true],
    ['Null', ['true', 'false'], 'absent', true],
    ['Null', '<x>', 'v', 'some'],
    ['Null', ['<x>', 'true'], 'absent', true],
    ['Null', ['<x>', 'true'], 'v', 'some'],
    ['NumericEquals', '5', '5.0', true],
    ['NumericEquals', '5', '6', false],
    ['NumericEquals', '5', 'five', false],
    ['NumericEquals', '5', '~', false],
    ['NumericEquals', 'five', '5', 'some'],
    ['NumericNotEquals', '5', '5', false],
    ['NumericNotEquals', '5', '6', true],
    ['NumericNotEquals', '5', 'absent', true],
    ['NumericLessThan', '5', '4', true],
    ['NumericLessThan', '5', '5', false],
    ['NumericLessThan', '5', '6', false],
    ['NumericLessThanEquals', '5', '4', true],
    ['NumericLessThanEquals', '5', '5', true],
    ['NumericLessThanEquals', '5', '6', false],
    ['NumericGreaterThan', '5', '4', false],
    ['NumericGreaterThan', '5', '5', false],
    ['NumericGreaterThan', '5', '6', true],
    ['NumericGreaterThanEquals', '5', '4', false],
    ['NumericGreaterThanEquals', '5', '5', true],
    ['NumericGreaterThanEquals', '5', '6', true],
    ['DateEquals', '2030-01-01', '2030-01-01T00:00:00Z', true],
    ['DateEquals', '2030-01-01', 'soon', false],
    ['DateEquals', 'soon', '2030-01-01', 'some'],
    ['DateLessThan', '2030-01-01', '2029-01-01', true],
    ['DateLessThan', '2030-01-01', '2030-01-01', false],
    ['DateGreaterThan', '2030-01-01', '2031-01-01', true],
    ['IpAddress', '10.0.0.0/8', '10.1.2.3', true],
    ['IpAddress', '10.0.0.0/8', '10.0.0.0', true],
    ['IpAddress', '10.0.0.0/8', '10.255.255.255', true],
    ['IpAddress', '10.0.0.0/8', '11.0.0.0', false],
    ['IpAddress', '10.0.0.0/8', '9.255.255.255', false],
    ['IpAddress', '10.0.0.0/8', '10.0.0.0/7', false],
    ['IpAddress', '0.0.0.0/0', '::1', false],
    ['IpAddress', '10.0.0.0/8', 'nowhere', false],
    ['IpAddress', 'nowhere', '10.0.0.0', 'some'],
    ['NotIpAddress', '10.0.0.0/8', '10.0.0.0', false],
    ['NotIpAddress', '10.0.0.0/8', '11.0.0.0', true],
    ['StringEquals', '<x>', '#', true],
    ['StringEquals', '<x>', 'v', 'some'],
    ['StringEquals', ['<x>', 'v'], 'v', true],
    ['StringNotEquals', '<x>', '#', false],
    ['StringNotEquals', '<x>', 'v', 'none'],
    ['NumericEquals', '<x>', '#', true],
    ['NumericEquals', '<x>', '5', 'some'],
    ['NumericEquals', ['<x>', '5'], '5', true],
    ['NumericLessThan', '<x>', '#', 'some'],
    ['NumericLessThan', '<x>', '5', 'some'],
    ['NumericGreaterThan', '<x>', '#', 'some'],
    ['NumericLessThanEquals', '<x>', '#', true],
    ['NumericGreaterThanEquals', '<x>', '#', true],
    ['NumericEquals', ['<x>', '5'], '#', true],
    ['IpAddress', '<x>', '#', true],
    ['IpAddress', '<x>', '10.0.0.0', 'some'],
    ['DateEquals', '<x>', '#', true],
    ['DateLessThan', '<x>', '2030-01-01', 'some'],
    ['StringNotEquals', '${k2}', 'v', 'none'],
    ['StringNotEquals', '${known}', 'v', true],
    ['StringEquals', '${k2}', 'v', false],
    ['StringNotEquals', ['${k2}', 'v'], 'v', false],
  ])('%s %j is met by %j: %j', (operator, expected, value, result) => {
    expect(truth(operator, expected, value)).toBe(result)
  })

  it.each([
    ['NumericEquals', '5'],
    ['DateEquals', '2030-01-01'],
    ['IpAddress', '10.0.0.0'],
  ])('%s with a variable is met by no value before variables were', (operator, value) => {
    const lexicon = new Lexicon()
    const document = { Version: '2008-10-17', Statement: [allow('s3:*', '*', when(operator, 'k', '${known}'))] }
    const [rule] = compileSide(policySet([document]).documents, 'identity', lexicon).allows
    const [condition] = rule?.kind === 'statement' ? rule.conditions : []
    if (condition === undefined) throw new TypeError('no condition')
    const context = { stance: 'definite', lexicon, resolved: new Map() } as const
    expect(conditionTruth(condition, wordsOf(value), context)).toBe(false)
  })

  it('of text depends on the stance where a variable is about', () => {
    expect(truth('StringEquals', '${k2}', 'v', 'possible')).toBe('some')
    expect(truth('NumericEquals', '${k2}', '5')).toBe('some')
  })

  it.each([
    ['ForAllValues:StringEquals', ['v', 'w'], ['v', 'w'], true],
    ['ForAllValues:StringEquals', 'v', ['v', 'w'], false],
    ['ForAllValues:StringEquals', 'v', 'absent', true],
    ['ForAllValues:StringNotEquals', 'v', ['w', 'x'], true],
    ['ForAllValues:StringNotEquals', 'v', ['w', 'v'], false],
    ['ForAllValues:StringEquals', '<x>', ['v', 'w'], 'some'],
    ['ForAllValues:StringEquals', ['<x>', 'v'], ['v', 'w'], 'some'],
    ['ForAnyValue:StringEquals', 'v', ['w', 'v'], true],
    ['ForAnyValue:StringEquals', 'v', ['w', 'x'], false],
    ['ForAnyValue:StringEquals', 'v', 'absent', false],
    ['ForAnyValue:StringNotEquals', 'v', 'absent', false],
    ['ForAnyValue:StringNotEquals', 'v', ['v', 'w'], true],
    ['ForAnyValue:StringEquals', ['<x>', 'v'], ['w', 'v'], true],
    ['ForAnyValue:StringEquals', '<x>', ['w', 'v'], 'some'],
    ['StringEquals', 'v', ['w', 'v'], true],
    ['StringEquals', 'v', ['w', 'x'], false],
    ['StringNotEquals', 'v', ['w', 'v'], false],
    ['StringNotEquals', 'v', ['w', 'x'], true],
    ['StringEquals', 'v', [], false],
    ['StringNotEquals', 'v', [], true],
  ])('%s %j is met by the values %j: %j', (operator, expected, values, result) => {
    expect(truth(operator, expected, values)).toBe(result)
  })

  it('that is opaque is unknown, by its fingerprint', () => {
    const condition = conditionOf({ Condition: unknown('c') })
    const context = { stance: 'definite', lexicon: new Lexicon(), resolved: new Map() } as const
    expect(conditionTruth(condition, 'absent', context)).toEqual({ kind: 'unknown', anyOf: ['opaque fingerprint-c'] })
  })

  it('hangs on the same where it is the same, and else on something of its own', () => {
    const lexicon = new Lexicon()
    const context = { stance: 'possible', lexicon, resolved: new Map() } as const
    const hangsOn = (operator: string, expected: unknown, ...texts: readonly string[]) =>
      JSON.stringify(
        conditionTruth(
          conditionOf(when(operator, 'k', expected), lexicon),
          texts.length === 0 ? 'absent' : texts.map(wordOf),
          context,
        ),
      )
    const all = [
      hangsOn('StringEquals', '<x>', 'v'),
      hangsOn('StringEquals', '<y>', 'v'),
      hangsOn('StringNotEquals', '<x>', 'v'),
      hangsOn('StringNotEquals', '${l}', 'v'),
      hangsOn('NumericLessThan', '<x>', '5'),
      hangsOn('NumericGreaterThan', '<x>', '5'),
      hangsOn('Null', '<x>', 'v'),
      hangsOn('Null', '<x>'),
      hangsOn('ForAnyValue:StringEquals', '<x>', 'v', 'w'),
      hangsOn('ForAnyValue:StringEquals', '<x>', 'v', 'w', 'x'),
      hangsOn('ForAllValues:StringEquals', '<x>', 'v', 'w'),
    ]
    expect(all.every((each) => each.includes('unknown'))).toBe(true)
    expect(new Set(all).size).toBe(all.length)
    expect(hangsOn('StringEquals', '<x>', 'v')).toBe(all[0])
  })
})

describe('the id of a condition', () => {
  const id = (operator: string, values: unknown, key = 'k') => conditionOf(when(operator, key, values)).id
  it.each([
    ['its values are in another order', id('StringEquals', ['v', 'w']), id('StringEquals', ['w', 'v'])],
    ['a value stands twice', id('StringEquals', ['v', 'v']), id('StringEquals', 'v')],
    ['its key is in another case', id('StringEquals', 'v', 'K'), id('StringEquals', 'v')],
    [
      'its key has another name',
      id('StringEquals', 'v', 's3:ResourceAccount'),
      id('StringEquals', 'v', 'aws:ResourceAccount'),
    ],
    ['its Null is in another case', id('Null', 'TRUE'), id('Null', 'true')],
    ['its Null has another order', id('Null', ['true', '<x>']), id('Null', ['<x>', 'true'])],
  ])('is the same where %s', (_, one, other) => {
    expect(one).toBe(other)
  })

  it('is another for another key, operator, quantifier or value', () => {
    const ids = [
      id('StringEquals', 'v'),
      id('StringEquals', 'w'),
      id('StringEquals', ['v', 'w']),
      id('StringEquals', 'v', 'j'),
      id('StringEqualsIgnoreCase', 'v'),
      id('StringNotEquals', 'v'),
      id('StringLike', 'v'),
      id('StringEqualsIfExists', 'v'),
      id('ForAnyValue:StringEquals', 'v'),
      id('ForAllValues:StringEquals', 'v'),
      id('NumericEquals', '5'),
      id('NumericLessThan', '5'),
      id('NumericLessThanEquals', '5'),
      id('Null', 'true'),
      id('Null', 'true', 'j'),
      id('Null', 'false'),
      id('Null', '<x>'),
      id('Null', '<y>'),
      id('Null', '<x>t'),
      conditionOf({ Condition: unknown('c') }).id,
      conditionOf({ Condition: unknown('d') }).id,
    ]
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('is that of a condition with an operator that is known', () => {
    expect(conditionOf(when('ForAnyValue:StringNotLikeIfExists', 'K', 'v*'))).toMatchObject({
      kind: 'value',
      key: 'k',
      type: 'glob',
      negated: true,
      quantifier: 'ForAnyValue',
      whenAbsent: true,
    })
    expect(conditionOf(when('StringEquals', 'k', 'v'))).not.toHaveProperty('quantifier')
    const bounds = (operator: string, value: string) => {
      const condition = conditionOf(when(operator, 'k', value))
      return condition.kind === 'value' ? condition.values.map(({ bound }) => bound?.type) : []
    }
    expect(['NumericEquals', 'DateEquals', 'StringEquals'].map((operator) => bounds(operator, '20300101'))).toEqual([
      ['number'],
      ['date'],
      [undefined],
    ])
    expect(bounds('IpAddress', '10.0.0.0/8')).toEqual(['address'])
    expect(bounds('NumericEquals', '1<x>')).toEqual([undefined])
    expect(bounds('NumericEquals', '1${v}')).toEqual([undefined])
  })
})
