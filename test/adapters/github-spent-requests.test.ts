import { describe, expect, it } from 'vitest'
import {
  NOTHING_SPENT,
  POINTS_A_MINUTE,
  spendRequests,
  WRITES_A_MINUTE,
  WRITES_AN_HOUR,
  waitForRequests,
} from '../../src/adapters/github/spent-requests.ts'
import fc from '../seeded-properties.ts'

const NOTHING_LEFT = { points: 0, writes: 0, writesOfHour: 0 }
const GRAINS = [
  { validMs: 0, sliceMs: 1 },
  { validMs: 2_000, sliceMs: 1_000 },
] as const
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

interface Sent {
  readonly atMs: number
  readonly points: number
  readonly writes: number
}

describe('the account of an installation', () => {
  it('allows no minute and no hour more than GitHub does, however late within its time something is used', () => {
    const ask = fc.record({ afterMs: fc.nat(4_000), size: fc.integer({ min: 1, max: 12 }), isWrite: fc.boolean() })
    const asks = fc.array(ask, { minLength: 100, maxLength: 400 })
    fc.assert(
      fc.property(asks, fc.constantFrom(...GRAINS), fc.nat(100), (all, grain, lateness) => {
        let [spent, nowMs] = [NOTHING_SPENT, 1_000_000]
        const sent: Sent[] = []
        for (const { afterMs, size, isWrite } of all) {
          nowMs += afterMs
          const cost = isWrite ? { points: 5, writes: 1 } : { points: size * 10, writes: 0 }
          nowMs += waitForRequests(spent, cost, NOTHING_LEFT, nowMs)
          expect(waitForRequests(spent, cost, NOTHING_LEFT, nowMs)).toBe(0)
          spent = spendRequests(spent, cost, nowMs, grain)
          sent.push({ ...cost, atMs: nowMs + (grain.validMs * lateness) / 100 })
          const last = sent.at(-1)?.atMs ?? 0
          expect(within(sent, last - MINUTE_MS, ({ points }) => points)).toBeLessThanOrEqual(POINTS_A_MINUTE)
          expect(within(sent, last - MINUTE_MS, ({ writes }) => writes)).toBeLessThanOrEqual(WRITES_A_MINUTE)
          expect(within(sent, last - HOUR_MS, ({ writes }) => writes)).toBeLessThanOrEqual(WRITES_AN_HOUR)
        }
      }),
      { numRuns: 20 },
    )
  })

  it('stays short, and forgets what a clock that was put back had noted', () => {
    let spent = NOTHING_SPENT
    for (let at = 0; at < 5_000; at += 1) {
      spent = spendRequests(spent, { points: 1, writes: 1 }, at * 1_000, { validMs: 2_000, sliceMs: 1_000 })
    }
    expect(Math.max(spent.minute.length, spent.hour.length)).toBeLessThanOrEqual(63)
    const before = spendRequests(spent, { points: 1, writes: 1 }, 10_000, { validMs: 0, sliceMs: 1 })
    expect([before.minute.length, before.hour.length]).toEqual([1, 1])
  })
})

function within(sent: readonly Sent[], afterMs: number, amount: (each: Sent) => number): number {
  return sent.filter(({ atMs }) => atMs > afterMs).reduce((sum, each) => sum + amount(each), 0)
}
