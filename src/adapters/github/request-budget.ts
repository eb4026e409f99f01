import { Fault } from '../../ports/fault.ts'
import { concurrencyLimit } from './concurrency-limit.ts'
import { MAX_WAIT_MS, type Timers } from './retry.ts'
import { slidingWindow } from './sliding-window.ts'

/** What a request is, to GitHub's secondary limits; `bulk` writes can wait behind a verdict. */
export type RequestKind = 'read' | 'write' | 'bulk-write'

/** Keeps one installation inside GitHub's secondary limits without queueing what fits into them. */
export interface RequestBudget {
  /** Returns when the request may be sent; throws `Fault` where GitHub asked for a pause longer than ten seconds. */
  take(kind: RequestKind): Promise<void>
  /** GitHub said "too much": nothing is sent for so long. */
  pause(ms: number): void
}

/** GitHub allows 900 points (a read costs 1, a write 5) and 80 content-creating writes in any minute. Some are left over. */
const MINUTE_MS = 60_000
const POINTS_A_MINUTE = 850
const WRITES_A_MINUTE = 75
const COST: Readonly<Record<RequestKind, number>> = { read: 1, write: 5, 'bulk-write': 5 }
/** Bulk writes leave so many of the minute's writes to verdicts. */
const RESERVED_FOR_VERDICTS = 15

export function requestBudget(timers: Timers): RequestBudget {
  const points = slidingWindow(POINTS_A_MINUTE, MINUTE_MS, timers)
  const writes = slidingWindow(WRITES_A_MINUTE, MINUTE_MS, timers)
  const oneBulkWrite = concurrencyLimit(1)
  const takeWrite = async (kind: RequestKind) => {
    if (kind === 'read') return 0
    if (kind === 'write') return writes.take(1)
    return oneBulkWrite(async () => {
      const waitMs = () => writes.waitFor(1 + RESERVED_FOR_VERDICTS)
      for (let wait = waitMs(); wait > 0; wait = waitMs()) await timers.sleep(wait)
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
