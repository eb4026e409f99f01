import type { DeliveryFacts, WebhookHealth } from './facts.ts'

/** What was an hour before the newest attempt, or longer ago, says nothing of now. */
const RECENT_MS = 3_600_000
/** GitHub sends nothing again by itself, so that some fail wherever a server restarts. */
const FAILING_SHARE = 0.1

/** Sums up attempts, newest first, as GitHub's log tells them. By its own times alone: no two clocks are compared. */
export function webhookHealth(deliveries: readonly DeliveryFacts[]): WebhookHealth {
  const [newest] = deliveries
  const sinceMs = Date.parse(newest?.deliveredAt ?? '') - RECENT_MS
  const recent = deliveries.filter(({ deliveredAt }) => Date.parse(deliveredAt) > sinceMs)
  const failed = recent.filter(({ succeeded }) => !succeeded)
  const [last] = failed
  return {
    attempts: recent.length,
    failed: failed.length,
    hasNewestFailed: newest?.succeeded === false,
    ...(last === undefined ? {} : { lastFailed: { at: last.deliveredAt, status: last.status } }),
  }
}

/** Whether so many fail that what happens is heard of late: the newest one, or a tenth of them. */
export function doWebhooksFail({ attempts, failed, hasNewestFailed }: WebhookHealth): boolean {
  return hasNewestFailed || (failed > 0 && failed >= attempts * FAILING_SHARE)
}
