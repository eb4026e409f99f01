import { describe, expect, it } from 'vitest'
import type { DryRunDifference, Move, MovedPull } from '../../src/core/backtest/dry-run.ts'
import { dryRunSection } from '../../src/core/report/dry-run-section.ts'

const NONE = { released: [], eased: [], silenced: [], held: [], raised: [], hinted: [] }

function difference(moved: Partial<Record<Move, readonly MovedPull[]>> = {}): DryRunDifference {
  return { open: 23, merged: 50, moved: { ...NONE, ...moved }, retold: 0, rules: [] }
}

const TRIED = { kind: 'tried', repositories: 1, untried: [], unusable: 0, late: 0 } as const

describe('dryRunSection', () => {
  it('says what is laxer first, with links and the rules that hold', () => {
    const moved = {
      held: [12, 15].map((number) => ({ number, rules: ['access/any-resource'] })),
      released: [{ number: 9, rules: [] }],
    }
    const { items } = dryRunSection([{ of: 'repository', ...TRIED, difference: difference(moved) }])
    expect(items).toEqual([
      'With these settings, of 23 open and 50 recently merged pull requests that touch governed files, as they were examined last:',
      '- **1 would no longer be held**: #9',
      '- **2 more would be held**: #12 (`access/any-resource`), #15 (`access/any-resource`)',
    ])
  })

  it('says of an organisation how many, and never which', () => {
    const moved = { held: [{ number: 12, rules: ['own/secret-name'] }] }
    const run = { of: 'organisation', ...TRIED, repositories: 3, difference: difference(moved) } as const
    const text = dryRunSection([run]).items.join('\n')
    expect(text).toContain('recently merged pull requests of 3 repositories')
    expect(text).toContain('- **1 more would be held**')
    expect(text).not.toMatch(/#12|secret-name/)
  })

  it('says what could not be tried, and escapes what others have written', () => {
    const rule = { rule: 'own/`x` @all', before: 1, after: 0, newly: 0, noLonger: 1 }
    const changed = { ...difference(), rules: [rule] }
    const run = { of: 'repository', ...TRIED, difference: changed, untried: ['plans'], unusable: 1, late: 2 } as const
    const text = dryRunSection([run]).items.join('\n')
    expect(text).toContain('none of them would be decided or shown differently')
    expect(text).toContain('- ``own/`x` @all`` holds 1 now, and would hold 0: 0 newly, 1 no longer')
    expect(text).toContain('`plans`')
    expect(text).toContain('- 1 pull request left out: nothing usable is kept of them')
    expect(text).toContain('- 2 pull requests left out: there was no time for them')
  })

  it('stays short however many there are', () => {
    const held = Array.from({ length: 50 }, (_, number) => ({ number, rules: ['a/b', 'a/c', 'a/d', 'a/e'] }))
    const [, item] = dryRunSection([{ of: 'repository', ...TRIED, difference: difference({ held }) }]).items
    expect(item).toMatch(/ and 30 more$/)
    expect(item).toContain('#0 (`a/b`, `a/c`, `a/d`, 1 more)')
  })

  it('says why there is nothing to show', () => {
    const runs = [
      { of: 'repository', kind: 'nothing-examined' },
      { of: 'organisation', kind: 'broken' },
      { of: 'repository', kind: 'failed', why: 'the database does not answer' },
    ] as const
    expect(dryRunSection(runs).items).toEqual([
      'There are no examined pull requests yet that these settings could be tried on.',
      'What these settings of the organisation would change cannot be shown: they cannot be read.',
      'What these settings would change could not be worked out: the database does not answer.',
    ])
    expect(dryRunSection().items).toEqual([])
  })
})
