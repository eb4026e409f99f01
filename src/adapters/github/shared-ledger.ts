import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { SharedBudgets } from '../../ports/shared-budgets.ts'
import type { RateLimit } from './rate-limit.ts'
import type { RequestLedger } from './request-ledger.ts'
import type { Timers } from './retry.ts'
import {
  type Cost,
  type Grain,
  type LeftOver,
  MINUTE_MS,
  NOTHING_SPENT,
  pauseRequests,
  type SpentRequests,
  spendRequests,
  waitForRequests,
} from './spent-requests.ts'

/** Reads are taken so many at a time, to be used within a moment: what another process was told comes through then. */
const READS_AT_A_TIME = 10
const GRAIN: Grain = { validMs: 2_000, sliceMs: 1_000 }

/** The account that all processes on the same data keep of an installation together. */
export function sharedLedger(timers: Timers, budgets: SharedBudgets, installationId: number): RequestLedger {
  const process = randomUUID()
  const leases = new Map<number, Lease>()
  let known: Known = { pausedUntilMs: 0, processes: 1 }
  /** One process after the other; what is noted is by the shared clock, what is known here by this machine's. */
  const change = <T>(
    edit: (spent: SpentRequests, nowMs: number) => { readonly spent: SpentRequests; readonly result: T },
  ) =>
    budgets.change(installationId, (note, nowMs) => {
      const aheadMs = nowMs - timers.now()
      const { spent, processes } = read(note)
      const rate = newest(spent.rate, known.rate && shifted(known.rate, aheadMs))
      const pausedUntilMs = Math.max(spent.pausedUntilMs, known.pausedUntilMs + aheadMs)
      const edited = edit({ ...spent, pausedUntilMs, ...(rate && { rate }) }, nowMs)
      const alive = Object.entries(processes).filter(([, seenMs]) => Math.abs(nowMs - seenMs) < MINUTE_MS)
      const seen = { ...Object.fromEntries(alive), [process]: nowMs }
      known = {
        pausedUntilMs: edited.spent.pausedUntilMs - aheadMs,
        processes: Object.keys(seen).length,
        ...(rate && { rate: shifted(rate, -aheadMs) }),
      }
      return { note: JSON.stringify({ spent: edited.spent, processes: seen }), result: edited.result }
    })
  const isPaused = () => known.pausedUntilMs > timers.now()
  return {
    async take(cost, left) {
      const lease = cost.writes === 0 && !isPaused() ? leases.get(left.points) : undefined
      if (lease !== undefined && lease.points >= cost.points && lease.untilMs > timers.now()) {
        lease.points -= cost.points
        return 0
      }
      const askedAtMs = timers.now()
      const taken = await change((spent, nowMs) => takeOf(spent, cost, left, nowMs))
      if (taken.points > cost.points) {
        leases.set(left.points, { points: taken.points - cost.points, untilMs: askedAtMs + GRAIN.validMs })
      }
      return taken.waitMs
    },
    async pause(ms) {
      const pausedUntilMs = Math.max(known.pausedUntilMs, timers.now() + ms)
      known = { ...known, pausedUntilMs }
      await change((spent, nowMs) => ({ spent: pauseRequests(spent, nowMs + ms, nowMs), result: undefined }))
    },
    pausedForMs: () => known.pausedUntilMs - timers.now(),
    learn(rate) {
      known = { ...known, rate }
    },
    rate: () => (known.rate !== undefined && known.rate.resetAtMs > timers.now() ? known.rate : undefined),
    processes: () => known.processes,
  }
}

/** Points that were taken and not used yet. */
interface Lease {
  points: number
  readonly untilMs: number
}

interface Known {
  readonly pausedUntilMs: number
  readonly processes: number
  readonly rate?: RateLimit
}

interface Taken {
  readonly waitMs: number
  readonly points: number
}

/** Where reads are asked for, several of them if there is room, else what was asked for. */
function takeOf(
  spent: SpentRequests,
  cost: Cost,
  left: LeftOver,
  nowMs: number,
): { spent: SpentRequests; result: Taken } {
  const several = cost.writes === 0 ? [{ ...cost, points: cost.points * READS_AT_A_TIME }] : []
  for (const each of [...several, cost]) {
    if (waitForRequests(spent, each, left, nowMs) > 0) continue
    return { spent: spendRequests(spent, each, nowMs, GRAIN), result: { waitMs: 0, points: each.points } }
  }
  return { spent, result: { waitMs: waitForRequests(spent, cost, left, nowMs), points: 0 } }
}

function shifted(rate: RateLimit, ms: number): RateLimit {
  return { ...rate, resetAtMs: rate.resetAtMs + ms }
}

/** GitHub's hours follow each other, and less is left the later in one it is. */
function newest(one: RateLimit | undefined, other: RateLimit | undefined): RateLimit | undefined {
  if (one === undefined || other === undefined) return one ?? other
  if (Math.abs(one.resetAtMs - other.resetAtMs) > SAME_HOUR_MS) return one.resetAtMs > other.resetAtMs ? one : other
  return one.remaining < other.remaining ? one : other
}

const SAME_HOUR_MS = 60_000

const used = z.array(z.object({ atMs: z.number(), points: z.number(), writes: z.number() }))
const noteSchema = z.object({
  spent: z.object({
    minute: used,
    hour: used,
    pausedUntilMs: z.number(),
    hourRefusedAtMs: z.number().optional(),
    rate: z.object({ remaining: z.number(), limit: z.number(), resetAtMs: z.number() }).optional(),
  }),
  /** When each process was seen last. */
  processes: z.record(z.string(), z.number()),
})

/** What another version has noted in a way of its own is begun anew: to stop would be worse than to be refused once. */
function read(note: string | undefined): { spent: SpentRequests; processes: Readonly<Record<string, number>> } {
  const parsed = noteSchema.safeParse(note === undefined ? undefined : JSON.parse(note))
  if (!parsed.success) return { spent: NOTHING_SPENT, processes: {} }
  const { hourRefusedAtMs, rate, ...spent } = parsed.data.spent
  const known = { ...(hourRefusedAtMs === undefined ? {} : { hourRefusedAtMs }), ...(rate && { rate }) }
  return { spent: { ...spent, ...known }, processes: parsed.data.processes }
}
