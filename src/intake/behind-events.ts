import { Fault } from '../ports/fault.ts'
import type { RemainingRequests } from '../ports/installations.ts'
import type { JobHandlers } from '../ports/jobs.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { RequestPriority, Urgency } from '../ports/request-priority.ts'

export interface BackgroundMeans {
  /** Has the requests of some work be as urgent as it says. */
  readonly at: <T>(urgency: Urgency, work: () => Promise<T>) => Promise<T>
  readonly remaining: (installationId: number) => RemainingRequests | undefined
  readonly metrics: Pick<Metrics, 'githubHeldBack'>
}

/**
 * Examinations of which the less urgent go behind those of events. Where an installation's requests are scarce none of
 * these is begun: it is put off before it shows anything, by a `Fault` that says when to come back.
 */
export function behindEvents(examine: JobHandlers['examine'], means: BackgroundMeans): JobHandlers['examine'] {
  return (key, signal, urgency) =>
    means.at(urgency, async () => {
      if (isScarce(means.remaining(key.installationId), urgency())) throw putOff(means)
      await examine(key, signal, urgency)
    })
}

/** Below this part of the hour's requests nothing is begun: what is left is for what is more urgent. */
const RESERVED_TO_BEGIN: Readonly<Record<RequestPriority, number>> = { event: 0, 'fan-out': 0.12, background: 0.25 }
/** GitHub's hour may end sooner. */
const LOOK_AGAIN_MS = 5 * 60_000

/** Whether an installation's requests are so few that only what is more urgent may lead to more. */
export function isScarce(left: RemainingRequests | undefined, priority: RequestPriority = 'background'): boolean {
  return left !== undefined && left.remaining < left.limit * RESERVED_TO_BEGIN[priority]
}

function putOff({ metrics }: BackgroundMeans): Fault {
  metrics.githubHeldBack('put-off')
  const message = "What is left of this hour's requests to GitHub is for events"
  return new Fault('rate-limited', message, { retryAfterMs: LOOK_AGAIN_MS })
}
