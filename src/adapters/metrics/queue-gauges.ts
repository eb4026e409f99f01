import { Gauge, type Registry } from 'prom-client'
import type { QueueState, QueueStates } from '../../ports/queue-states.ts'

/** Gauges of the queues, which are looked at whenever somebody reads the figures. */
export function queueGauges(registry: Registry, states: QueueStates): void {
  const read = atOnce(states)
  const jobs = new Gauge({
    name: 'countersign_queue_jobs',
    help: 'Jobs by kind and state; all processes on one database see the same ones.',
    labelNames: ['kind', 'state'],
    registers: [registry],
    async collect() {
      const found = await read()
      jobs.reset()
      for (const { kind, waiting, delayed, running } of found) {
        jobs.set({ kind, state: 'waiting' }, waiting)
        jobs.set({ kind, state: 'delayed' }, delayed)
        jobs.set({ kind, state: 'running' }, running)
      }
    },
  })
  const oldest = new Gauge({
    name: 'countersign_queue_oldest_seconds',
    help: 'For how long the oldest job of a kind could have run and did not; 0 where none waits.',
    labelNames: ['kind'],
    registers: [registry],
    async collect() {
      const found = await read()
      oldest.reset()
      for (const { kind, oldestSeconds } of found) oldest.set({ kind }, oldestSeconds)
    },
  })
}

/** Gauges that are read together ask once. */
function atOnce(states: QueueStates): () => Promise<readonly QueueState[]> {
  let reading: Promise<readonly QueueState[]> | undefined
  return () => {
    reading ??= statesOrNone(states).finally(() => {
      reading = undefined
    })
    return reading
  }
}

/** The other figures are wanted most when the database does not answer. */
async function statesOrNone(states: QueueStates): Promise<readonly QueueState[]> {
  try {
    return await states()
  } catch {
    return []
  }
}
