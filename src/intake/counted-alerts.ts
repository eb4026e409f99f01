import type { Alerts } from '../ports/alerts.ts'
import type { Metrics } from '../ports/metrics.ts'

/** Alarms that are counted before they are raised: one that nobody could be told shows at least there. */
export function countedAlerts(alerts: Alerts, metrics: Pick<Metrics, 'alerted' | 'abandoned'>): Alerts {
  return {
    ...alerts,
    async raise(alert) {
      metrics.alerted(alert.kind)
      if (alert.kind === 'job-abandoned') metrics.abandoned(alert.job.kind)
      await alerts.raise(alert)
    },
  }
}
