import { expect, it } from 'vitest'
import { prometheusMetrics } from '../../src/adapters/metrics/prometheus-metrics.ts'
import { behindEvents } from '../../src/intake/behind-events.ts'
import { countedAlerts } from '../../src/intake/counted-alerts.ts'
import { examinationMeter } from '../../src/intake/metered-examination.ts'
import { metricsServer } from '../../src/intake/metrics-server.ts'
import type { PullRequestKey } from '../../src/ports/pull-requests.ts'
import { KEY } from '../adapters/github-test-clients.ts'

/** The series of this product, one a line. */
async function seriesOf({ exposition }: Pick<ReturnType<typeof prometheusMetrics>, 'exposition'>): Promise<string> {
  const { text } = await exposition()
  return text
    .split('\n')
    .filter((line) => line.startsWith('countersign_'))
    .join('\n')
}

it('serves the figures of a process at an address of their own, and nothing else there', async () => {
  const metrics = prometheusMetrics()
  const server = await metricsServer({ host: '127.0.0.1', port: 0 }, metrics.exposition)
  try {
    metrics.githubLimited('secondary')
    const answer = await fetch(`${server.url}/metrics`)
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    const text = await answer.text()
    expect(text).toContain('countersign_github_limited_total{limit="secondary"} 1')
    expect(text).toContain('process_cpu_seconds_total')
    expect((await fetch(`${server.url}/healthz`)).status).toBe(404)
  } finally {
    await server.close(0)
    metrics.close()
  }
})

it('keeps the values of labels few, whoever sends what', async () => {
  const metrics = prometheusMetrics()
  for (let at = 0; at < 500; at += 1) {
    metrics.deliveryAnswered({ event: `made_up_${at}`, outcome: 'accepted', seconds: 0.01 })
    metrics.deliveryAnswered({ event: `forged_${at}`, outcome: 'refused', seconds: 0.01 })
    metrics.githubRemaining(at, 5000 - at, 5000)
  }
  const series = await seriesOf(metrics)
  expect(series.match(/webhook_deliveries_total\{/g)?.length).toBeLessThanOrEqual(42)
  expect(series).not.toContain('forged_')
  expect(series.match(/requests_remaining\{/g)).toHaveLength(20)
  expect(series).toContain('countersign_github_requests_remaining{installation="499"} 4501')
  metrics.close()
})

it('still tells the other figures while the database does not answer', async () => {
  const metrics = prometheusMetrics()
  metrics.watchQueues(() => Promise.reject(new Error('down')))
  metrics.swept(3)
  expect(await seriesOf(metrics)).toContain('countersign_sweep_redeliveries_total 3')
  metrics.close()
})

it('counts an alarm even where nobody can be told', async () => {
  const metrics = prometheusMetrics()
  const alerts = countedAlerts({ raise: () => Promise.reject(new Error('no way')) }, metrics)
  const job = { kind: 'examination', key: KEY, reason: 'failed' } as const
  await expect(alerts.raise({ kind: 'job-abandoned', job })).rejects.toThrow('no way')
  const series = await seriesOf(metrics)
  expect(series).toContain('countersign_alerts_total{kind="job-abandoned"} 1')
  expect(series).toContain('countersign_abandoned_jobs_total{kind="examination"} 1')
  metrics.close()
})

it('times the check and the verdict from the first webhook that asked for them', async () => {
  const metrics = prometheusMetrics()
  const clock = { at: 10_000, now: () => clock.at }
  const meter = examinationMeter(metrics, clock)
  const jobs = meter.jobs({ requestExamination: async (_key: PullRequestKey) => undefined })
  for (const receivedAt of [8_000, 9_000]) {
    await meter.handling({ receivedAt: new Date(receivedAt).toISOString() }, () => jobs.requestExamination(KEY))
  }
  const checks = {
    start: async () => 1,
    announce: async () => 1,
    remark: async () => undefined,
    preview: async () => '',
    conclude: async () => '2026-03-01T10:00:00Z',
  }
  const output = { title: 'Held', summary: 'Held', annotations: [] }
  const examine = () =>
    meter.examination(KEY, checks, async (written) => {
      const id = await written.start(KEY, 'a')
      clock.at += 1_000
      await written.conclude(KEY, id, 'action_required', output)
    })
  await examine()
  await examine()
  const series = await seriesOf(metrics)
  expect(series).toContain('countersign_since_webhook_seconds_sum{step="check-created"} 2')
  expect(series).toContain('countersign_since_webhook_seconds_sum{step="verdict"} 3')
  expect(series).toContain('countersign_since_webhook_seconds_count{step="verdict"} 1')
  expect(series).toContain('countersign_examination_seconds_count{conclusion="action_required",start="cold"} 1')
  expect(series).toContain('countersign_examination_seconds_count{conclusion="action_required",start="warm"} 1')
  metrics.close()
})

it('times a check that was shown before its examination by when it was shown', async () => {
  const metrics = prometheusMetrics()
  const clock = { at: 10_000, now: () => clock.at }
  const meter = examinationMeter(metrics, clock)
  const jobs = meter.jobs({ requestExamination: async (_key: PullRequestKey) => undefined })
  const receivedAt = new Date(9_000).toISOString()
  await meter.handling({ receivedAt }, () => jobs.requestExamination(KEY))
  meter.announced(KEY)
  clock.at += 5_000
  const checks = {
    start: async () => 1,
    announce: async () => 1,
    remark: async () => undefined,
    preview: async () => '',
    conclude: async () => receivedAt,
  }
  await meter.examination(KEY, checks, async (written) => void (await written.start(KEY, 'a')))
  const series = await seriesOf(metrics)
  expect(series).toContain('countersign_since_webhook_seconds_sum{step="check-created"} 1')
  expect(series).toContain('countersign_since_webhook_seconds_count{step="check-created"} 1')
  metrics.close()
})

it('begins nothing in the background while requests are scarce, and everything that an event asks for', async () => {
  const begun: string[] = []
  const examine = behindEvents(async (_key, _signal, urgency) => void begun.push(urgency()), {
    at: (_urgency, work) => work(),
    remaining: () => ({ remaining: 1_000, limit: 5_000 }),
    metrics: { githubHeldBack: (outcome) => void begun.push(outcome) },
  })
  const { signal } = new AbortController()
  await expect(examine(KEY, signal, () => 'background')).rejects.toMatchObject({
    kind: 'rate-limited',
    retryAfterMs: 300_000,
  })
  await examine(KEY, signal, () => 'fan-out')
  await examine(KEY, signal, () => 'event')
  expect(begun).toEqual(['put-off', 'fan-out', 'event'])
})
