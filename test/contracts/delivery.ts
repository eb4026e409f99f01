import { randomUUID } from 'node:crypto'
import type { Delivery } from '../../src/ports/jobs.ts'

export function deliveryOf(payload: string, id: string = randomUUID()): Delivery {
  return { id, event: 'push', payload, receivedAt: '2026-03-01T10:00:00.000Z' }
}
