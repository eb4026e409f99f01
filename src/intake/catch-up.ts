import type { Logger } from 'pino'
import type { Alerts } from '../ports/alerts.ts'
import type { PeriodicTask } from '../ports/jobs.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { SweepRecords } from '../ports/sweep-records.ts'
import type { Reconcile } from './reconcile.ts'
import type { SweepDeliveries } from './sweep-deliveries.ts'

export interface CatchUpDependencies {
  readonly sweep: SweepDeliveries
  readonly reconcile: Reconcile
  readonly sweepRecords: Pick<SweepRecords, 'known'>
  readonly alerts: Alerts
  readonly sleep: (ms: number) => Promise<void>
  readonly metrics?: Pick<Metrics, 'swept'>
  readonly log: Logger
}

/**
 * What makes up for events that were lost: has them sent again, and examines what still differs from what the last
 * examination saw. In this order, and the second not without the first: an event tells who pushed, and an examination
 * that does not know it could count the pusher's own approval.
 */
export function catchUp(dependencies: CatchUpDependencies, everySeconds: number = CATCH_UP_SECONDS): PeriodicTask {
  let failures = 0
  const run = async (signal: AbortSignal) => {
    try {
      const sentAgain = await dependencies.sweep(signal)
      dependencies.metrics?.swept(sentAgain.length)
      await untilHandled(sentAgain, signal, dependencies)
      await dependencies.reconcile(signal)
      failures = 0
    } catch (error) {
      // The process ends; the next one begins with a run of its own.
      if (signal.aborted) return
      failures += 1
      if (failures % ALARM_EVERY === FIRST_ALARM) await alarm(dependencies.alerts, failures, error)
      throw error
    }
  }
  return { name: CATCH_UP, everySeconds, run }
}

/** The task's name. */
export const CATCH_UP = 'catch-up'

const CATCH_UP_SECONDS = 180
/** In failed runs on end: after a quarter of an hour, then once an hour. */
const FIRST_ALARM = 5
const ALARM_EVERY = 20

function alarm(alerts: Alerts, runs: number, error: unknown): Promise<void> {
  return alerts.raise({
    kind: 'catch-up-failing',
    runs,
    reason: error instanceof Error ? error.message : String(error),
  })
}

const PATIENCE_MS = 20_000
const LOOK_MS = 500

/** Waits for events that were asked for, a while at most: one that never comes must not hold up the rest. */
async function untilHandled(
  guids: readonly string[],
  signal: AbortSignal,
  { sweepRecords, sleep, log }: CatchUpDependencies,
): Promise<void> {
  let missing = guids
  for (let waitedMs = 0; missing.length > 0 && waitedMs < PATIENCE_MS; waitedMs += LOOK_MS) {
    await sleep(LOOK_MS)
    signal.throwIfAborted()
    const known = await sweepRecords.known(missing)
    missing = missing.filter((guid) => known.get(guid) !== 'handled')
  }
  if (missing.length > 0) log.warn({ webhooks: missing.length }, 'webhooks that were sent again have not arrived yet')
}
