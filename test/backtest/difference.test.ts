import { describe, expect, it } from 'vitest'
import { backtestDifference } from '../../src/core/backtest/difference.ts'
import { CLEAR, changeAt, FAILED, holding, reviewed } from './replayed-history.ts'

const FIRST = holding('access/first')
const SECOND = holding('access/second')

describe('backtestDifference', () => {
  it('names what is newly held and what no longer is, with the rules of the side that holds it', () => {
    const { newlyHeld, noLongerHeld, before, after } = backtestDifference([
      { change: changeAt('2026-03-03'), verdict: CLEAR, against: reviewed(SECOND) },
      { change: changeAt('2026-03-02'), verdict: reviewed(FIRST), against: CLEAR },
      { change: changeAt('2026-03-01'), verdict: reviewed(FIRST), against: reviewed(FIRST) },
    ])
    expect(newlyHeld).toMatchObject([{ change: changeAt('2026-03-03'), rules: ['access/second'] }])
    expect(noLongerHeld).toMatchObject([{ change: changeAt('2026-03-02'), rules: ['access/first'] }])
    expect([before.held, after.held]).toEqual([2, 2])
  })

  it('tells of a rule that holds other changes than before, though as many', () => {
    const { rules } = backtestDifference([
      { change: changeAt('2026-03-02'), verdict: reviewed(FIRST), against: reviewed(SECOND) },
      { change: changeAt('2026-03-01'), verdict: reviewed(SECOND), against: reviewed(FIRST, SECOND) },
    ])
    expect(rules).toEqual([
      { rule: 'access/first', before: 1, after: 1, newly: 1, noLonger: 1 },
      { rule: 'access/second', before: 1, after: 2, newly: 1, noLonger: 0 },
    ])
  })

  it('is empty where both sides say the same, failures among it', () => {
    const verdict = reviewed(FIRST)
    const { newlyHeld, noLongerHeld, rules } = backtestDifference([
      { change: changeAt('2026-03-02'), verdict, against: verdict },
      { change: changeAt('2026-03-01'), verdict: FAILED, against: FAILED },
    ])
    expect([newlyHeld, noLongerHeld, rules]).toEqual([[], [], []])
  })
})
