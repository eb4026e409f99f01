import type { HookDelivery } from './hook-deliveries.ts'
import type { AbandonedJob } from './jobs.ts'

/** What a person has to know of, because the app cannot help itself any further. */
export type Alert =
  | { readonly kind: 'job-abandoned'; readonly job: AbandonedJob }
  /** GitHub keeps failing to deliver an event, however often it is asked to. */
  | { readonly kind: 'webhook-undeliverable'; readonly delivery: HookDelivery; readonly attempts: number }
  /** For so many runs in a row, lost webhooks could not be looked for: what was lost meanwhile stays unexamined. */
  | { readonly kind: 'catch-up-failing'; readonly runs: number; readonly reason: string }

/** Tells the operators. Throws where nobody could be told. */
export interface Alerts {
  raise(alert: Alert): Promise<void>
}
