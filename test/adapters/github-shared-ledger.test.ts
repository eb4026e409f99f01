import { describe, expect, it } from 'vitest'
import { requestBudget } from '../../src/adapters/github/request-budget.ts'
import { sharedLedger } from '../../src/adapters/github/shared-ledger.ts'
import type { Urgency } from '../../src/ports/request-priority.ts'
import { NOW_MS, type RecordingTimers, recordingTimers } from './github-test-clients.ts'
import { sharedBudgetsInMemory } from './shared-budgets-in-memory.ts'

const EVENT: Urgency = () => 'event'
const ID = 9

/** Processes that share what they use; the clock of each is wrong by so much. */
function processes(skewsMs: readonly number[], timers: RecordingTimers = recordingTimers()) {
  const shared = sharedBudgetsInMemory(timers)
  const budgets = skewsMs.map((skewMs) => {
    const own = { now: () => timers.now() + skewMs, sleep: timers.sleep }
    return requestBudget(own, undefined, ID, sharedLedger(own, shared.budgets, ID))
  })
  const of = (index: number) => budgets[index % budgets.length] ?? expect.fail('There is no process')
  return { ...shared, of, timers }
}

describe('processes on the same data', () => {
  it('web and worker together stay within what GitHub allows in a minute', async () => {
    const { of, timers } = processes([0, 0, 0])
    for (let taken = 0; taken < 75; taken += 1) await of(taken).take('write', EVENT)
    expect(timers.slept).toEqual([])
    await of(75).take('write', EVENT)
    // What was taken may be used for two seconds, and is noted by seconds.
    expect(timers.now() - NOW_MS).toBe(62_000)
  })

  it('a pause that one process was told holds the others back, wherever their clocks stand', async () => {
    const { of, timers } = processes([0, -3_600_000, 86_400_000])
    for (const each of [0, 1, 2]) await of(each).take('write', EVENT)
    await of(0).pause(60_000)
    for (const each of [0, 1, 2]) {
      await expect(of(each).take('write', EVENT)).rejects.toMatchObject({ kind: 'rate-limited', retryAfterMs: 60_000 })
    }
    await timers.sleep(60_000)
    for (const each of [0, 1, 2]) await of(each).take('write', EVENT)
  })

  it('a process that has taken reads ahead uses a few of them at most after another one was told to pause', async () => {
    const { of, timers } = processes([0, 0])
    await of(1).take('read', EVENT)
    await of(0).pause(60_000)
    for (let more = 0; more < 9; more += 1) await of(1).take('read', EVENT)
    await expect(of(1).take('read', EVENT)).rejects.toMatchObject({ kind: 'rate-limited' })
    await timers.sleep(60_000)
    await of(1).take('read', EVENT)
    await of(0).pause(60_000)
    await timers.sleep(2_000)
    await expect(of(1).take('read', EVENT)).rejects.toMatchObject({ kind: 'rate-limited' })
  })

  it('take several reads at a time, so that one costs little', async () => {
    const { of, state, timers } = processes([0, 0])
    for (let taken = 0; taken < 200; taken += 1) await of(taken).take('read', EVENT)
    expect([state.changes, timers.slept]).toEqual([20, []])
  })

  it('know what GitHub told any of them of the hour, and how many they are', async () => {
    const { of, timers } = processes([0, 5_000])
    of(0).learn({ remaining: 0, limit: 5_000, resetAtMs: NOW_MS + 120_000 })
    await expect(of(0).take('write', EVENT)).rejects.toThrow('used up')
    of(0).learn({ remaining: 40, limit: 5_000, resetAtMs: NOW_MS + 120_000 })
    await of(0).take('write', EVENT)
    await of(1).take('write', EVENT)
    expect(of(1).remaining()).toMatchObject({ remaining: 40, resetAtMs: NOW_MS + 125_000 })
    expect(of(1).processes()).toBe(2)
    await timers.sleep(120_000)
    await of(1).take('write', EVENT)
    expect([of(1).remaining(), of(1).processes()]).toEqual([undefined, 1])
  })

  it('send nothing where the database fails, and still keep to the pause that they were told of themselves', async () => {
    const { of, state, timers } = processes([0, 0])
    await of(0).take('write', EVENT)
    state.broken = true
    await expect(of(1).take('write', EVENT)).rejects.toThrow('the database is gone')
    await expect(of(0).pause(60_000)).rejects.toThrow('the database is gone')
    await expect(of(0).take('write', EVENT)).rejects.toMatchObject({ kind: 'rate-limited' })
    state.broken = false
    await of(1).take('write', EVENT)
    await timers.sleep(49_000)
    await expect(of(0).take('write', EVENT)).rejects.toMatchObject({ kind: 'rate-limited', retryAfterMs: 11_000 })
    await timers.sleep(5_000)
    await of(0).take('write', EVENT)
    expect(timers.now() - NOW_MS).toBe(60_000)
  })

  it('begin anew where another version has noted it in a way of its own', async () => {
    const { of, notes, timers } = processes([0])
    notes.set(ID, '{"spent":"much"}')
    await of(0).take('write', EVENT)
    expect(timers.slept).toEqual([])
  })
})
