import type { Call, Operation } from '../http/operation.ts'
import { Refusal } from '../http/refusal.ts'

export const hookConfigOperations: readonly Operation[] = [
  { id: 'apps/get-webhook-config-for-app', as: 'app', handle: getConfig },
]

/** The secret itself is never shown, only that there is one. */
function getConfig({ actor, world }: Call) {
  if (actor.kind !== 'app') throw new Refusal(401, 'A JSON web token could not be decoded')
  const { webhookContentType, webhookInsecureSsl } = world.settings
  return {
    status: 200,
    body: {
      ...(world.outbox.url === undefined ? {} : { url: world.outbox.url }),
      content_type: webhookContentType,
      ...(actor.app.webhookSecret === '' ? {} : { secret: '********' }),
      insecure_ssl: webhookInsecureSsl ? '1' : '0',
    },
  }
}
