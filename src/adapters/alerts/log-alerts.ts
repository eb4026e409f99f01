import type { Alert, Alerts } from '../../ports/alerts.ts'

/** What the alarm needs of a logger; pino's fits. */
interface AlertLog {
  error(details: object, message: string): void
}

/** Alarms as lines of the log, level error, with `alert` naming the kind: something for a log monitor to wait for. */
export function logAlerts(log: AlertLog): Alerts {
  return {
    raise: async (alert) => {
      const { kind, ...details } = alert
      log.error({ alert: kind, ...details }, messageOf(alert))
    },
  }
}

function messageOf(alert: Alert): string {
  switch (alert.kind) {
    case 'job-abandoned':
      return alert.job.kind === 'delivery'
        ? `a webhook could not be handled and was given up; \`countersign redeliver ${alert.job.deliveryId}\` has it sent again`
        : 'a pull request could not be examined and was given up; its check holds'
    case 'webhook-undeliverable':
      return `GitHub failed to deliver a webhook ${alert.attempts} times; it is not asked for any more`
    case 'catch-up-failing':
      return 'lost webhooks cannot be looked for: GitHub refuses or does not answer'
  }
}
