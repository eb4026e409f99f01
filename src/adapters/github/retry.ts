import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../../ports/clock.ts'
import { Fault } from '../../ports/fault.ts'

/** Time as the adapter sees it; tests hand in their own. */
export interface Timers extends Clock {
  sleep(ms: number): Promise<void>
}

export const systemTimers: Timers = { now: () => Date.now(), sleep: async (ms) => void (await delay(ms)) }

/** The first try included. */
const MAX_ATTEMPTS = 4
/** Doubles with each try. */
const FIRST_WAIT_MS = 250
/** What GitHub wants us to wait longer for is the job queue's to wait for, not a running job's. */
export const MAX_WAIT_MS = 10_000

/**
 * Runs `operation` until it succeeds, it throws what `mayRetry` denies, it was tried four times, or GitHub asks for
 * a longer wait than ten seconds. Throws the last fault, whose `retryAfterMs` then tells the queue when to come back.
 */
export async function retrying<T>(
  operation: () => Promise<T>,
  mayRetry: (fault: Fault) => boolean,
  timers: Timers,
  onRetry?: (fault: Fault) => void,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await operation()
    } catch (error) {
      if (!(error instanceof Fault) || !mayRetry(error) || attempt >= MAX_ATTEMPTS) throw error
      const waitMs = error.retryAfterMs ?? FIRST_WAIT_MS * 2 ** (attempt - 1)
      if (waitMs > MAX_WAIT_MS) throw error
      onRetry?.(error)
      await timers.sleep(waitMs)
    }
  }
}
