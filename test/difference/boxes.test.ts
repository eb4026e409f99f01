import { describe, expect, it } from 'vitest'
import {
  type CutBox,
  cutPointOutside,
  type Facet,
  interval,
  names,
  pointOutside,
} from '../../src/core/difference/boxes.ts'

const NONE = { kind: 'none' }
const found = (...point: readonly string[]) => ({ kind: 'found', point })

function range(first: number, last: number): Facet {
  return interval(BigInt(first), BigInt(last), String, (text) => (/^\d+$/.test(text) ? BigInt(text) : undefined))
}

const all = names('all', 'fresh')
const some = (...values: readonly string[]) => names(values, 'fresh')
const many = (count: number) => some(...Array.from({ length: count }, (_, at) => `v${at}`))

describe('a point outside', () => {
  it.each([
    ['nothing in nothing', [], [], NONE],
    ['something in nothing', [], [[some('a')]], found('a')],
    ['nothing in something', [[some('a')]], [], NONE],
    ['the same', [[some('a')]], [[some('a')]], NONE],
    ['one name more', [[some('a')]], [[some('a', 'b')]], found('b')],
    ['all for some', [[some('a')]], [[all]], found('fresh')],
    ['all for all', [[all]], [[all]], NONE],
    ['all for all but by halves', [[some('a')], [all]], [[all]], NONE],
    ['some for all', [[all]], [[some('a')]], NONE],
    ['a second box', [[some('a')]], [[some('a')], [some('c')]], found('c')],
    ['no dimension in nothing', [], [[]], found()],
    ['no dimension in itself', [[]], [[]], NONE],
    [
      'two dimensions, crossed',
      [
        [some('a'), some('x')],
        [some('b'), some('y')],
      ],
      [[some('a', 'b'), some('x')]],
      found('b', 'x'),
    ],
    [
      'two dimensions, put together',
      [
        [some('a'), all],
        [all, some('x')],
      ],
      [[some('a', 'b'), some('x')]],
      NONE,
    ],
    [
      'a corner that all leave',
      [
        [some('a'), all],
        [all, some('x')],
      ],
      [[all, all]],
      found('fresh', 'fresh'),
    ],
    ['a number before', [[range(5, 9)]], [[range(4, 9)]], found('4')],
    ['a number after', [[range(5, 9)]], [[range(5, 10)]], found('10')],
    ['a gap between', [[range(1, 4)], [range(6, 9)]], [[range(1, 9)]], found('5')],
    ['no gap between', [[range(1, 4)], [range(5, 9)]], [[range(1, 9)]], NONE],
    ['numbers within', [[range(1, 9)]], [[range(2, 8)]], NONE],
    ['one number', [[range(1, 1)]], [[range(1, 1)]], NONE],
    ['numbers beside names', [[some('a')]], [[range(1, 2)]], found('1')],
  ] as const)('%s', (_, base, head, expected) => {
    expect(pointOutside(base, head)).toEqual(expected)
  })

  it('is one that is possible', () => {
    const head = [[some('a', 'b'), range(1, 2)]]
    expect(pointOutside([], head, ([name]) => name === 'b')).toEqual(found('b', '1'))
    expect(pointOutside([], head, () => false)).toEqual(NONE)
    expect(pointOutside(head, head, () => true)).toEqual(NONE)
  })

  it('is given up after very many steps, in whichever box', () => {
    const wide = [many(600), many(600)]
    expect(pointOutside([], [wide], () => false)).toEqual({ kind: 'limit' })
    expect(pointOutside([], [wide, [some('a')]], ([name]) => name === 'a')).toEqual({ kind: 'limit' })
    const inTime = [many(400), many(499)]
    expect(pointOutside([], [inTime], ([, second]) => second === 'none')).toEqual(NONE)
    expect(pointOutside([], [inTime], (point) => point.join() === 'v399,v498')).toEqual(found('v399', 'v498'))
  })
})

describe('a point outside of boxes that something is cut out of', () => {
  const cut = (box: CutBox['box'], ...except: CutBox['except']): CutBox => ({ box, except })

  it.each<[string, readonly CutBox[], readonly CutBox[], object]>([
    ['is what is cut out of base', [cut([all], [some('a')])], [cut([some('a')])], found('a')],
    ['is not what is cut out of both', [cut([all], [some('a')])], [cut([all], [some('a')])], NONE],
    ['is not what is cut out of head', [], [cut([some('a')], [some('a', 'b')])], NONE],
    ['is what is left of head', [], [cut([some('a', 'b')], [some('a')])], found('b')],
    ['is what more is cut out of base', [cut([all], [some('a', 'b')])], [cut([all], [some('a')])], found('b')],
    [
      'is cut out of base, beside what shares a side with it and is cut out of head',
      [cut([all, all], [some('a'), some('x')])],
      [cut([all, all], [some('a'), some('y')])],
      found('a', 'x'),
    ],
    [
      'is not cut out of base where another box of base has it',
      [cut([all], [some('a')]), cut([some('a')])],
      [cut([some('a')])],
      NONE,
    ],
  ])('%s', (_, base, head, expected) => {
    expect(cutPointOutside(base, head)).toEqual(expected)
  })
})

describe('a facet', () => {
  it('of names has a sample that nobody else has, and those of others, each once', () => {
    expect(all.samples([some('b', 'a'), some('a', 'c'), all])).toEqual(['fresh', 'b', 'a', 'c'])
    expect(some('a', 'b').samples([some('c')])).toEqual(['a', 'b'])
    expect(['a', 'c'].map((value) => some('a', 'b').contains(value))).toEqual([true, false])
    expect(all.contains('anything')).toBe(true)
  })

  it('of numbers has a sample where others begin or have ended, each once', () => {
    expect(range(3, 9).samples([range(1, 4), range(5, 7), range(5, 8), range(9, 12), some('x')])).toEqual([
      '3',
      '5',
      '8',
      '9',
    ])
    expect(range(3, 9).samples([])).toEqual(['3'])
    expect(['2', '3', '9', '10', 'x'].map((value) => range(3, 9).contains(value))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ])
  })

  it('is an interval only with both ends', () => {
    const half: Facet = { ...some('x'), ...{ first: 5n } }
    expect(range(3, 9).samples([half])).toEqual(['3'])
  })
})
