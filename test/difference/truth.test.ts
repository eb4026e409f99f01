import { describe, expect, it } from 'vitest'
import { anyTruth, assume, isMet, negate, type Truth } from '../../src/core/difference/aws/truth.ts'

const anyOf = (...atoms: readonly string[]): Truth => ({ kind: 'unknown', anyOf: atoms })
const noneOf = (...atoms: readonly string[]): Truth => ({ kind: 'unknown', noneOf: atoms })
const SOMETHING: Truth = { kind: 'unknown' }
const NOTHING_ASSUMED = { someTrue: [], allFalse: new Set<string>() }

describe('what a positive statement assumes', () => {
  it.each([
    ['nothing said', [], NOTHING_ASSUMED, NOTHING_ASSUMED],
    ['certain', [true, true], NOTHING_ASSUMED, NOTHING_ASSUMED],
    ['impossible', [true, false], undefined, undefined],
    ['impossible after the unknown', [anyOf('a'), false], undefined, undefined],
    ['some match', [anyOf('a', 'b')], undefined, { someTrue: [['a', 'b']], allFalse: new Set() }],
    ['no match', [noneOf('a', 'b')], undefined, { someTrue: [], allFalse: new Set(['a', 'b']) }],
    ['anything', [SOMETHING], undefined, NOTHING_ASSUMED],
    [
      'several',
      [anyOf('a'), true, noneOf('b'), anyOf('c'), noneOf('d')],
      undefined,
      { someTrue: [['a'], ['c']], allFalse: new Set(['b', 'd']) },
    ],
  ] as const)('%s', (_, truths, definite, possible) => {
    expect(assume(truths, 'definite')).toEqual(definite)
    expect(assume(truths, 'possible')).toEqual(possible)
  })
})

describe('what a negative statement is taken for', () => {
  const assumed = { someTrue: [['a', 'b'], ['c']], allFalse: new Set(['x', 'y']) }
  it.each([
    [true, true, true],
    [false, false, false],
    [SOMETHING, true, false],
    [anyOf('a', 'b'), true, true],
    [anyOf('b', 'a', 'z'), true, true],
    [anyOf('a'), true, false],
    [anyOf('c'), true, true],
    [anyOf('z'), true, false],
    [anyOf(), true, false],
    [noneOf('x'), true, true],
    [noneOf('x', 'y'), true, true],
    [noneOf('x', 'z'), true, false],
    [noneOf('z'), true, false],
    [noneOf('c'), true, false],
  ])('%j', (truth, definite, possible) => {
    expect(isMet(truth, 'definite', assumed)).toBe(definite)
    expect(isMet(truth, 'possible', assumed)).toBe(possible)
  })
})

it.each([
  [true, [], true],
  [true, ['a'], true],
  [false, [], false],
  [false, ['a'], anyOf('a')],
] as const)('a match that is certain %j or possible by %j', (certain, possible, expected) => {
  expect(anyTruth(certain, possible)).toEqual(expected)
})

it.each([
  [true, false],
  [false, true],
  [anyOf('a', 'b'), noneOf('a', 'b')],
  [noneOf('a', 'b'), anyOf('a', 'b')],
  [SOMETHING, SOMETHING],
])('%j turns into %j', (truth, expected) => {
  expect(negate(truth)).toStrictEqual(expected)
})
