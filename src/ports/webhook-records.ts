import type { WebhookHealth } from '../core/setup/facts.ts'

/** What was seen last of the deliveries of the app's webhooks, for all processes. Every method throws `Fault`. */
export interface WebhookRecords {
  /** Undefined where nobody has looked. */
  health(): Promise<WebhookHealth | undefined>
  setHealth(health: WebhookHealth): Promise<void>
}
