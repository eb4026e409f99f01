import type { ReminderStage } from '../core/gate/reminders.ts'
import type { PullRequestKey } from './pull-requests.ts'

/** A pull request that is held, and whose settings ask for reminders. Times are ISO 8601, by GitHub's clock. */
export interface HeldPull {
  readonly key: PullRequestKey
  /** The access digest that its check shows. */
  readonly digest: string
  /** Since when it shows that. */
  readonly heldSince: string
  readonly sent: readonly ReminderStage[]
  /** When it is to be looked at; undefined where nothing is to be said any more. */
  readonly dueAt: string | undefined
}

/** Which pull requests wait for somebody, as their last examination found. Every method throws `Fault`. */
export interface HeldPulls {
  of(key: PullRequestKey): Promise<HeldPull | undefined>
  /** Replaces what was known of the pull request. */
  set(held: HeldPull): Promise<void>
  /** It waits for nobody any more. */
  release(key: PullRequestKey): Promise<void>
  /** Those whose time has come, the longest due first, some hundreds at most. */
  due(nowMs: number): Promise<readonly HeldPull[]>
}
