import type { Clock } from '../../ports/clock.ts'

/** So much may be taken in any stretch of time of a given length. */
export interface SlidingWindow {
  /** Takes `cost` and says for how long to wait, in milliseconds, until it may be used. First come, first served. */
  take(cost: number): number
  /** For how long one would have to wait, in milliseconds, without taking anything. */
  waitFor(cost: number): number
}

interface Taken {
  /** When it is used: now, or later where it had to wait. Never before what was taken earlier. */
  readonly atMs: number
  readonly cost: number
}

/** `cost` must not exceed `limit`. */
export function slidingWindow(limit: number, lengthMs: number, clock: Clock): SlidingWindow {
  const taken: Taken[] = []
  const startOf = (cost: number) => {
    while (taken[0] !== undefined && taken[0].atMs + lengthMs <= clock.now()) taken.shift()
    let used = taken.reduce((sum, each) => sum + each.cost, 0)
    let startMs = Math.max(clock.now(), taken.at(-1)?.atMs ?? 0)
    for (const each of taken) {
      if (used + cost <= limit) break
      used -= each.cost
      startMs = Math.max(startMs, each.atMs + lengthMs)
    }
    return startMs
  }
  return {
    waitFor: (cost) => startOf(cost) - clock.now(),
    take(cost) {
      const atMs = startOf(cost)
      taken.push({ atMs, cost })
      return atMs - clock.now()
    },
  }
}
