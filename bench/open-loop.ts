import { setTimeout as delay } from 'node:timers/promises'

/** Latencies in milliseconds, ascending, and how many requests were not answered as they should be. */
export interface OpenLoop {
  readonly latenciesMs: readonly number[]
  readonly failed: number
}

/**
 * Sends requests at their times, whether or not those before were answered, as GitHub does; each latency counts from
 * when its request was due. `send` says whether it went well.
 */
export async function openLoop(
  perSecond: number,
  seconds: number,
  send: (index: number) => Promise<boolean>,
): Promise<OpenLoop> {
  const startedMs = performance.now()
  const latenciesMs: number[] = []
  const sent: Promise<void>[] = []
  let failed = 0
  for (let index = 0; index < perSecond * seconds; index += 1) {
    const dueMs = startedMs + (index * 1_000) / perSecond
    const waitMs = dueMs - performance.now()
    if (waitMs > 0) await delay(waitMs)
    sent.push(
      send(index).then((isWell) => {
        latenciesMs.push(performance.now() - dueMs)
        if (!isWell) failed += 1
      }),
    )
  }
  await Promise.all(sent)
  return { latenciesMs: latenciesMs.sort((one, other) => one - other), failed }
}

/** The latency that `part` (0 to 1) of the requests did not exceed. */
export function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}
