import { Probot } from 'probot'
import { webhookApp } from '../../src/intake/webhook-app.ts'
import { Fault } from '../../src/ports/fault.ts'
import type { Delivery } from '../../src/ports/jobs.ts'
import { testKey } from '../github/world/test-key.ts'
import { capturedLog } from './captured-log.ts'
import { SECRET } from './signed.ts'

/** The HTTP side with deliveries that are kept in a list; `broken` makes storing and pinging fail. */
export async function intakeUnderTest() {
  const accepted: Delivery[] = []
  const state = { broken: false }
  const captured = capturedLog()
  const probot = await new Probot({ appId: 1, privateKey: testKey(), secret: SECRET, log: captured.log }).ready()
  const fail = () => {
    if (state.broken) throw new Error('the disk is full')
  }
  const app = webhookApp({
    verify: probot.webhooks.verify,
    deliveries: {
      async accept(delivery) {
        fail()
        if (delivery.payload.includes('\0')) throw new Fault('invalid', 'The payload contains a zero byte')
        if (accepted.some(({ id }) => id === delivery.id)) return false
        accepted.push(delivery)
        return true
      },
    },
    ping: async () => fail(),
    clock: { now: () => Date.parse('2026-03-01T10:00:00Z') },
    log: captured.log,
  })
  return { app, accepted, state, captured }
}
