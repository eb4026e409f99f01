import { describe, expect, it } from 'vitest'
import { requestBudget } from '../../src/adapters/github/request-budget.ts'
import { NOW_MS, recordingTimers } from './github-test-clients.ts'

/** Takes `count` requests one after the other; returns for how long they waited in all. */
async function take(kind: 'read' | 'write' | 'bulk-write', count: number, timers = recordingTimers()): Promise<number> {
  const budget = requestBudget(timers)
  for (let taken = 0; taken < count; taken += 1) await budget.take(kind, 'event')
  return timers.now() - NOW_MS
}

describe('the budget of an installation', () => {
  it('lets what fits into a minute through at once', async () => {
    expect(await take('read', 850)).toBe(0)
    expect(await take('write', 75)).toBe(0)
  })

  it('keeps any minute within 900 points and 80 writes', async () => {
    expect(await take('read', 851)).toBe(60_000)
    expect(await take('read', 1701)).toBe(120_000)
    expect(await take('write', 76)).toBe(60_000)
  })

  it('keeps room for verdicts however many annotations wait', async () => {
    const timers = recordingTimers()
    const budget = requestBudget(timers)
    for (let taken = 0; taken < 60; taken += 1) await budget.take('bulk-write', 'event')
    for (let taken = 0; taken < 15; taken += 1) await budget.take('write', 'event')
    expect(timers.slept).toEqual([])
    await budget.take('bulk-write', 'event')
    expect(timers.slept).toEqual([60_000])
  })

  it('lets what nobody would miss take half of a minute, and never has it wait', async () => {
    const timers = recordingTimers()
    const budget = requestBudget(timers)
    for (let taken = 0; taken < 37; taken += 1) await budget.take('optional-write', 'event')
    await expect(budget.take('optional-write', 'event')).rejects.toThrow('for verdicts')
    for (let taken = 0; taken < 38; taken += 1) await budget.take('write', 'event')
    expect(timers.slept).toEqual([])
    const paused = requestBudget(timers)
    paused.pause(4_000)
    await expect(paused.take('optional-write', 'event')).rejects.toThrow('for verdicts')
    expect(timers.slept).toEqual([])
  })

  it('sleeps through a short pause and refuses a long one, saying how long it is', async () => {
    const timers = recordingTimers()
    const budget = requestBudget(timers)
    budget.pause(4_000)
    await budget.take('read', 'event')
    expect(timers.slept).toEqual([4_000])
    budget.pause(60_000)
    await expect(budget.take('read', 'event')).rejects.toMatchObject({ kind: 'rate-limited', retryAfterMs: 60_000 })
    await timers.sleep(55_000)
    await budget.take('read', 'event')
    expect(timers.slept).toEqual([4_000, 55_000, 5_000])
  })

  it('keeps room for events however much is asked for in the background', async () => {
    const timers = recordingTimers()
    const waits: string[] = []
    const budget = requestBudget(timers, {
      githubHeldBack: (outcome) => void waits.push(outcome),
      githubRemaining: () => undefined,
    })
    for (let taken = 0; taken < 550; taken += 1) await budget.take('read', 'background')
    for (let taken = 0; taken < 300; taken += 1) await budget.take('read', 'event')
    expect([timers.slept, waits]).toEqual([[], []])
    await budget.take('read', 'background')
    expect([timers.slept, waits]).toEqual([[60_000], ['waited']])
  })

  it('leaves the last tenth of the hour to events, and sends nothing that GitHub is known to refuse', async () => {
    const timers = recordingTimers()
    const budget = requestBudget(timers)
    budget.learn({ remaining: 500, limit: 5_000, resetAtMs: NOW_MS + 120_000 })
    await budget.take('read', 'event')
    await expect(budget.take('read', 'background')).rejects.toMatchObject({ retryAfterMs: 121_000 })
    budget.learn({ remaining: 0, limit: 5_000, resetAtMs: NOW_MS + 120_000 })
    await expect(budget.take('write', 'event')).rejects.toMatchObject({ kind: 'rate-limited', retryAfterMs: 121_000 })
    await timers.sleep(120_000)
    await budget.take('write', 'event')
    expect(budget.remaining()).toBeUndefined()
  })
})
