import { Fault } from '../ports/fault.ts'
import type { RemainingRequests } from '../ports/installations.ts'
import type { JobHandlers } from '../ports/jobs.ts'
import type { Metrics } from '../ports/metrics.ts'

export interface BackgroundMeans {
  /** Has the requests of some work wait behind those of events. */
  readonly inBackground: <T>(work: () => Promise<T>) => Promise<T>
  readonly remaining: (installationId: number) => RemainingRequests | undefined
  readonly metrics: Pick<Metrics, 'githubHeldBack'>
}

/**
 * Examinations of which those in the background go behind those of events. Where an installation's requests are scarce
 * none is begun in the background: it is put off before it shows anything, by a `Fault` that says when to come back.
 */
export function behindEvents(examine: JobHandlers['examine'], means: BackgroundMeans): JobHandlers['examine'] {
  return (key, signal, priority) => {
    if (priority === 'event') return examine(key, signal, priority)
    return means.inBackground(async () => {
      if (isScarce(means.remaining(key.installationId))) throw putOff(means)
      await examine(key, signal, priority)
    })
  }
}

/** Below this part of the hour's requests nothing is begun in the background: what is left is for events. */
const RESERVED_TO_BEGIN = 0.25
/** GitHub's hour may end sooner. */
const LOOK_AGAIN_MS = 5 * 60_000

/** Whether an installation's requests are so few that only events may lead to more. */
export function isScarce(left: RemainingRequests | undefined): boolean {
  return left !== undefined && left.remaining < left.limit * RESERVED_TO_BEGIN
}

function putOff({ metrics }: BackgroundMeans): Fault {
  metrics.githubHeldBack('put-off')
  const message = "What is left of this hour's requests to GitHub is for events"
  return new Fault('rate-limited', message, { retryAfterMs: LOOK_AGAIN_MS })
}
