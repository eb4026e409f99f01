import { describe, expect, it } from 'vitest'
import { evaluateCondition, every, not, some } from '../../../src/core/authorization/aws/evaluate-condition.ts'
import type { Truth } from '../../../src/core/authorization/aws/match.ts'
import type { Condition, PolicyDocument } from '../../../src/core/authorization/aws/policy.ts'
import { readConditions } from '../../../src/core/authorization/aws/read-conditions.ts'
import { jsonValue, unknown } from './json-value.ts'

const SPAN = { file: 'policy.json', start: 0, end: 0 }

function condition(operator: string, values: unknown, key = 'x:Key'): Condition {
  const entry = { keySpan: SPAN, value: jsonValue({ [operator]: { [key]: values } }) }
  const [only] = readConditions(entry, [], [])
  if (only === undefined) throw new Error('one condition expected')
  return only
}

function answer(
  operator: string,
  policy: unknown,
  request: string | readonly string[] | undefined,
  others: Readonly<Record<string, readonly string[]>> = {},
  version: PolicyDocument['version'] = '2012-10-17',
): Truth {
  const values = typeof request === 'string' ? [request] : request
  return evaluateCondition(condition(operator, policy), version, (key) => (key === 'x:key' ? values : others[key]))
}

type Row = readonly [operator: string, policy: unknown, request: string | readonly string[] | undefined, Truth]

describe('one value', () => {
  const rows: Row[] = [
    ['StringEquals', 'a', 'a', 'yes'],
    ['StringEquals', 'a', 'b', 'no'],
    ['StringEquals', [], 'a', 'no'],
    ['StringEquals', 'a*', 'a*', 'yes'],
    ['StringNotEquals', 'a', 'a', 'no'],
    ['StringNotEquals', 'a', 'A', 'yes'],
    ['StringNotEqualsIgnoreCase', 'a', 'A', 'no'],
    ['StringNotEqualsIgnoreCase', 'a', 'b', 'yes'],
    ['StringLike', 'a*', 'ab', 'yes'],
    ['StringLike', 'a:*:c:d:e:f', 'a:b:b:c:d:e:f', 'yes'],
    ['StringNotLike', 'a*', 'ab', 'no'],
    ['StringNotLike', 'a*', 'b', 'yes'],
    ['ArnLike', 'a:*:c:d:e:f', 'a:b:b:c:d:e:f', 'no'],
    ['ArnNotLike', 'a:*:c:d:e:f', 'a:b:b:c:d:e:f', 'yes'],
    ['ArnNotEquals', 'a:*:c:d:e:f', 'a:b:c:d:e:f', 'no'],
    ['Bool', 'true', 'True', 'yes'],
    ['Bool', 'true', 'false', 'no'],
    ['BinaryEquals', 'QUJD', 'qujd', 'no'],
    ['IpAddress', '10.0.0.0/8', '10.255.255.255', 'yes'],
    ['IpAddress', '10.0.0.0/8', '11.0.0.0', 'no'],
    ['IpAddress', '10.0.0.0/8', '9.255.255.255', 'no'],
    ['IpAddress', '10.0.0.0/8', '10.0.0.0/8', 'yes'],
    ['IpAddress', '10.0.0.0/8', '10.0.0.0/7', 'no'],
    ['IpAddress', '10.0.0.0/8', '0.0.0.0/0', 'no'],
    ['IpAddress', '10.0.0.0/8', 'x', 'no'],
    ['IpAddress', '::/0', '10.0.0.0', 'no'],
    ['NotIpAddress', '10.0.0.0/8', '11.0.0.0', 'yes'],
    ['NumericEquals', '1', '1.0', 'yes'],
    ['NumericEquals', '1', '2', 'no'],
    ['NumericEquals', '1', 'one', 'no'],
    ['NumericNotEquals', '1', '1.0', 'no'],
    ['NumericLessThan', '1', '0', 'yes'],
    ['NumericLessThan', '1', '1', 'no'],
    ['NumericLessThan', '1', '2', 'no'],
    ['NumericLessThanEquals', '1', '0', 'yes'],
    ['NumericLessThanEquals', '1', '1', 'yes'],
    ['NumericLessThanEquals', '1', '2', 'no'],
    ['NumericGreaterThan', '1', '0', 'no'],
    ['NumericGreaterThan', '1', '1', 'no'],
    ['NumericGreaterThan', '1', '2', 'yes'],
    ['NumericGreaterThanEquals', '1', '0', 'no'],
    ['NumericGreaterThanEquals', '1', '1', 'yes'],
    ['NumericGreaterThanEquals', '1', '2', 'yes'],
    ['DateEquals', '2026-01-01', '2026-01-01T00:00:00Z', 'yes'],
    ['DateEquals', '2026-01-01', 'then', 'no'],
    ['DateNotEquals', '2026-01-01', '2026-01-02', 'yes'],
    ['DateLessThan', '2026-01-01', '2025-12-31', 'yes'],
    ['DateLessThan', '2026-01-01', '2026-01-01', 'no'],
    ['DateLessThanEquals', '2026-01-01', '2026-01-01', 'yes'],
    ['DateGreaterThan', '2026-01-01', '2026-01-01', 'no'],
    ['DateGreaterThan', '2026-01-01', '2026-01-02', 'yes'],
    ['DateGreaterThanEquals', '2026-01-01', '2026-01-01', 'yes'],
  ]
  it.each(rows)('%s %j on %j: %s', (operator, policy, request, expected) => {
    expect(answer(operator, policy, request)).toBe(expected)
  })
})

describe('a key that is missing, or has several values', () => {
  const rows: Row[] = [
    ['StringEquals', 'a', undefined, 'no'],
    ['StringNotEquals', 'a', undefined, 'yes'],
    ['StringEqualsIfExists', 'a', undefined, 'yes'],
    ['StringEqualsIfExists', 'a', 'b', 'no'],
    ['StringNotEqualsIfExists', 'a', undefined, 'yes'],
    ['NumericLessThan', '1', undefined, 'no'],
    ['ForAllValues:StringEquals', 'a', undefined, 'yes'],
    ['ForAllValues:StringNotEquals', 'a', undefined, 'yes'],
    ['ForAnyValue:StringEquals', 'a', undefined, 'no'],
    ['ForAnyValue:StringNotEquals', 'a', undefined, 'no'],
    ['ForAnyValue:StringNotEqualsIfExists', 'a', undefined, 'yes'],
    ['StringEquals', 'a', ['b', 'a'], 'yes'],
    ['StringNotEquals', 'a', ['b', 'a'], 'no'],
    ['ForAllValues:StringEquals', 'a', ['b', 'a'], 'no'],
    ['ForAllValues:StringNotEquals', 'a', ['b', 'a'], 'no'],
    ['ForAllValues:StringNotEquals', 'a', ['b', 'c'], 'yes'],
    ['ForAnyValue:StringEquals', 'a', ['b', 'a'], 'yes'],
    ['ForAnyValue:StringNotEquals', 'a', ['b', 'a'], 'yes'],
    ['ForAnyValue:StringNotEquals', 'a', ['a', 'a'], 'no'],
    ['Null', 'true', undefined, 'yes'],
    ['Null', 'TRUE', 'a', 'no'],
    ['Null', 'false', undefined, 'no'],
    ['Null', 'False', 'a', 'yes'],
    ['Null', ['true', 'false'], undefined, 'yes'],
    ['Null', '<v>', undefined, 'unknown'],
    ['Null', ['<v>', 'true'], undefined, 'yes'],
  ]
  it.each(rows)('%s %j on %j: %s', (operator, policy, request, expected) => {
    expect(answer(operator, policy, request)).toBe(expected)
  })
})

describe('what is unknown', () => {
  const rows: Row[] = [
    ['StringEquals', 'a<v>', 'ab', 'unknown'],
    ['StringEquals', 'a<v>', 'b', 'no'],
    ['StringEquals', ['a<v>', 'ab'], 'ab', 'yes'],
    ['StringNotEquals', 'a<v>', 'ab', 'unknown'],
    ['StringNotEquals', 'a<v>', 'b', 'yes'],
    ['StringNotEquals', ['a<v>', 'ab'], 'ab', 'no'],
    ['NumericLessThan', '<v>', '1', 'unknown'],
    ['NumericLessThan', ['<v>', '2'], '1', 'yes'],
    ['IpAddress', '10.0.0.0/<v>', '10.0.0.0', 'unknown'],
    ['NotIpAddress', '<v>', '10.0.0.0', 'unknown'],
    ['DateLessThan', '20<v>', '2026', 'unknown'],
    ['StringEquals', unknown('v'), undefined, 'no'],
    ['stringequals', 'a', 'a', 'unknown'],
    ['StringEquals', null, 'a', 'unknown'],
    ['StringNotEquals', [], 'a', 'unknown'],
    ['Null', [], undefined, 'unknown'],
    ['Null', 'maybe', 'a', 'unknown'],
    ['NotIpAddress', 'x', '10.0.0.0', 'unknown'],
  ]
  it.each(rows)('%s %j on %j: %s', (operator, policy, request, expected) => {
    expect(answer(operator, policy, request)).toBe(expected)
  })

  it('holds for an operator that nobody knows', () => {
    const known = condition('StringEquals', 'a')
    if (known.kind === 'opaque') throw new Error('readable expected')
    expect(evaluateCondition({ ...known, operator: 'StringMatches' }, '2012-10-17', () => ['a'])).toBe('unknown')
  })
})

describe('policy variables', () => {
  const others = { 'x:limit': ['10'], 'x:both': ['10', '20'], 'x:net': ['10.0.0.0'], 'x:text': ['a*'] }
  const rows: Row[] = [
    ['StringEquals', '${X:Text}', 'a*', 'yes'],
    ['StringLike', '${x:text}', 'ab', 'no'],
    ['StringEquals', '${x:both}', '10', 'no'],
    ['StringEquals', '${x:absent}', '', 'no'],
    ['NumericLessThan', '${x:limit}', '9', 'yes'],
    ['NumericLessThan', '${x:limit}', '10', 'no'],
    ['NumericLessThan', '${x:both}', '9', 'no'],
    ['NumericLessThan', '${x:absent}1', '0', 'no'],
    ['NumericLessThan', "${x:absent, '5'}", '4', 'yes'],
    ['NumericLessThan', "${x:limit, '5'}", '7', 'yes'],
    ['NumericNotEquals', '${x:limit}', '9', 'yes'],
    ['NumericNotEquals', '${x:absent}', '9', 'no'],
    ['NumericNotEquals', ['5', '${x:absent}'], '9', 'no'],
    ['NumericNotEquals', "${x:absent, '5'}", '9', 'yes'],
    ['IpAddress', '${x:net}/8', '10.1.1.1', 'yes'],
    ['NotIpAddress', '${x:absent}/8', '10.1.1.1', 'no'],
    ['IpAddress', '${x:text}', '10.1.1.1', 'no'],
    ['NotIpAddress', '${x:text}', '10.1.1.1', 'yes'],
    ['NumericEquals', '${x:text}', '1', 'no'],
    ['NumericNotEquals', '${x:text}', '1', 'yes'],
    ['DateEquals', '${x:text}', '2026-01-01', 'no'],
    ['StringNotEquals', '${x:absent}', 'a', 'no'],
    ['StringNotEquals', ['b', '${x:absent}'], 'a', 'no'],
    ['StringNotEquals', '${x:text}', 'a', 'yes'],
    ['StringNotLike', '${x:both}', 'a', 'no'],
  ]
  it.each(rows)('%s %j on %j: %s', (operator, policy, request, expected) => {
    expect(answer(operator, policy, request, others)).toBe(expected)
  })

  it('are text in the old version', () => {
    expect(answer('StringEquals', '${x:limit}', '10', others, '2008-10-17')).toBe('no')
    expect(answer('StringEquals', '${x:limit}', '${x:limit}', others, '2008-10-17')).toBe('yes')
    expect(answer('StringNotEquals', '${x:absent}', 'a', others, '2008-10-17')).toBe('yes')
  })
})

describe('three truths', () => {
  it.each([
    [[], 'no', 'yes'],
    [['yes'], 'yes', 'yes'],
    [['no'], 'no', 'no'],
    [['unknown'], 'unknown', 'unknown'],
    [['no', 'unknown'], 'unknown', 'no'],
    [['yes', 'unknown'], 'yes', 'unknown'],
    [['unknown', 'yes', 'no'], 'yes', 'no'],
  ] as const)('of %j some is %s, every %s', (truths, expectedSome, expectedEvery) => {
    expect([some(truths), every(truths)]).toEqual([expectedSome, expectedEvery])
  })

  it('turn round, but for what is unknown', () => {
    expect((['yes', 'no', 'unknown'] as const).map(not)).toEqual(['no', 'yes', 'unknown'])
  })
})
