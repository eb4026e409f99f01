import { Fault } from '../../ports/fault.ts'
import type { RemainingRequests } from '../../ports/installations.ts'
import type { Metrics } from '../../ports/metrics.ts'
import type { RequestPriority, Urgency } from '../../ports/request-priority.ts'
import { concurrencyLimit } from './concurrency-limit.ts'
import type { RateLimit } from './rate-limit.ts'
import { ledgerInMemory, type RequestLedger } from './request-ledger.ts'
import { MAX_WAIT_MS, type Timers } from './retry.ts'
import {
  type Cost,
  type LeftOver,
  MINUTE_MS,
  POINTS_A_MINUTE,
  WRITES_A_MINUTE,
  WRITES_AN_HOUR,
} from './spent-requests.ts'

/**
 * What a request is, to GitHub's secondary limits. An opening write begins what a later one concludes; `bulk` writes can
 * wait behind a verdict, optional ones be left out.
 */
export type RequestKind = 'read' | 'write' | 'opening-write' | 'bulk-write' | 'optional-write'

/** Keeps one installation inside GitHub's limits without queueing what fits into them. */
export interface RequestBudget {
  /**
   * Returns when the request may be sent. Throws `Fault` where GitHub asked for a pause longer than ten seconds, where
   * the hour's requests or writes are used up, and where what is left of them is for what is more urgent. An optional
   * write never waits: it throws wherever it would have to, or would take what a verdict needs.
   */
  take(kind: RequestKind, urgency: Urgency): Promise<void>
  /** GitHub said "too much": nothing is sent for so long, by any process. */
  pause(ms: number): Promise<void>
  /** What the last answer told of the hour. */
  learn(rateLimit: RateLimit): void
  /** Undefined before the first answer, and once the hour that it told of is over. */
  remaining(): RemainingRequests | undefined
  /** How many processes use the installation, this one included. */
  processes(): number
}

const READ: Cost = { points: 1, writes: 0 }
const WRITE: Cost = { points: 5, writes: 1 }

type Left = LeftOver & { readonly writesOfHour: number }

/** What requests of a priority leave to those of a higher one, of any minute and any hour. */
const LEFT_BY_PRIORITY: Readonly<Record<RequestPriority, Left>> = {
  event: { points: 0, writes: 0, writesOfHour: 0 },
  'fan-out': { points: 200, writes: 25, writesOfHour: 120 },
  background: { points: 300, writes: 30, writesOfHour: 240 },
}
/** What requests of a kind leave: bulk writes to verdicts, and what begins something to what concludes it. */
const LEFT_BY_KIND: Readonly<Record<RequestKind, Left>> = {
  read: { points: 0, writes: 0, writesOfHour: 0 },
  write: { points: 0, writes: 0, writesOfHour: 0 },
  'opening-write': { points: 0, writes: 0, writesOfHour: 20 },
  'bulk-write': { points: 0, writes: 15, writesOfHour: 60 },
  // Half of it all: what each of them announces is a write as well.
  'optional-write': {
    points: POINTS_A_MINUTE / 2,
    writes: Math.ceil(WRITES_A_MINUTE / 2),
    writesOfHour: WRITES_AN_HOUR / 2,
  },
}
/**
 * Of the hour's requests this part is for what is more urgent. Less urgent work begins nothing below a larger one
 * (src/intake/behind-events.ts), so that what it has begun can mostly be finished.
 */
const RESERVED_OF_HOUR: Readonly<Record<RequestPriority, number>> = { event: 0, 'fan-out': 0.05, background: 0.1 }
/** What waits for longer waits for the hour to go by: that is for the job queue. */
const MAX_TURN_WAIT_MS = MINUTE_MS + 10_000
/** What is less urgent than an event looks so often whether it has become one's. */
const LOOK_MS = 5_000

/** The budget of an installation, or of the app itself, which has an hour of its own. */
export function requestBudget(
  timers: Timers,
  metrics?: Pick<Metrics, 'githubHeldBack' | 'githubRemaining'>,
  installationId?: number,
  ledger: RequestLedger = ledgerInMemory(timers),
): RequestBudget {
  const turns = { read: concurrencyLimit(1), write: concurrencyLimit(1), bulk: concurrencyLimit(1) }
  /** Takes it where that can be done now, else returns for how long to wait. */
  const tryTo = async (kind: RequestKind, priority: RequestPriority) => {
    refuseLongPause(ledger.pausedForMs())
    refuseUsedUp(ledger.rate(), priority, timers.now())
    const waitMs = await ledger.take(kind === 'read' ? READ : WRITE, leftBy(kind, priority))
    if (waitMs === 0) return 0
    refuseLongPause(ledger.pausedForMs())
    if (kind === 'optional-write') throw tooMuch('What is left of this minute is for verdicts', waitMs)
    if (waitMs > MAX_TURN_WAIT_MS) throw tooMuch("What is left of this hour's writes to GitHub is for others", waitMs)
    return waitMs
  }
  /** Events have their turns in the order in which they came. */
  const inTurn = (kind: RequestKind) =>
    turns[kind === 'read' ? 'read' : kind === 'bulk-write' ? 'bulk' : 'write'](async () => {
      for (let waitMs = await tryTo(kind, 'event'); waitMs > 0; waitMs = await tryTo(kind, 'event')) {
        await timers.sleep(waitMs)
      }
      return 0
    })
  return {
    remaining: ledger.rate,
    processes: ledger.processes,
    learn(rateLimit) {
      ledger.learn(rateLimit)
      if (installationId !== undefined) {
        metrics?.githubRemaining(installationId, rateLimit.remaining, rateLimit.limit)
      }
    },
    async pause(ms) {
      await ledger.pause(ms)
    },
    async take(kind, urgency) {
      for (let waited = false; ; waited = true) {
        const priority = urgency()
        const isInTurn = priority === 'event' && kind !== 'optional-write'
        const waitMs = await (isInTurn ? inTurn(kind) : tryTo(kind, priority))
        if (waitMs === 0) return
        if (!waited) metrics?.githubHeldBack('waited')
        await timers.sleep(Math.min(waitMs, LOOK_MS))
      }
    },
  }
}

function leftBy(kind: RequestKind, priority: RequestPriority): LeftOver {
  const [one, other] = [LEFT_BY_KIND[kind], LEFT_BY_PRIORITY[priority]]
  return {
    points: Math.max(one.points, other.points),
    writes: Math.max(one.writes, other.writes),
    writesOfHour: mayPassHour(kind, priority) ? 'unless-refused' : one.writesOfHour + other.writesOfHour,
  }
}

/** Nobody shall wait for a verdict by a limit that may not be one: see `SpentRequests`. */
function mayPassHour(kind: RequestKind, priority: RequestPriority): boolean {
  return priority === 'event' && (kind === 'write' || kind === 'opening-write')
}

function tooMuch(message: string, retryAfterMs: number): Fault {
  return new Fault('rate-limited', message, { retryAfterMs })
}

function refuseLongPause(pauseMs: number): void {
  if (pauseMs <= MAX_WAIT_MS) return
  throw tooMuch(`GitHub asked for a pause, which lasts ${Math.ceil(pauseMs / 1000)} more seconds`, pauseMs)
}

/** A request that GitHub is known to refuse would only count against the app. */
function refuseUsedUp(hour: RateLimit | undefined, priority: RequestPriority, nowMs: number): void {
  if (hour === undefined || hour.remaining > hour.limit * RESERVED_OF_HOUR[priority]) return
  const left = hour.remaining === 0 ? 'used up' : 'left to events'
  const retryAfterMs = hour.resetAtMs - nowMs + RESET_MARGIN_MS
  throw tooMuch(`This hour's ${hour.limit} requests to GitHub are ${left}`, retryAfterMs)
}

/** GitHub gives whole seconds. */
const RESET_MARGIN_MS = 1_000
