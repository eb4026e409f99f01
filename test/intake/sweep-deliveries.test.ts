import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Fault } from '../../src/ports/fault.ts'
import { sweepUnderTest } from './sweep-under-test.ts'

let subject: Awaited<ReturnType<typeof sweepUnderTest>>
beforeEach(async () => {
  subject = await sweepUnderTest()
})
afterEach(async () => {
  vi.useRealTimers()
  expect(subject.github.violations).toEqual([])
  await subject.stop()
})

const never = new AbortController().signal

/** On GitHub, and for whoever signs JSON web tokens; the sweep's own clock stands still. */
function timePasses(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms })
}

/** GUIDs that failed at first and have arrived since. */
function arrivedLate(): readonly string[] {
  const { github, receiver } = subject
  const failed = new Set(
    github.webhooks.deliveries
      .filter(({ status, redelivery }) => status !== 'OK' && !redelivery)
      .map(({ guid }) => guid),
  )
  return receiver.received.filter(({ delivery }) => failed.has(delivery)).map(({ delivery }) => delivery)
}

describe('a sweep', () => {
  it('has lost webhooks sent again under their own id, once each, and asks for nothing else', async () => {
    await subject.lose(3)
    const sweep = subject.start()
    const underWay = await sweep(never)
    await subject.github.settled()
    expect([...arrivedLate()].sort()).toEqual([...underWay].sort())
    expect(underWay).toHaveLength(3)
    expect(await sweep(never)).toEqual([])
    expect(subject.asked()).toBe(3)
  })

  it('finds what came while no app listened', async () => {
    subject.receiver.answer.status = 503
    const before = subject.receiver.received.length
    await subject.pull.push({ files: { 'b.tf': 'b = 1\n' } })
    await subject.github.settled()
    const refused = subject.receiver.received.splice(before).map(({ delivery }) => delivery)
    subject.receiver.answer.status = 202
    expect([...(await subject.start()(never))].sort()).toEqual(refused.toSorted())
    await subject.github.settled()
    expect(
      subject.receiver.received
        .slice(before)
        .map(({ delivery }) => delivery)
        .sort(),
    ).toEqual(refused.toSorted())
  })

  it('leaves alone what is stored although GitHub took it for failed', async () => {
    subject.receiver.answer.status = 504
    await subject.pull.edit({ body: 'Arrived, but the answer came too late' })
    await subject.github.settled()
    expect(await subject.start()(never)).toEqual([])
    expect(subject.asked()).toBe(0)
  })

  it('reads one page where nothing new has failed, however long the log is', async () => {
    await subject.lose(130)
    const sweep = subject.start()
    await sweep(never)
    await subject.github.settled()
    for (const pages of [2, 1]) {
      timePasses(3_600_000)
      await subject.lose(1)
      const before = subject.read()
      expect(await sweep(never)).toHaveLength(1)
      expect(subject.read() - before).toBe(pages)
      await subject.github.settled()
    }
  })

  it('is bounded: what it leaves is taken up by the next ones, until all has arrived', async () => {
    await subject.lose(450)
    const sweep = subject.start()
    const counts: number[] = []
    for (let run = 0; run < 3; run += 1) {
      counts.push((await sweep(never)).length)
      await subject.github.settled()
    }
    expect(counts).toEqual([200, 200, 50])
    expect(new Set(arrivedLate()).size).toBe(450)
    expect(subject.records.last()?.behind).toBeUndefined()
  })

  it('compares no clocks: its own may stand still, weeks from that of GitHub', async () => {
    const sweep = subject.start()
    for (const offsetMs of [0, 9 * 3_600_000]) {
      timePasses(offsetMs)
      await subject.lose(1)
      expect(await sweep(never)).toHaveLength(1)
      await subject.github.settled()
    }
  })
})

describe('a sweep that dies', () => {
  it('half-way costs nothing: another one asks for the rest', async () => {
    await subject.lose(5)
    subject.github.faults.slow('apps/redeliver-webhook-delivery', 0, { times: 2 })
    subject.github.faults.fail('apps/redeliver-webhook-delivery', 403)
    await expect(subject.start()(never)).rejects.toThrow(Fault)
    await subject.github.settled()
    expect(arrivedLate()).toHaveLength(2)
    expect(subject.records.last()).toBeUndefined()
    expect(await subject.start()(never)).toHaveLength(3)
    await subject.github.settled()
    expect(new Set(arrivedLate()).size).toBe(5)
  })

  it('because the process ends sends nothing more', async () => {
    await subject.lose(2)
    const ending = new AbortController()
    ending.abort()
    await expect(subject.start()(ending.signal)).rejects.toThrow()
    expect([subject.read(), subject.asked(), subject.records.last()]).toEqual([0, 0, undefined])
  })
})

describe('a fault of GitHub', () => {
  it.each([
    ['a 5xx', () => subject.github.faults.fail('apps/list-webhook-deliveries', 502, { times: 3 })],
    ['a dropped connection', () => subject.github.faults.drop('apps/list-webhook-deliveries', 'after', { times: 3 })],
    [
      'a short secondary limit',
      () => subject.github.faults.secondaryLimit('apps/list-webhook-deliveries', { retryAfterSeconds: 2, times: 2 }),
    ],
    [
      'a secondary limit while asking',
      () => subject.github.faults.secondaryLimit('apps/redeliver-webhook-delivery', { retryAfterSeconds: 3 }),
    ],
  ])('%s is sat out', async (_what, plan) => {
    await subject.lose(2)
    plan()
    expect(await subject.start()(never)).toHaveLength(2)
    await subject.github.settled()
    expect(arrivedLate()).toHaveLength(2)
  })

  it('that lasts ends the sweep, and the next one does it all', async () => {
    await subject.lose(2)
    const sweep = subject.start()
    subject.github.faults.secondaryLimit('apps/list-webhook-deliveries', { retryAfterSeconds: 60 })
    await expect(sweep(never)).rejects.toMatchObject({ kind: 'rate-limited', retryAfterMs: 60_000 })
    await subject.timers.sleep(61_000)
    expect(await sweep(never)).toHaveLength(2)
  })

  it.each(['before', 'after'] as const)('that loses the answer (%s it took effect) loses no webhook', async (when) => {
    await subject.lose(3)
    const sweep = subject.start()
    subject.github.faults.drop('apps/redeliver-webhook-delivery', when)
    expect(await sweep(never)).toHaveLength(2)
    await subject.github.settled()
    await sweep(never)
    await subject.github.settled()
    expect(new Set(arrivedLate()).size).toBe(3)
  })
})

describe('a webhook that never arrives', () => {
  it('is asked for at longer and longer intervals, and then given up with an alarm', async () => {
    subject.receiver.answer.status = 400
    const before = subject.receiver.received.length
    await subject.pull.edit({ body: 'No app takes this' })
    await subject.github.settled()
    const sweep = subject.start()
    const askedAt: number[] = []
    for (let minute = 0; minute < 240; minute += 3) {
      subject.receiver.received.splice(before)
      if ((await sweep(never)).length > 0) askedAt.push(minute)
      await subject.github.settled()
      timePasses(180_000)
      await subject.timers.sleep(180_000)
    }
    expect(askedAt).toEqual([0, 3, 6, 9, 15, 27, 51, 99])
    expect(subject.alerts).toMatchObject([
      { kind: 'webhook-undeliverable', attempts: 8, delivery: { event: 'pull_request', action: 'edited' } },
    ])
  })

  it('does not keep others from being sent again', async () => {
    await subject.lose(2)
    subject.github.faults.fail('apps/redeliver-webhook-delivery', 422)
    expect(await subject.start()(never)).toHaveLength(1)
    expect(subject.captured.text()).toContain('GitHub did not send a webhook again')
  })
})
