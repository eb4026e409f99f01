import type { HookDelivery } from './hook-deliveries.ts'
import type { AbandonedJob } from './jobs.ts'
import type { PullRequestKey } from './pull-requests.ts'
import type { PushedRange, WatchJob } from './watch-jobs.ts'

/** What a person has to know of, because the app cannot help itself any further. */
export type Alert =
  | { readonly kind: 'job-abandoned'; readonly job: AbandonedJob }
  /** GitHub keeps failing to deliver an event, however often it is asked to. */
  | { readonly kind: 'webhook-undeliverable'; readonly delivery: HookDelivery; readonly attempts: number }
  /** For so many runs in a row, lost webhooks could not be looked for: what was lost meanwhile stays unexamined. */
  | { readonly kind: 'catch-up-failing'; readonly runs: number; readonly reason: string }
  /** A change passes that nobody has countersigned: somebody released it in an emergency. Times are ISO 8601. */
  | {
      readonly kind: 'override'
      readonly key: PullRequestKey
      readonly headSha: string
      readonly login: string
      readonly team: string
      readonly reason: string
      readonly expiresAt: string
    }
  /** Access landed on a branch without a countersignature; `pulls` were merged while they were held. */
  | {
      readonly kind: 'uncountersigned-landing'
      readonly push: PushedRange
      readonly pulls: readonly number[]
      /** The issue that was opened, or why none was. */
      readonly issue?: number
      readonly withoutIssue?: string
    }
  /** What a push to a governed branch brought is not looked at. */
  | { readonly kind: 'push-unwatched'; readonly push: PushedRange; readonly reason: string }
  /** A push was not looked at, or a deployment not answered, though it was tried again and again. */
  | { readonly kind: 'watch-abandoned'; readonly job: WatchJob; readonly reason: string }

/** Tells the operators. Throws where nobody could be told. */
export interface Alerts {
  raise(alert: Alert): Promise<void>
}
