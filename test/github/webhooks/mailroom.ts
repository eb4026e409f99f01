import { randomUUID } from 'node:crypto'
import type { Installation } from '../world/app.ts'
import type { Outbox, World } from '../world/world.ts'
import type { Delivery, Envelope } from './delivery.ts'
import { lost, send, vanished } from './send.ts'

/** An event (`pull_request`), an event with its action (`pull_request.opened`), or `*`. */
type EventTarget = string

/**
 * What becomes of an event. One that is `lost` stands in the log as timed out; one that `vanishes` as delivered, as if
 * something before the app had answered in its place. A `late` one waits until `deliverLate`.
 */
export type Fate = 'arrives' | 'arrives-twice' | 'late' | 'lost' | 'vanishes'

/** What a test sees of webhooks, and how it makes their delivery go wrong. */
export interface Webhooks {
  /** Every attempt so far, oldest first. */
  readonly deliveries: readonly Delivery[]
  /** The next deliveries that match arrive twice, with one and the same delivery id. */
  duplicate(target: EventTarget, times?: number): void
  /** The next deliveries that match never arrive; the log shows them as timed out. */
  lose(target: EventTarget, times?: number): void
  /** From now on events wait until `release`. */
  hold(): void
  /** Delivers what waited, in order or the other way round, and goes on delivering at once. */
  release(order?: 'in-order' | 'reversed'): void
  /** From now on `fate` says what becomes of each event (named `pull_request.opened`); without one, all arrive. */
  leaveTo(fate: ((event: string) => Fate) | undefined): void
  /** How many events are late. */
  late(): number
  /** Delivers one of those that are late, by its place among them. */
  deliverLate(index: number): void
  /** Sends the attempt's event again, with its own delivery id. */
  redeliver(deliveryId: number): void
  /** Signs and sends any payload, also one that GitHub would never send. */
  sendRaw(event: string, payload: object): void
}

export interface Mailroom {
  readonly outbox: Outbox
  readonly webhooks: Webhooks
  deliverTo(url: string): void
  /** Resolves when nothing is on its way. What is held counts as delivered. */
  idle(): Promise<void>
  /** Gives up on whatever is on its way. */
  close(): Promise<void>
}

type Mishap = { readonly kind: 'duplicate' | 'lose'; readonly target: EventTarget; remaining: number }

/** Delivers events one after the other, so that a test sees the same order every time. */
export function mailroom(world: () => World, mainInstallation: () => Installation): Mailroom {
  const deliveries: Delivery[] = []
  const mishaps: Mishap[] = []
  const closing = new AbortController()
  const late: Envelope[] = []
  let fateOf: ((event: string) => Fate) | undefined
  let held: Envelope[] | undefined
  let url: string | undefined
  const { deliver, idle } = courier(world, deliveries, () => url, closing.signal)
  const attempt = (envelope: Envelope) => {
    const mishap = mishaps.find((one) => one.remaining > 0 && meets(one.target, envelope))
    if (mishap !== undefined) mishap.remaining -= 1
    deliver(envelope, mishap === undefined ? 'arrives' : mishap.kind === 'lose' ? 'lost' : 'arrives-twice')
  }
  const leave = (envelope: Envelope, fate: Fate) => {
    if (fate === 'late') late.push(envelope)
    else deliver(envelope, fate)
  }
  const post = (envelope: Envelope) => {
    if (held !== undefined) held.push(envelope)
    else if (fateOf !== undefined) leave(envelope, fateOf(nameOf(envelope)))
    else attempt(envelope)
  }
  const webhooks: Webhooks = {
    deliveries,
    duplicate: (target, times = 1) => mishaps.push({ kind: 'duplicate', target, remaining: times }),
    lose: (target, times = 1) => mishaps.push({ kind: 'lose', target, remaining: times }),
    hold: () => {
      held ??= []
    },
    release(order = 'in-order') {
      const waiting = held ?? []
      held = undefined
      for (const envelope of order === 'reversed' ? waiting.toReversed() : waiting) attempt(envelope)
    },
    leaveTo(fate) {
      fateOf = fate
    },
    late: () => late.length,
    deliverLate(index) {
      for (const envelope of late.splice(index, 1)) deliver(envelope, 'arrives')
    },
    redeliver(deliveryId) {
      const past = deliveries.find(({ id }) => id === deliveryId)
      if (past === undefined) throw new Error(`There is no delivery ${deliveryId}`)
      const { guid, event, action, installation, repositoryId, payload } = past
      attempt({ guid, event, action, installation, repositoryId, payload, redelivery: true })
    },
    sendRaw: (event, payload) => post(envelope(mainInstallation(), event, payload)),
  }
  return {
    outbox: {
      deliveries,
      get url() {
        return url
      },
      add: (installation, event, payload) => post(envelope(installation, event, payload)),
      redeliver: webhooks.redeliver,
    },
    webhooks,
    deliverTo(target) {
      url = target
    },
    idle,
    close() {
      closing.abort()
      return idle()
    },
  }
}

function envelope(installation: Installation, event: string, payload: object): Envelope {
  const { action, repository } = Object.fromEntries(Object.entries(payload))
  return {
    guid: randomUUID(),
    event,
    action: typeof action === 'string' ? action : null,
    installation,
    repositoryId: typeof repository?.id === 'number' ? repository.id : null,
    payload: JSON.stringify(payload),
    redelivery: false,
  }
}

function meets(target: EventTarget, envelope: Envelope): boolean {
  return target === '*' || target === envelope.event || target === nameOf(envelope)
}

function nameOf({ event, action }: Envelope): string {
  return action === null ? event : `${event}.${action}`
}

/** Sends one event after the other, and remembers what became of each. */
function courier(world: () => World, deliveries: Delivery[], url: () => string | undefined, closing: AbortSignal) {
  let queue: Promise<void> = Promise.resolve()
  return {
    deliver(envelope: Envelope, fate: Exclude<Fate, 'late'>) {
      queue = queue.then(async () => {
        if (fate === 'lost') deliveries.push(lost(world(), envelope))
        else if (fate === 'vanishes') deliveries.push(vanished(world(), envelope))
        else deliveries.push(await send(world(), envelope, url(), closing))
        if (fate === 'arrives-twice') deliveries.push(await send(world(), envelope, url(), closing))
        world().changed.notify()
      })
    },
    async idle() {
      for (let seen: Promise<void> | undefined; seen !== queue; ) {
        seen = queue
        await seen
      }
    },
  }
}
