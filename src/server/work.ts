import type { Logger } from 'pino'
import type { Clients } from '../adapters/github/clients.ts'
import type { Store } from '../adapters/store/store.ts'
import type { ExaminationMeter } from '../intake/metered-examination.ts'
import type { Alerts } from '../ports/alerts.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { ExamineDependencies } from '../review/examine.ts'
import type { Memories } from './memories.ts'

/** What everything in this process works with. */
export interface Work {
  readonly clients: Clients
  readonly store: Store
  readonly dependencies: ExamineDependencies
  readonly memories: Memories
  readonly meter: ExaminationMeter
  readonly alerts: Alerts
  readonly metrics: Metrics
  readonly log: Logger
}
