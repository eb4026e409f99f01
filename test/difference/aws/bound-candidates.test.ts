import { describe, expect, it } from 'vitest'
import type { ReadCondition } from '../../../src/core/authorization/aws/policy.ts'
import { boundCandidates } from '../../../src/core/difference/aws/bound-candidates.ts'
import { compileCondition, type TestValue } from '../../../src/core/difference/aws/compiled-condition.ts'
import { Lexicon } from '../../../src/core/difference/aws/lexicon.ts'
import { jsonValue } from '../../authorization/aws/json-value.ts'

function values(operator: string, texts: readonly string[]): readonly TestValue[] {
  const condition: ReadCondition = {
    kind: 'condition',
    operator,
    ifExists: false,
    key: 'k',
    values: texts.map(jsonValue).filter((value) => value.kind === 'text'),
    span: { file: 'f', start: 0, end: 0 },
  }
  const compiled = compileCondition(condition, '2012-10-17', new Lexicon())
  if (compiled.kind !== 'value') throw new TypeError('no values')
  return compiled.values
}

function texts(operator: string, bounds: readonly string[]) {
  const { texts, exhaustive } = boundCandidates(values(operator, bounds))
  return exhaustive ? texts : ['not all', ...texts]
}

describe('values worth trying', () => {
  it.each([
    ['of no number', [], []],
    ['of one number', ['5'], ['4', '6', '5']],
    ['of the numbers and between them', ['10', '5'], ['4', '11', '5', '10', '6']],
    ['of neighbours', ['5', '6'], ['4', '7', '5', '6', '5.5']],
    ['of fractions', ['0.5', '2.5'], ['-0.5', '3.5', '0.5', '2.5', '1']],
    ['of fractions within one', ['0.25', '0.75'], ['-0.75', '1.75', '0.25', '0.75', '0.5']],
    ['of a whole number and a bit more', ['1', '2.5'], ['0', '3.5', '1', '2.5', '2']],
    ['of a number that stands twice', ['5', '5'], ['4', '6', '5', '5']],
    ['of three numbers', ['1', '3', '9'], ['0', '10', '1', '3', '9', '2', '4']],
    ['of what is no number', ['x'], []],
    ['of an unknown number', ['<x>'], []],
    ['of a huge number', ['1e100'], ['0', '2e+100', '1e+100']],
    ['of a huge negative number', ['-1e100'], ['-2e+100', '0', '-1e+100']],
    ['just below a huge one', ['1e99'], [`${'9'.repeat(99)}`, `1${'0'.repeat(98)}1`, `1${'0'.repeat(99)}`]],
    [
      'of a number too long to be halved',
      [`0.${'0'.repeat(299)}1`, `0.${'0'.repeat(299)}2`],
      ['not all', `-0.${'9'.repeat(300)}`, `1.${'0'.repeat(299)}2`, `0.${'0'.repeat(299)}1`, `0.${'0'.repeat(299)}2`],
    ],
  ])('%s', (_, bounds, expected) => {
    expect(texts('NumericLessThan', bounds)).toEqual(expected)
  })

  it.each([
    [
      'are the date, and what comes just before and after',
      ['2030-01-01T00:00:00Z'],
      [
        '2029-12-31T23:59:59.000Z',
        '2029-12-31T23:59:59.999Z',
        '2030-01-01T00:00:00.000Z',
        '2030-01-01T00:00:00.001Z',
        '2030-01-01T00:00:01.000Z',
      ],
    ],
    [
      'stand once where dates meet',
      ['2030-01-01T00:00:00Z', '2030-01-01T00:00:01Z'],
      [
        '2029-12-31T23:59:59.000Z',
        '2029-12-31T23:59:59.999Z',
        '2030-01-01T00:00:00.000Z',
        '2030-01-01T00:00:00.001Z',
        '2030-01-01T00:00:01.000Z',
        '2030-01-01T00:00:00.999Z',
        '2030-01-01T00:00:01.001Z',
        '2030-01-01T00:00:02.000Z',
      ],
    ],
    [
      'are seconds where the year has five digits, and nothing in between',
      ['253402300800'],
      ['9999-12-31T23:59:59.000Z', '9999-12-31T23:59:59.999Z', '253402300800', '253402300801'],
    ],
    ['are seconds beyond what a date can be', ['9999999999999'], ['9999999999998', '9999999999999']],
    ['are none of what is no date', ['soon'], []],
  ])('of dates %s', (_, dates, expected) => {
    expect(texts('DateLessThan', dates)).toEqual(expected)
  })

  it.each([
    ['of a block: before, within, after', ['10.0.0.0/8'], ['0.0.0.0', '10.0.0.0', '11.0.0.0', '::']],
    ['of all addresses', ['0.0.0.0/0'], ['0.0.0.0', '::']],
    ['of the last block', ['255.0.0.0/8'], ['0.0.0.0', '255.0.0.0', '::']],
    [
      'of two families',
      ['10.0.0.1', '2001:db8::/32'],
      ['0.0.0.0', '10.0.0.1', '10.0.0.2', '::', '2001:db8::', '2001:db9::'],
    ],
    ['of the last block of six', ['ffff::/16'], ['0.0.0.0', '::', 'ffff::']],
    ['of blocks that meet', ['10.0.0.0/9', '10.128.0.0/9'], ['0.0.0.0', '10.0.0.0', '10.128.0.0', '11.0.0.0', '::']],
    ['of an unknown block', ['<range>'], ['0.0.0.0', '::']],
    ['of what is no block', ['x'], ['0.0.0.0', '::']],
    ['of no block', [], []],
  ])('addresses %s', (_, blocks, expected) => {
    expect(texts('IpAddress', blocks)).toEqual(expected)
  })
})
