import { describe, expect, it } from 'vitest'
import { Budget, DEFAULT_LIMITS } from '../../../src/core/difference/aws/budget.ts'

const LIMITS = { steps: 5, combinations: 2, pairs: 3, regions: 1 }

describe('a budget', () => {
  it('lasts up to its number of steps, and says so from the first one beyond', () => {
    const budget = new Budget(LIMITS)
    expect([budget.spendSteps(2), budget.spendSteps(3), budget.exceeded]).toEqual([true, true, undefined])
    expect([budget.spendSteps(1), budget.exceeded]).toEqual([false, 'the comparison takes more than 5 steps'])
    expect(new Budget(LIMITS).spendSteps(6)).toBe(false)
  })

  it('lasts up to its number of combinations', () => {
    const budget = new Budget(LIMITS)
    expect([budget.spendCombination(), budget.spendCombination(), budget.exceeded]).toEqual([true, true, undefined])
    expect([budget.spendCombination(), budget.exceeded]).toEqual([false, 'the conditions combine in more than 2 ways'])
  })

  it('lasts up to its number of pairs', () => {
    const budget = new Budget(LIMITS)
    expect([budget.spendPair(), budget.spendPair(), budget.spendPair(), budget.exceeded]).toEqual([
      true,
      true,
      true,
      undefined,
    ])
    expect([budget.spendPair(), budget.exceeded]).toEqual([false, 'the comparison has more than 3 pairs of statements'])
  })

  it('counts each on its own, and is there unless it is changed', () => {
    const budget = new Budget(LIMITS)
    budget.spendSteps(5)
    budget.spendPair()
    expect([budget.spendCombination(), budget.spendPair(), budget.exceeded]).toEqual([true, true, undefined])
    expect(new Budget(DEFAULT_LIMITS).spendSteps(1_000_000)).toBe(true)
  })
})
