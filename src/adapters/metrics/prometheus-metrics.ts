import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Metrics } from '../../ports/metrics.ts'
import type { QueueStates } from '../../ports/queue-states.ts'
import { installationGauges } from './installation-gauges.ts'
import { knownNames } from './known-names.ts'
import { queueGauges } from './queue-gauges.ts'

/** Metrics as Prometheus reads them. */
export interface PrometheusMetrics extends Metrics {
  /** Counts what waits in the queues from now on, each time that the figures are read. */
  watchQueues(states: QueueStates): void
  /** Everything in Prometheus's text format, and the content type of that. */
  exposition(): Promise<{ readonly contentType: string; readonly text: string }>
  /** Stops watching the process. */
  close(): void
}

/** Figures of this process alone, in a registry of their own. docs/operations.md says what each is for. */
export function prometheusMetrics(): PrometheusMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return {
    ...intakeMetrics(registry),
    ...examinationMetrics(registry),
    ...githubMetrics(registry),
    ...backgroundMetrics(registry),
    watchQueues: (states) => queueGauges(registry, states),
    async exposition() {
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
    close: () => registry.clear(),
  }
}

/** Of any request in seconds: from what nobody notices to what GitHub gives up on. */
const REQUEST_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
/** Of an examination in seconds: some are put off by GitHub for minutes. */
const EXAMINATION_BUCKETS = [0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 20, 30, 60, 120, 300, 600]
/** Events come from GitHub, and GitHub makes new ones. */
const MAX_EVENTS = 40
const MAX_OPERATIONS = 120

function intakeMetrics(registry: Registry): Pick<Metrics, 'deliveryAnswered'> {
  const deliveries = new Counter({
    name: 'countersign_webhook_deliveries_total',
    help: 'Webhooks by event and by how they were answered; the event of one that was refused is not believed.',
    labelNames: ['event', 'outcome'],
    registers: [registry],
  })
  const acknowledgement = new Histogram({
    name: 'countersign_webhook_acknowledgement_seconds',
    help: 'From the first byte of a webhook that was accepted to its answer: verified and stored.',
    buckets: REQUEST_BUCKETS,
    registers: [registry],
  })
  const eventName = knownNames(MAX_EVENTS)
  return {
    deliveryAnswered({ event, outcome, seconds }) {
      deliveries.inc({ event: outcome === 'refused' ? 'unverified' : eventName(event), outcome })
      if (outcome === 'accepted') acknowledgement.observe(seconds)
    },
  }
}

function examinationMetrics(registry: Registry): Pick<Metrics, 'examined' | 'sinceWebhook' | 'blobRead'> {
  const examinations = new Histogram({
    name: 'countersign_examination_seconds',
    help: 'Examinations of pull requests by what the check said, and whether this process had examined it before.',
    labelNames: ['conclusion', 'start'],
    buckets: EXAMINATION_BUCKETS,
    registers: [registry],
  })
  const since = new Histogram({
    name: 'countersign_since_webhook_seconds',
    help: 'From the arrival of a webhook to the step that it led to, where one process did both.',
    labelNames: ['step'],
    buckets: EXAMINATION_BUCKETS,
    registers: [registry],
  })
  const blobs = new Counter({
    name: 'countersign_blob_reads_total',
    help: 'Blobs by whether they were in the cache.',
    labelNames: ['outcome'],
    registers: [registry],
  })
  const bytes = new Counter({
    name: 'countersign_blob_bytes_total',
    help: 'Bytes of blobs by whether they were in the cache.',
    labelNames: ['outcome'],
    registers: [registry],
  })
  return {
    examined: ({ conclusion, seconds, start }) => examinations.observe({ conclusion, start }, seconds),
    sinceWebhook: (step, seconds) => since.observe({ step }, seconds),
    blobRead(outcome, size) {
      blobs.inc({ outcome })
      bytes.inc({ outcome }, size)
    },
  }
}

type GitHubMetrics = Pick<
  Metrics,
  'githubAnswered' | 'githubRetried' | 'githubLimited' | 'githubHeldBack' | 'githubRemaining'
>

function githubMetrics(registry: Registry): GitHubMetrics {
  const requests = new Counter({
    name: 'countersign_github_requests_total',
    help: 'Requests to GitHub; status 304 is what GitHub said is unchanged and does not count, 0 is no answer.',
    labelNames: ['operation', 'status', 'priority'],
    registers: [registry],
  })
  const seconds = new Histogram({
    name: 'countersign_github_request_seconds',
    help: 'How long GitHub takes to answer.',
    buckets: REQUEST_BUCKETS,
    registers: [registry],
  })
  const counter = (name: string, help: string, label: string) =>
    new Counter({ name: `countersign_github_${name}_total`, help, labelNames: [label], registers: [registry] })
  const retries = counter('retries', 'Requests that were sent again, by the fault that led to it.', 'fault')
  const limited = counter('limited', 'Answers of GitHub that it was too much: the hour, or a secondary limit.', 'limit')
  const heldBack = counter('held_back', 'Background requests that waited or were put off for events.', 'outcome')
  const operationName = knownNames(MAX_OPERATIONS)
  return {
    githubAnswered({ operation, status, priority, seconds: took }) {
      requests.inc({ operation: operationName(operation), status, priority })
      seconds.observe(took)
    },
    githubRetried: (fault) => retries.inc({ fault }),
    githubLimited: (limit) => limited.inc({ limit }),
    githubHeldBack: (outcome) => heldBack.inc({ outcome }),
    githubRemaining: installationGauges(registry),
  }
}

function backgroundMetrics(registry: Registry): Pick<Metrics, 'swept' | 'reconciled' | 'alerted' | 'abandoned'> {
  const total = (name: string, help: string) =>
    new Counter({ name: `countersign_${name}_total`, help, registers: [registry] })
  const byKind = (name: string, help: string) =>
    new Counter({ name: `countersign_${name}_total`, help, labelNames: ['kind'], registers: [registry] })
  const sweeps = total('sweeps', 'Looks for lost webhooks that came to an end.')
  const redelivered = total('sweep_redeliveries', 'Lost webhooks that GitHub was asked to send again.')
  const looked = total('reconciler_looks', 'Open pull requests that were compared with what was examined.')
  const requested = total('reconciler_examinations', 'Examinations that no event had asked for.')
  const alerts = byKind('alerts', 'Alarms by kind: each is also a line of the log.')
  const abandoned = byKind('abandoned_jobs', 'Jobs whose every try failed.')
  return {
    swept(count) {
      sweeps.inc()
      redelivered.inc(count)
    },
    reconciled(pulls, examinations) {
      looked.inc(pulls)
      requested.inc(examinations)
    },
    alerted: (kind) => alerts.inc({ kind }),
    abandoned: (kind) => abandoned.inc({ kind }),
  }
}
