import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { logAlerts } from '../adapters/alerts/log-alerts.ts'
import { prometheusMetrics } from '../adapters/metrics/prometheus-metrics.ts'
import { hclSecondOpinion } from '../adapters/second-opinion/hcl-second-opinion.ts'
import { type AnnouncingMeans, announcedChecks } from '../intake/announced-checks.ts'
import { countedAlerts } from '../intake/counted-alerts.ts'
import { forgettingWhatWasLeft, keptContent } from '../intake/departures.ts'
import type { ServerConfig } from '../intake/environment.ts'
import { listen } from '../intake/http-server.ts'
import { createLogger } from '../intake/logger.ts'
import { examinationMeter } from '../intake/metered-examination.ts'
import { metricsServer } from '../intake/metrics-server.ts'
import { probeApp } from '../intake/probe-app.ts'
import { webhookApp } from '../intake/webhook-app.ts'
import type { JobHandlers } from '../ports/jobs.ts'
import { isGated } from '../review/gated-pulls.ts'
import { closeWithin } from './close-within.ts'
import { connect } from './connect.ts'
import { examineDependencies } from './examine-dependencies.ts'
import { handleEvents } from './handle-events.ts'
import { memoriesOf } from './memories.ts'
import { startPeriodicWork } from './periodic-work.ts'
import { SYSTEM_CLOCK } from './system-clock.ts'
import type { Work } from './work.ts'
import { startWork } from './work-on-jobs.ts'

export interface RunningServer {
  /** Where it listens, e.g. `http://0.0.0.0:3000`. */
  readonly url: string
  /** Where its figures are, e.g. `http://127.0.0.1:9464/metrics`; absent where no port is set for them. */
  readonly metricsUrl?: string
  /** Takes no new work, finishes what runs (`graceMs` at most), and closes the store. */
  close(graceMs?: number): Promise<void>
}

export interface ServerOptions {
  readonly log?: Logger
  /** In place of the real examination, for tests and benchmarks of what surrounds it. */
  readonly examine?: JobHandlers['examine']
  /** How often lost events are looked for, beside at the start; three minutes unless told. */
  readonly catchUpSeconds?: number
  /** How often reminders that have fallen due are looked for; five minutes unless told. */
  readonly reminderSeconds?: number
}

/**
 * The composition root: starts in this process what its role is, the reception of webhooks (`web`), the examinations
 * (`worker`), or both. Throws `Fault` where it cannot.
 */
export async function startServer(config: ServerConfig, options: ServerOptions = {}): Promise<RunningServer> {
  const log = options.log ?? createLogger(config.logLevel)
  const { apiUrl: baseUrl, role = 'all' } = config
  const metrics = prometheusMetrics()
  const { store, clients } = await connect(config, metrics, log)
  const secondOpinion = hclSecondOpinion()
  const stops: ((graceMs: number) => void | Promise<void>)[] = []
  const close = async (graceMs = GRACE_MS) => {
    await closeWithin(graceMs, { takeNoMore: store.takeNoMore, stops, last: store.close })
    await secondOpinion.close()
    metrics.close()
  }
  try {
    metrics.watchQueues(store.queueStates)
    const alerts = countedAlerts(logAlerts(log), metrics)
    const meter = examinationMeter(metrics, SYSTEM_CLOCK)
    const memories = memoriesOf(clients, store, config, metrics, log)
    const dependencies = examineDependencies({ clients, store, secondOpinion, config, alerts, memories })
    const work: Work = { clients, store, dependencies, memories, meter, alerts, metrics, log }
    const forgetAgain = keptContent({ forget: store.departures.forgetAgain }, memories.forget).forget
    stops.push(forgettingWhatWasLeft(store.departures, forgetAgain, { clock: SYSTEM_CLOCK, log }))
    if (role !== 'worker') {
      const announcing: AnnouncingMeans = {
        ...{ ...dependencies, ...store, onAnnounced: meter.announced, log },
        isGated: (key, head) => isGated(key, head, dependencies),
      }
      const announced = options.examine === undefined ? announcedChecks(announcing) : undefined
      if (announced !== undefined) stops.push(announced.close)
      await handleEvents(work, announced)
    }
    if (role !== 'web') await startWork(work, options.examine)
    const server = await listen(role === 'worker' ? probes(work) : webhooks(work), config)
    stops.push(server.close)
    const figures = config.metrics && (await metricsServer(config.metrics, metrics.exposition))
    if (figures !== undefined) stops.push(figures.close)
    if (role !== 'web') await startPeriodicWork(work, options)
    log.info({ url: server.url, github: baseUrl, storage: config.storage.kind, role }, STARTED[role])
    return {
      url: server.url,
      ...(figures === undefined ? {} : { metricsUrl: `${figures.url}/metrics` }),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

const GRACE_MS = 20_000

function webhooks({ clients, store, metrics, log }: Work): Hono {
  const { verify } = clients.probot.webhooks
  return webhookApp({ verify, deliveries: store.deliveries, ping: store.ping, clock: SYSTEM_CLOCK, metrics, log })
}

function probes({ store, log }: Work): Hono {
  return probeApp({ ping: store.ping, elsewhere: 'webhooks go to the processes of the role `web`', log })
}

const STARTED = {
  all: 'countersign listens for webhooks',
  web: 'countersign listens for webhooks',
  worker: 'countersign examines',
} as const
