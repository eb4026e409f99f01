import { describe, expect, it } from 'vitest'
import { requestBudget } from '../../src/adapters/github/request-budget.ts'
import type { Urgency } from '../../src/ports/request-priority.ts'
import { NOW_MS, recordingTimers } from './github-test-clients.ts'

const EVENT: Urgency = () => 'event'
const FAN_OUT: Urgency = () => 'fan-out'
const BACKGROUND: Urgency = () => 'background'

/** Takes `count` requests one after the other; returns for how long they waited in all. */
async function take(kind: 'read' | 'write' | 'bulk-write', count: number, timers = recordingTimers()): Promise<number> {
  const budget = requestBudget(timers)
  for (let taken = 0; taken < count; taken += 1) await budget.take(kind, EVENT)
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
    for (let taken = 0; taken < 60; taken += 1) await budget.take('bulk-write', EVENT)
    for (let taken = 0; taken < 15; taken += 1) await budget.take('write', EVENT)
    expect(timers.slept).toEqual([])
    await budget.take('bulk-write', EVENT)
    expect(timers.slept).toEqual([60_000])
  })

  it('lets what nobody would miss take half of a minute, and never has it wait', async () => {
    const timers = recordingTimers()
    const budget = requestBudget(timers)
    for (let taken = 0; taken < 37; taken += 1) await budget.take('optional-write', EVENT)
    await expect(budget.take('optional-write', EVENT)).rejects.toThrow('for verdicts')
    for (let taken = 0; taken < 38; taken += 1) await budget.take('write', EVENT)
    expect(timers.slept).toEqual([])
    const paused = requestBudget(timers)
    await paused.pause(4_000)
    await expect(paused.take('optional-write', EVENT)).rejects.toThrow('for verdicts')
    expect(timers.slept).toEqual([])
  })

  it('sleeps through a short pause and refuses a long one, saying how long it is', async () => {
    const timers = recordingTimers()
    const budget = requestBudget(timers)
    await budget.pause(4_000)
    await budget.take('read', EVENT)
    expect(timers.slept).toEqual([4_000])
    await budget.pause(60_000)
    await expect(budget.take('read', EVENT)).rejects.toMatchObject({ kind: 'rate-limited', retryAfterMs: 60_000 })
    await timers.sleep(55_000)
    await budget.take('read', EVENT)
    expect(timers.slept).toEqual([4_000, 55_000, 5_000])
  })

  it('keeps room for events however much is asked for in the background', async () => {
    const timers = recordingTimers()
    const waits: string[] = []
    const budget = requestBudget(timers, {
      githubHeldBack: (outcome) => void waits.push(outcome),
      githubRemaining: () => undefined,
    })
    for (let taken = 0; taken < 550; taken += 1) await budget.take('read', BACKGROUND)
    for (let taken = 0; taken < 300; taken += 1) await budget.take('read', EVENT)
    expect([timers.slept, waits]).toEqual([[], []])
    await budget.take('read', BACKGROUND)
    expect([timers.now() - NOW_MS, waits]).toEqual([60_000, ['waited']])
  })

  it('an approval does not wait behind a background examination of the same pull request', async () => {
    const timers = recordingTimers()
    const budget = requestBudget(timers)
    for (let taken = 0; taken < 600; taken += 1) await budget.take('read', EVENT)
    await budget.take('read', () => (timers.slept.length === 0 ? 'background' : 'event'))
    expect(timers.slept).toEqual([5_000])
  })

  it('a push to the base of hundreds of pull requests leaves room to a new one', async () => {
    const timers = recordingTimers()
    const budget = requestBudget(timers)
    for (let taken = 0; taken < 50; taken += 1) await budget.take('write', FAN_OUT)
    for (let taken = 0; taken < 25; taken += 1) await budget.take('write', EVENT)
    expect(timers.slept).toEqual([])
    await budget.take('write', FAN_OUT)
    expect(timers.now() - NOW_MS).toBe(60_000)
  })

  it('no installation writes more than 500 times an hour once GitHub refused for that, and what is less urgent never', async () => {
    const timers = recordingTimers()
    const budget = requestBudget(timers)
    const untilRefused = async (kind: 'write' | 'opening-write', urgency: Urgency) => {
      for (let taken = 0; ; taken += 1) {
        try {
          await budget.take(kind, urgency)
        } catch (error) {
          expect(error).toMatchObject({ kind: 'rate-limited', message: expect.stringContaining("this hour's writes") })
          return taken
        }
      }
    }
    expect(await untilRefused('opening-write', BACKGROUND)).toBe(220)
    expect(await untilRefused('opening-write', FAN_OUT)).toBe(120)
    for (let taken = 0; taken < 200; taken += 1) await budget.take(taken % 2 === 0 ? 'opening-write' : 'write', EVENT)
    await budget.pause(1_000)
    expect(await untilRefused('write', EVENT)).toBe(0)
    expect(await untilRefused('opening-write', EVENT)).toBe(0)
    expect(timers.now() - NOW_MS).toBeLessThan(12 * 60_000)
    await budget.take('read', BACKGROUND)
    await timers.sleep(3_600_000)
    for (let taken = 0; taken < 600; taken += 1) await budget.take('write', EVENT)
  })

  it('a pause for anything else is none for the writes of an hour', async () => {
    const budget = requestBudget(recordingTimers())
    for (let taken = 0; taken < 100; taken += 1) await budget.take('write', EVENT)
    await budget.pause(1_000)
    for (let taken = 0; taken < 600; taken += 1) await budget.take('write', EVENT)
  })

  it('leaves the last tenth of the hour to events, and sends nothing that GitHub is known to refuse', async () => {
    const timers = recordingTimers()
    const budget = requestBudget(timers)
    budget.learn({ remaining: 500, limit: 5_000, resetAtMs: NOW_MS + 120_000 })
    await budget.take('read', EVENT)
    await expect(budget.take('read', BACKGROUND)).rejects.toMatchObject({ retryAfterMs: 121_000 })
    budget.learn({ remaining: 0, limit: 5_000, resetAtMs: NOW_MS + 120_000 })
    await expect(budget.take('write', EVENT)).rejects.toMatchObject({ kind: 'rate-limited', retryAfterMs: 121_000 })
    await timers.sleep(120_000)
    await budget.take('write', EVENT)
    expect(budget.remaining()).toBeUndefined()
  })
})
