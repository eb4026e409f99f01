import { Fault } from '../../ports/fault.ts'
import type { RemainingRequests } from '../../ports/installations.ts'
import type { Metrics } from '../../ports/metrics.ts'
import type { RequestPriority } from '../../ports/request-priority.ts'
import { concurrencyLimit } from './concurrency-limit.ts'
import type { RateLimit } from './rate-limit.ts'
import { MAX_WAIT_MS, type Timers } from './retry.ts'
import { slidingWindow } from './sliding-window.ts'

/** What a request is, to GitHub's secondary limits; `bulk` writes can wait behind a verdict, optional ones be left out. */
export type RequestKind = 'read' | 'write' | 'bulk-write' | 'optional-write'

/** Keeps one installation inside GitHub's limits without queueing what fits into them. */
export interface RequestBudget {
  /**
   * Returns when the request may be sent. Throws `Fault` where GitHub asked for a pause longer than ten seconds, where
   * the hour's requests are used up, and, in the background, where what is left of them is for events. An optional
   * write never waits: it throws wherever it would have to, or would take what a verdict needs.
   */
  take(kind: RequestKind, priority: RequestPriority): Promise<void>
  /** GitHub said "too much": nothing is sent for so long. */
  pause(ms: number): void
  /** What the last answer told of the hour. */
  learn(rateLimit: RateLimit): void
  /** Undefined before the first answer, and once the hour that it told of is over. */
  remaining(): RemainingRequests | undefined
}

/** GitHub allows 900 points (a read costs 1, a write 5) and 80 content-creating writes in any minute. Some are left over. */
const MINUTE_MS = 60_000
const POINTS_A_MINUTE = 850
const WRITES_A_MINUTE = 75
const COST: Readonly<Record<RequestKind, number>> = { read: 1, write: 5, 'bulk-write': 5, 'optional-write': 5 }
/** Bulk writes leave so many of the minute's writes to verdicts. */
const RESERVED_FOR_VERDICTS = 15
/** Optional writes leave half of the minute: what each of them announces is a write as well. */
const RESERVED_FROM_OPTIONAL = { points: POINTS_A_MINUTE / 2, writes: Math.ceil(WRITES_A_MINUTE / 2) } as const
/** Background requests leave so many of the minute's points and writes to events. */
const RESERVED_POINTS = 300
const RESERVED_WRITES = 30
/**
 * Of the hour's requests this part is for events alone. Background work begins nothing below a larger one
 * (src/intake/behind-events.ts), so that what it has begun can mostly be finished.
 */
const RESERVED_OF_HOUR = 0.1

/** The budget of an installation, or of the app itself, which has an hour of its own. */
export function requestBudget(
  timers: Timers,
  metrics?: Pick<Metrics, 'githubHeldBack' | 'githubRemaining'>,
  installationId?: number,
): RequestBudget {
  const points = slidingWindow(POINTS_A_MINUTE, MINUTE_MS, timers)
  const writes = slidingWindow(WRITES_A_MINUTE, MINUTE_MS, timers)
  const oneBulkWrite = concurrencyLimit(1)
  const oneInBackground = concurrencyLimit(1)
  const until = async (waitMs: () => number) => {
    for (let wait = waitMs(); wait > 0; wait = waitMs()) await timers.sleep(wait)
  }
  const takeWrite = async (kind: RequestKind) => {
    if (kind === 'read') return 0
    if (kind !== 'bulk-write') return writes.take(1)
    return oneBulkWrite(async () => {
      await until(() => writes.waitFor(1 + RESERVED_FOR_VERDICTS))
      return writes.take(1)
    })
  }
  const refuseOptional = (kind: RequestKind, pauseMs: number) => {
    if (kind !== 'optional-write') return
    const waitMs = Math.max(
      pauseMs,
      points.waitFor(COST[kind] + RESERVED_FROM_OPTIONAL.points),
      writes.waitFor(1 + RESERVED_FROM_OPTIONAL.writes),
    )
    if (waitMs > 0)
      throw new Fault('rate-limited', 'What is left of this minute is for verdicts', { retryAfterMs: waitMs })
  }
  let pausedUntil = 0
  let hour: RateLimit | undefined
  const hourNow = () => (hour !== undefined && hour.resetAtMs > timers.now() ? hour : undefined)
  const behindEvents = (kind: RequestKind) =>
    oneInBackground(async () => {
      const waitMs = () =>
        Math.max(
          points.waitFor(COST[kind] + RESERVED_POINTS),
          kind === 'read' ? 0 : writes.waitFor(1 + RESERVED_WRITES),
        )
      if (waitMs() > 0) metrics?.githubHeldBack('waited')
      await until(waitMs)
    })
  return {
    remaining: hourNow,
    learn(rateLimit) {
      hour = rateLimit
      if (installationId !== undefined) {
        metrics?.githubRemaining(installationId, rateLimit.remaining, rateLimit.limit)
      }
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, timers.now() + ms)
    },
    async take(kind, priority) {
      refuseLongPause(pausedUntil - timers.now())
      refuseUsedUp(hourNow(), priority, timers.now())
      refuseOptional(kind, pausedUntil - timers.now())
      if (priority === 'background') await behindEvents(kind)
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

/** A request that GitHub is known to refuse would only count against the app. */
function refuseUsedUp(hour: RateLimit | undefined, priority: RequestPriority, nowMs: number): void {
  const reserved = hour === undefined || priority === 'event' ? 0 : hour.limit * RESERVED_OF_HOUR
  if (hour === undefined || hour.remaining > reserved) return
  const left = hour.remaining === 0 ? 'used up' : 'left to events'
  const message = `This hour's ${hour.limit} requests to GitHub are ${left}`
  throw new Fault('rate-limited', message, { retryAfterMs: hour.resetAtMs - nowMs + RESET_MARGIN_MS })
}

/** GitHub gives whole seconds. */
const RESET_MARGIN_MS = 1_000
