import { describe, expect, it } from 'vitest'
import { tally } from '../../src/core/backtest/tally.ts'
import fc from '../seeded-properties.ts'
import { CLEAR, changeAt, FAILED, historyOf, holding, reviewed } from './replayed-history.ts'

const UNDECIDED = holding('access/undecided-access', { kind: 'undecided' })
const NOTICE = holding('authorship/ai-authored-change', { kind: 'authorship', severity: 'low', held: false })

describe('tally', () => {
  it('counts a change that could not be examined as held', () => {
    const { totals, held } = tally(historyOf({ '2026-03-02': FAILED, '2026-03-01': CLEAR }))
    expect(totals).toMatchObject({ changes: 2, held: 1, clear: 1, failed: 1, governed: 0 })
    expect(held).toMatchObject([{ severity: undefined, rules: [], error: 'object is missing' }])
  })

  it('counts a held change once, by its gravest finding that holds', () => {
    const critical = holding('access/public-principal', { severity: 'critical' })
    const notice = { ...NOTICE, severity: 'critical' as const }
    const { totals } = tally(
      historyOf({
        '2026-03-02': reviewed(holding('a/high'), critical),
        '2026-03-01': reviewed(holding('a/high'), notice),
      }),
    )
    expect(totals.severities).toEqual({ critical: 1, high: 1, medium: 0, low: 0 })
  })

  it('tells what nothing but something undecided holds', () => {
    const both = reviewed(UNDECIDED, holding('access/broader-access'))
    const { totals } = tally(historyOf({ '2026-03-02': both, '2026-03-01': reviewed(UNDECIDED, NOTICE) }))
    expect(totals.undecided).toEqual({ held: 2, only: 1 })
  })

  it('counts what a rule blocks, and names the rule', () => {
    const blocked = { ...reviewed(holding('access/broader-access'), UNDECIDED), blockedBy: ['access/broader-access'] }
    const { totals, held } = tally(historyOf({ '2026-03-03': blocked, '2026-03-02': FAILED, '2026-03-01': CLEAR }))
    expect(totals).toMatchObject({ held: 2, blocked: 1 })
    expect(held.map(({ blockedBy }) => blockedBy)).toEqual([['access/broader-access'], []])
  })

  it('puts the rule that holds most first, and keeps notices apart', () => {
    const { rules } = tally(
      historyOf({
        '2026-03-03': reviewed(NOTICE),
        '2026-03-02': reviewed(NOTICE, UNDECIDED),
        '2026-03-01': reviewed(NOTICE, { ...UNDECIDED, alone: true, findings: 4, files: ['a.tf', 'main.tf'] }),
      }),
    )
    expect(rules.map(({ rule, held, alone, changes, findings }) => [rule, held, alone, changes, findings])).toEqual([
      ['access/undecided-access', 2, 1, 2, 5],
      ['authorship/ai-authored-change', 0, 0, 3, 3],
    ])
    expect(rules[0]?.files).toEqual([
      { file: 'main.tf', changes: 2 },
      { file: 'a.tf', changes: 1 },
    ])
    expect(rules[0]?.samples.map(({ change }) => change)).toEqual([changeAt('2026-03-02'), changeAt('2026-03-01')])
  })

  it('counts by month, oldest first, and names a time that git does not know', () => {
    const odd = { change: { ...changeAt('2026-01-01'), committedAtMs: Number.NaN }, verdict: CLEAR }
    const { months } = tally([...historyOf({ '2026-03-31': CLEAR, '2026-03-01': FAILED, '2025-12-31': CLEAR }), odd])
    expect(months).toEqual([
      { month: '2025-12', held: 0, clear: 1 },
      { month: '2026-03', held: 1, clear: 1 },
      { month: 'unknown', held: 0, clear: 1 },
    ])
  })

  it('loses no change, whatever the history: held and clear are all, months and severities add up', () => {
    const verdict = fc.constantFrom(CLEAR, FAILED, reviewed(UNDECIDED), reviewed(NOTICE), reviewed(holding('a/b')))
    const day = fc.integer({ min: 0, max: 20_000 }).map((days) => new Date(days * 86_400_000).toISOString())
    fc.assert(
      fc.property(fc.array(fc.tuple(day, verdict)), (given) => {
        const { totals, months, held } = tally(given.map(([at, each]) => ({ change: changeAt(at), verdict: each })))
        const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0)
        expect(totals.held + totals.clear).toBe(given.length)
        expect(held).toHaveLength(totals.held)
        expect(sum(months.map((month) => month.held))).toBe(totals.held)
        expect(sum(months.map((month) => month.clear))).toBe(totals.clear)
        expect(sum(Object.values(totals.severities)) + totals.failed).toBe(totals.held)
      }),
    )
  })
})
