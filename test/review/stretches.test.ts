import { describe, expect, it } from 'vitest'
import { type Step, stretchesOf } from '../../src/review/stretches.ts'
import fc from '../seeded-properties.ts'

const pull = (number: number) => ({ number, headSha: `head-${number}`, mergedAt: '2026-11-02T10:00:00Z' })

describe('a push is cut', () => {
  it.each<[string, readonly Step[], readonly string[]]>([
    ['into nothing where nothing came', [], []],
    ['into one part where no pull request brought any of it', [{ sha: 'a' }, { sha: 'b' }], ['0..b']],
    [
      'at every pull request',
      [
        { sha: 'a', pull: pull(1) },
        { sha: 'b', pull: pull(2) },
      ],
      ['0..a #1', 'a..b #2'],
    ],
    [
      'not within one that was rebased',
      [
        { sha: 'a', pull: pull(1) },
        { sha: 'b', pull: pull(1) },
      ],
      ['0..b #1'],
    ],
    ['behind a rebased one of which only the end is named', [{ sha: 'a' }, { sha: 'b', pull: pull(1) }], ['0..b #1']],
    ['before what was pushed on top', [{ sha: 'a', pull: pull(1) }, { sha: 'b' }], ['0..a #1', 'a..b']],
  ])('%s', (_how, steps, parts) => {
    const shown = stretchesOf('0', steps).map(
      ({ before, after, pull: by }) => `${before}..${after}${by === undefined ? '' : ` #${by.number}`}`,
    )
    expect(shown).toEqual(parts)
  })

  it('without a gap and without an overlap, whoever brought what', () => {
    const step = fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined })
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (numbers) => {
        const steps = numbers.map((number, at) => ({
          sha: `c${at}`,
          ...(number === undefined ? {} : { pull: pull(number) }),
        }))
        const stretches = stretchesOf('0', steps)
        expect([stretches[0]?.before, stretches.at(-1)?.after]).toEqual(['0', `c${numbers.length - 1}`])
        for (const [at, { before }] of stretches.entries())
          expect(at === 0 ? '0' : stretches[at - 1]?.after).toBe(before)
      }),
    )
  })
})
