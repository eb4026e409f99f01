import type { PullRequestKey } from './pull-requests.ts'

/** A webhook delivery whose signature was verified. `payload` is the raw JSON text. */
export interface Delivery {
  readonly id: string
  readonly event: string
  readonly payload: string
  /** ISO 8601. */
  readonly receivedAt: string
}

/** Durable deliveries: what `accept` returned for is on disk. */
export interface Deliveries {
  /** Stores the delivery and its job in one transaction; false where this id was stored before. */
  accept(delivery: Delivery): Promise<boolean>
}

/** One job a pull request; the newest head wins; a request while one runs makes it run once more afterwards. */
export interface Jobs {
  requestExamination(key: PullRequestKey): Promise<void>
}

/** What runs the jobs. Handlers throw to have the job retried with backoff. */
export interface JobHandlers {
  readonly deliver: (delivery: Delivery) => Promise<void>
  readonly examine: (key: PullRequestKey) => Promise<void>
}
