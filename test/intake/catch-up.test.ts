import { describe, expect, it } from 'vitest'
import { logAlerts } from '../../src/adapters/alerts/log-alerts.ts'
import { catchUp } from '../../src/intake/catch-up.ts'
import type { Alert } from '../../src/ports/alerts.ts'
import { Fault } from '../../src/ports/fault.ts'
import { capturedLog } from './captured-log.ts'

const never = new AbortController().signal

/** A catching up whose sweep finds `lost`, of which one more is handled at each look. */
function catchUpUnderTest(lost: readonly string[] = []) {
  const did: string[] = []
  const alerts: Alert[] = []
  const state = { fails: false, handled: 0 }
  const task = catchUp({
    async sweep() {
      did.push('sweep')
      if (state.fails) throw new Fault('unavailable', 'GitHub is down')
      return lost
    },
    reconcile: async () => void did.push('reconcile'),
    sweepRecords: {
      async known() {
        did.push('look')
        state.handled += 1
        return new Map(lost.map((guid, index) => [guid, index < state.handled ? 'handled' : 'pending']))
      },
    },
    alerts: { raise: async (alert) => void alerts.push(alert) },
    sleep: async () => undefined,
    log: capturedLog().log,
  })
  return { task, did, alerts, state }
}

describe('catching up', () => {
  it('looks at pull requests once the events that were lost are handled, since they tell who pushed', async () => {
    const { task, did } = catchUpUnderTest(['one', 'two', 'three'])
    await task.run(never)
    expect(did).toEqual(['sweep', 'look', 'look', 'look', 'reconcile'])
    expect(task.everySeconds).toBe(180)
  })

  it('waits only so long for an event that does not come', async () => {
    const { task, did } = catchUpUnderTest(Array.from({ length: 1_000 }, (_, index) => `lost ${index}`))
    await task.run(never)
    expect(did.filter((each) => each === 'look')).toHaveLength(40)
    expect(did.at(-1)).toBe('reconcile')
  })

  it('examines nothing where lost events cannot be looked for, and raises an alarm after a while, and seldom', async () => {
    const { task, did, alerts, state } = catchUpUnderTest()
    state.fails = true
    for (let run = 1; run <= 25; run += 1) await expect(task.run(never)).rejects.toThrow('GitHub is down')
    expect(did).not.toContain('reconcile')
    expect(alerts).toEqual([5, 25].map((runs) => ({ kind: 'catch-up-failing', runs, reason: 'GitHub is down' })))
    state.fails = false
    await task.run(never)
    state.fails = true
    await expect(task.run(never)).rejects.toThrow()
    expect(alerts).toHaveLength(2)
  })

  it('ends without a word where the process does', async () => {
    const { task, state } = catchUpUnderTest()
    state.fails = true
    const ending = new AbortController()
    ending.abort()
    await expect(task.run(ending.signal)).resolves.toBeUndefined()
  })
})

describe('an alarm in the log', () => {
  const key = { installationId: 7, owner: 'acme', repo: 'infra', number: 5 }
  const delivery = {
    id: '1',
    guid: 'a-guid',
    event: 'push',
    action: null,
    deliveredAt: '2026-03-01T10:00:00Z',
    succeeded: false,
    status: 'timed out',
  }
  const alerts: readonly (readonly [Alert, string])[] = [
    [
      { kind: 'job-abandoned', job: { kind: 'delivery', deliveryId: 'a-guid', event: 'push', reason: 'why' } },
      '`countersign redeliver a-guid`',
    ],
    [{ kind: 'job-abandoned', job: { kind: 'examination', key, reason: 'why' } }, 'its check holds'],
    [{ kind: 'webhook-undeliverable', delivery, attempts: 8 }, 'failed to deliver a webhook 8 times'],
    [{ kind: 'catch-up-failing', runs: 5, reason: 'why' }, 'lost webhooks cannot be looked for'],
  ]
  it.each(alerts)('$kind is an error that names its kind and says what to do', async (alert, message) => {
    const captured = capturedLog()
    await logAlerts(captured.log).raise(alert)
    const line = JSON.parse(captured.text())
    expect(line).toMatchObject({ level: 50, alert: alert.kind })
    expect(line.msg).toContain(message)
  })
})
