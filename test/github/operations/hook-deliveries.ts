import { type Call, type Operation, pathParameter } from '../http/operation.ts'
import { pageOf } from '../http/paginate.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import { apiUrl } from '../shapes/account-shape.ts'
import type { Delivery } from '../webhooks/delivery.ts'

/** GitHub forgets deliveries after three days; later they can be neither listed nor sent again. */
const KEPT_MS = 3 * 24 * 3_600_000

export const hookDeliveryOperations: readonly Operation[] = [
  { id: 'apps/list-webhook-deliveries', as: 'app', handle: list },
  {
    id: 'apps/get-webhook-delivery',
    as: 'app',
    handle: (call) => ({ status: 200, body: fullShape(call, deliveryInPath(call)) }),
  },
  {
    id: 'apps/redeliver-webhook-delivery',
    as: 'app',
    handle(call) {
      call.world.outbox.redeliver(deliveryInPath(call).id)
      return { status: 202, body: {} }
    },
  },
]

/** Newest first, by cursor and not by page. */
function list(call: Call) {
  const { size } = pageOf(call)
  const cursor = call.query.get('cursor')
  const before = cursor === undefined ? Number.POSITIVE_INFINITY : Number(cursor.replace(/^v1_/, ''))
  const wanted = call.query.get('status')
  const older = kept(call).filter(
    ({ id, status }) => id < before && (wanted === undefined || (wanted === 'success') === (status === 'OK')),
  )
  const items = older.slice(0, size)
  const last = items.at(-1)
  const next = new URLSearchParams([...call.query])
  next.set('cursor', `v1_${last?.id}`)
  const link = `<${apiUrl(call.world, '/app/hook/deliveries')}?${next}>; rel="next"`
  return {
    status: 200,
    body: items.map(itemShape),
    headers: last !== undefined && older.length > items.length ? { link } : {},
  }
}

function kept(call: Call): readonly Delivery[] {
  const { actor, world } = call
  if (actor.kind !== 'app') throw new Refusal(401, 'A JSON web token could not be decoded')
  return world.outbox.deliveries
    .filter(
      ({ installation, deliveredAt }) =>
        installation.app === actor.app && Date.parse(deliveredAt) > world.clock.now() - KEPT_MS,
    )
    .toReversed()
}

function deliveryInPath(call: Call): Delivery {
  const id = Number(pathParameter(call, 'delivery_id'))
  const found = kept(call).find((delivery) => delivery.id === id)
  if (found === undefined) throw notFound()
  return found
}

function itemShape(delivery: Delivery) {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: delivery.durationSeconds,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installation.id,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  }
}

function fullShape(call: Call, delivery: Delivery) {
  return {
    ...itemShape(delivery),
    url: apiUrl(call.world, `/app/hook/deliveries/${delivery.id}`),
    request: { headers: delivery.requestHeaders, payload: JSON.parse(delivery.payload) },
    response: { headers: delivery.responseHeaders, payload: delivery.responseBody },
  }
}
