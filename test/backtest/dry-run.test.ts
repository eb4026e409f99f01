import { describe, expect, it } from 'vitest'
import { dryRunDifference, MOVES, type TriedPull } from '../../src/core/backtest/dry-run.ts'
import { untriedSettings } from '../../src/core/backtest/untried-settings.ts'
import type { Judgement } from '../../src/core/rules/judge.ts'
import { judge } from '../../src/core/rules/judge.ts'
import { granted } from '../../src/core/rules/sample-facts.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../src/core/rules/settings.ts'
import { builtInRules } from '../rules/built-in-rules.ts'
import fc from '../seeded-properties.ts'

const RULES = builtInRules()
const WRITE = granted({ actions: ['s3:PutObject'] })
const ANY = granted({ actions: ['s3:PutObject'], resources: ['*'] })

function judged(facts: Parameters<typeof judge>[0], change: Partial<Settings> = {}): Judgement {
  return judge(facts, RULES, { ...DEFAULT_SETTINGS, ...change })
}

const HELD = judged([WRITE])
const HINTED = judged([WRITE], { mode: 'advisory' })
const CLEAR = judged([])
const FOR_THREE = judged([WRITE], { humans: 3 })
const FOR_TEAM = judged([WRITE], { teams: ['security'] })

function pull(before: Judgement, after: Judgement, number = 7, isOpen = true): TriedPull {
  return { number, isOpen, before, after }
}

describe('dryRunDifference', () => {
  it('is empty where both sides judge alike, whatever they say', () => {
    const judgement = fc.constantFrom(HELD, HINTED, CLEAR, FOR_THREE, FOR_TEAM, judged([ANY, WRITE]))
    fc.assert(
      fc.property(fc.array(judgement, { maxLength: 6 }), (judgements) => {
        const { moved, retold, rules } = dryRunDifference(judgements.map((each, index) => pull(each, each, index)))
        expect([MOVES.flatMap((move) => moved[move]), retold, rules]).toEqual([[], 0, []])
      }),
      { numRuns: 50 },
    )
  })

  it('turns each move into the opposite one where the sides are exchanged', () => {
    const opposite = { released: 'held', eased: 'raised', silenced: 'hinted' } as const
    const pairs = [
      [HELD, CLEAR, 'released'],
      [HELD, HINTED, 'released'],
      [FOR_THREE, HELD, 'eased'],
      [FOR_TEAM, HELD, 'eased'],
      [HINTED, CLEAR, 'silenced'],
    ] as const
    for (const [before, after, move] of pairs) {
      expect(dryRunDifference([pull(before, after)]).moved[move]).toHaveLength(1)
      expect(dryRunDifference([pull(after, before)]).moved[opposite[move]]).toHaveLength(1)
    }
  })

  it('tells of a change that asks for more people and for another team instead as of one that is eased', () => {
    expect(dryRunDifference([pull(FOR_TEAM, FOR_THREE)]).moved.eased).toHaveLength(1)
  })

  it('names the rules that hold on the stricter side, and counts each rule', () => {
    const { moved, rules, open, merged } = dryRunDifference([
      pull(CLEAR, judged([ANY]), 12),
      pull(HELD, CLEAR, 9, false),
    ])
    expect(moved.held).toEqual([{ number: 12, rules: ['access/any-resource'] }])
    expect(moved.released).toEqual([{ number: 9, rules: ['access/broader-access'] }])
    expect(rules).toContainEqual({ rule: 'access/any-resource', before: 0, after: 1, newly: 1, noLonger: 0 })
    expect([open, merged]).toEqual([1, 1])
  })

  it('counts what is only told differently', () => {
    const graver = judged([WRITE], { rules: new Map([['access/broader-access', { severity: 'critical' }]]) })
    const { moved, retold } = dryRunDifference([pull(HELD, graver)])
    expect([retold, MOVES.flatMap((move) => moved[move])]).toEqual([1, []])
  })
})

describe('untriedSettings', () => {
  it('names what decides who wrote a change or who may release it, and nothing else', () => {
    const override = { team: 'oncall', hours: 4 }
    const other = {
      ...DEFAULT_SETTINGS,
      humans: 4,
      mode: 'advisory',
      machineUsers: new Set(['helper']),
      override,
    } as const
    expect(untriedSettings(DEFAULT_SETTINGS, other)).toEqual(['authorship.machineUsers', 'approvals.override'])
    expect(untriedSettings(other, { ...other, mode: 'enforce' })).toEqual([])
    const labelled = [{ label: 'personal', patterns: ['tag:data=personal'] }]
    const tags = untriedSettings(DEFAULT_SETTINGS, { ...DEFAULT_SETTINGS, dataClassification: labelled })
    expect(tags).toEqual(['dataClassification (tags)'])
  })
})
