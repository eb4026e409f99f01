import { webhookHealth } from '../core/setup/webhook-health.ts'
import type { HookDeliveries } from '../ports/hook-deliveries.ts'
import type { WebhookRecords } from '../ports/webhook-records.ts'

/**
 * Notes what became of the last webhooks, by the newest page of GitHub's log (100 attempts), so that checks can say where
 * they fail. Throws `Fault` where GitHub or the store fails.
 */
export async function noteDeliveries(
  hookDeliveries: Pick<HookDeliveries, 'page'>,
  webhookRecords: Pick<WebhookRecords, 'setHealth'>,
): Promise<void> {
  const { deliveries } = await hookDeliveries.page('all')
  await webhookRecords.setHealth(webhookHealth(deliveries))
}
