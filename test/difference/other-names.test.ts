import { describe, expect, it } from 'vitest'
import { names } from '../../src/core/difference/boxes.ts'
import { otherNames } from '../../src/core/difference/other-names.ts'

/** Letter case does not count; what begins with `?` may be any of them. */
const keyOf = (value: string) => (value.startsWith('?') ? undefined : value.toLowerCase())
const others = (...than: readonly string[]) => otherNames(than, keyOf)

describe('all names but some', () => {
  it.each([
    ['b', true],
    ['a', false],
    ['A', false],
    ['?', false],
  ])('contain %s: %s', (value, expected) => {
    expect(others('a').contains(value)).toBe(expected)
  })

  it('have a sample that nothing names, and each name of the others that is in them', () => {
    expect(others('a').samples([])).toEqual(['anybody else'])
    expect(others('a').samples([names(['a', 'b'], 'fresh'), names(['b', 'c'], 'fresh')])).toEqual([
      'anybody else',
      'b',
      'c',
    ])
  })

  it('have a sample of what others leave out', () => {
    const [one, other] = [others('a'), others('b')]
    const samples = one.samples([other])
    expect(samples).toEqual(['anybody else', 'b'])
    expect(samples.map((sample) => other.contains(sample))).toEqual([true, false])
  })
})
