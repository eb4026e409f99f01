import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TagChoice } from '../../src/core/authorization/reach.ts'
import { pointOutside } from '../../src/core/difference/boxes.ts'
import { tagChoices } from '../../src/core/difference/tag-choices.ts'

const VALUES = ['a', 'b', '=', '%'] as const
const KEYS = ['k', 'l=m', '*'] as const

/** Every thing with one of the values, or none, for each key. */
const THINGS = KEYS.reduce<readonly ReadonlyMap<string, string>[]>(
  (things, key) => things.flatMap((thing) => [thing, ...VALUES.map((value) => new Map([...thing, [key, value]]))]),
  [new Map()],
)

function meets(thing: ReadonlyMap<string, string>, all: readonly TagChoice[]): boolean {
  return all.every(({ key, values }) => values.some((value) => value === thing.get(key)))
}

const expression = fc
  .uniqueArray(fc.constantFrom(...KEYS), { minLength: 1 })
  .chain((keys) =>
    fc.tuple(
      ...keys.map((key) =>
        fc.uniqueArray(fc.constantFrom(...VALUES), { minLength: 1 }).map((values): TagChoice => ({ key, values })),
      ),
    ),
  )

describe('an expression of tags', () => {
  it('is wider than others exactly where a thing meets it and none of them', () => {
    fc.assert(
      fc.property(expression, fc.array(expression, { maxLength: 3 }), (head, base) => {
        const isWider = THINGS.some((thing) => meets(thing, head) && !base.some((each) => meets(thing, each)))
        const found = pointOutside(
          base.map((each) => [tagChoices(each)]),
          [[tagChoices(head)]],
        )
        expect(found.kind).toBe(isWider ? 'found' : 'none')
      }),
      { numRuns: 300 },
    )
  })

  it('with every value of a key is wider than one with some of them', () => {
    const [some, every] = [['a', 'b'], ['*']].map((values) => [tagChoices([{ key: 'k', values }])])
    if (some === undefined || every === undefined) throw new Error('two expressions')
    expect(pointOutside([some], [every]).kind).toBe('found')
    expect(pointOutside([every], [some]).kind).toBe('none')
  })
})
