import type { FanOut } from './fan-outs.ts'
import type { MergeGroupKey } from './merge-queue.ts'
import type { PullRequestKey } from './pull-requests.ts'
import type { Urgency } from './request-priority.ts'

/** A webhook delivery whose signature was verified. `payload` is the raw JSON text. */
export interface Delivery {
  readonly id: string
  readonly event: string
  readonly payload: string
  /** ISO 8601. */
  readonly receivedAt: string
}

/** Durable deliveries: what `accept` returned for is on disk. Throws `Fault` where it could not be stored. */
export interface Deliveries {
  /**
   * Stores the delivery and its job in one transaction; false where this id was stored before.
   * A delivery that was given up on is accepted again: GitHub redelivers under the same id.
   */
  accept(delivery: Delivery): Promise<boolean>
}

/** One job a pull request; the newest head wins; a request while one runs makes it run once more afterwards. */
export interface Jobs {
  requestExamination(key: PullRequestKey): Promise<void>
}

/** Jobs that wait behind those that events ask for of single pull requests: one event concerns many at once. */
export interface FanOutJobs {
  /** One that waits already keeps its place if that is a better one. Throws `Fault` where it could not be queued. */
  requestInFanOut(key: PullRequestKey): Promise<void>
}

/** Jobs that wait behind everything that an event asks for. Throws `Fault` where one could not be queued. */
export interface BackgroundJobs {
  /** False where an examination waits or runs already: that one is left as it is. */
  requestInBackground(key: PullRequestKey): Promise<boolean>
}

/**
 * Work that comes back at intervals, in one process at a time however many there are. A run that throws is logged and
 * leaves the next one as it is. `signal` aborts when the process ends or the run took too long.
 */
export interface PeriodicTask {
  /** Lower case letters and hyphens. */
  readonly name: string
  readonly everySeconds: number
  readonly run: (signal: AbortSignal) => Promise<void>
}

/** A job whose every retry failed. `reason` is the last error's message. */
export type AbandonedJob =
  | { readonly kind: 'delivery'; readonly deliveryId: string; readonly event: string; readonly reason: string }
  | { readonly kind: 'examination'; readonly key: PullRequestKey; readonly reason: string }
  | { readonly kind: 'merge-group'; readonly key: MergeGroupKey; readonly reason: string }
  | { readonly kind: 'command'; readonly key: PullRequestKey; readonly reason: string }
  | { readonly kind: 'fan-out'; readonly fanOut: FanOut; readonly reason: string }

/**
 * What runs the jobs. Handlers throw to have the job retried with backoff, and run at least once: a process that
 * ended half-way leaves its job to the next one. `signal` aborts when the job ran out of time or was taken away.
 */
export interface JobHandlers extends DeliveryHandlers, ExaminationHandlers {}

/** Those of webhook deliveries, with the promises of `JobHandlers`. */
export interface DeliveryHandlers {
  readonly deliver: (delivery: Delivery, signal: AbortSignal) => Promise<void>
  /** Called when a job has failed for the last time, so that nothing ends in silence. */
  readonly abandoned: (job: AbandonedJob) => Promise<void>
}

/** Those of examinations, with the promises of `JobHandlers`. */
export interface ExaminationHandlers {
  /** `urgency` rises where an event asks for the same pull request meanwhile. */
  readonly examine: (key: PullRequestKey, signal: AbortSignal, urgency: Urgency) => Promise<void>
  /** Called when a job has failed for the last time, so that nothing ends in silence. */
  readonly abandoned: (job: AbandonedJob) => Promise<void>
}
