import { Fault } from '../../ports/fault.ts'
import { concurrencyLimit } from './concurrency-limit.ts'
import { MAX_WAIT_MS, type Timers } from './retry.ts'

/** What a request is, to GitHub's secondary limits; `bulk` writes can wait behind a verdict. */
export type RequestKind = 'read' | 'write' | 'bulk-write'

/** Keeps one installation inside GitHub's secondary limits without queueing what fits into them. */
export interface RequestBudget {
  /** Returns when the request may be sent; throws `Fault` where GitHub asked for a pause longer than ten seconds. */
  take(kind: RequestKind): Promise<void>
  /** GitHub said "too much": nothing is sent for so long. */
  pause(ms: number): void
}

/**
 * GitHub allows 900 points a minute (a read costs 1, a write 5) and 80 content-creating writes a minute.
 * A burst plus a minute's refill stays below both: 300 + 60 × 10 = 900 and 20 + 60 × 1 = 80.
 */
const POINTS = { burst: 300, perSecond: 10 }
const WRITES = { burst: 20, perSecond: 1 }
const COST: Readonly<Record<RequestKind, number>> = { read: 1, write: 5, 'bulk-write': 5 }
/** Bulk writes leave so many of the writes' burst to verdicts. */
const RESERVED_FOR_VERDICTS = 8

export function requestBudget(timers: Timers): RequestBudget {
  const points = bucket(POINTS, timers)
  const writes = bucket(WRITES, timers)
  const oneBulkWrite = concurrencyLimit(1)
  const takeWrite = async (kind: RequestKind) => {
    if (kind === 'read') return 0
    if (kind === 'write') return writes.take(1)
    return oneBulkWrite(async () => {
      await writes.reach(RESERVED_FOR_VERDICTS + 1)
      return writes.take(1)
    })
  }
  let pausedUntil = 0
  return {
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, timers.now() + ms)
    },
    async take(kind) {
      refuseLongPause(pausedUntil - timers.now())
      const waitMs = Math.max(points.take(COST[kind]), await takeWrite(kind))
      const pauseMs = pausedUntil - timers.now()
      refuseLongPause(pauseMs)
      if (Math.max(waitMs, pauseMs) > 0) await timers.sleep(Math.max(waitMs, pauseMs))
    },
  }
}

function refuseLongPause(pauseMs: number): void {
  if (pauseMs <= MAX_WAIT_MS) return
  const message = `GitHub asked for a pause, which lasts ${Math.ceil(pauseMs / 1000)} more seconds`
  throw new Fault('rate-limited', message, { retryAfterMs: pauseMs })
}

interface Bucket {
  /**
   * Takes tokens and says for how long to wait until they are there. The bucket may go into debt, so that everybody
   * sleeps once and in the order of asking.
   */
  take(cost: number): number
  /** Returns when so many tokens are there. */
  reach(level: number): Promise<void>
}

function bucket(size: { readonly burst: number; readonly perSecond: number }, timers: Timers): Bucket {
  let level = size.burst
  let filledAt = timers.now()
  const waitFor = (wanted: number) => {
    const now = timers.now()
    level = Math.min(size.burst, level + ((now - filledAt) * size.perSecond) / 1000)
    filledAt = now
    return Math.max(0, Math.ceil(((wanted - level) * 1000) / size.perSecond))
  }
  return {
    take(cost) {
      const waitMs = waitFor(cost)
      level -= cost
      return waitMs
    },
    async reach(wanted) {
      for (let waitMs = waitFor(wanted); waitMs > 0; waitMs = waitFor(wanted)) await timers.sleep(waitMs)
    },
  }
}
