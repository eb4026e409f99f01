import type { RateLimit } from './rate-limit.ts'
import type { Timers } from './retry.ts'
import {
  type Cost,
  type Grain,
  type LeftOver,
  NOTHING_SPENT,
  pauseRequests,
  spendRequests,
  waitForRequests,
} from './spent-requests.ts'

/** Keeps the account of what an installation uses of GitHub's limits. */
export interface RequestLedger {
  /**
   * Takes `cost` where `left` stays over, and returns 0: it is to be used at once. Else takes nothing and returns for
   * how long to wait, in milliseconds, before asking again. Throws `Fault` where the account cannot be read.
   */
  take(cost: Cost, left: LeftOver): Promise<number>
  /** Nothing more is to be sent for so long. */
  pause(ms: number): Promise<void>
  /** For how long nothing is to be sent; 0 or less where there is no pause. */
  pausedForMs(): number
  /** What an answer told of the hour. */
  learn(rate: RateLimit): void
  /** What was told last of the hour; undefined where nothing was, and once it is over. */
  rate(): RateLimit | undefined
  /** How many processes use the installation, this one included. */
  processes(): number
}

const EXACT: Grain = { validMs: 0, sliceMs: 1 }

/** The account of a process that is alone. */
export function ledgerInMemory(timers: Timers): RequestLedger {
  let spent = NOTHING_SPENT
  return {
    async take(cost, left) {
      const nowMs = timers.now()
      const waitMs = waitForRequests(spent, cost, left, nowMs)
      if (waitMs === 0) spent = spendRequests(spent, cost, nowMs, EXACT)
      return waitMs
    },
    async pause(ms) {
      spent = pauseRequests(spent, timers.now() + ms, timers.now())
    },
    pausedForMs: () => spent.pausedUntilMs - timers.now(),
    learn(rate) {
      spent = { ...spent, rate }
    },
    rate: () => (spent.rate !== undefined && spent.rate.resetAtMs > timers.now() ? spent.rate : undefined),
    processes: () => 1,
  }
}
