import type { Alert, Alerts } from '../../ports/alerts.ts'
import type { AbandonedJob } from '../../ports/jobs.ts'

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
      return abandonedText(alert.job)
    case 'webhook-undeliverable':
      return `GitHub failed to deliver a webhook ${alert.attempts} times; it is not asked for any more`
    case 'catch-up-failing':
      return 'lost webhooks cannot be looked for: GitHub refuses or does not answer'
    case 'override':
      return 'a change passes that nobody has countersigned: it was released in an emergency'
    case 'uncountersigned-landing':
      return 'access landed on a branch that no second human has countersigned'
    case 'push-unwatched':
      return `what a push brought was not looked at: ${alert.reason}`
    case 'watch-abandoned':
      return alert.job.kind === 'push'
        ? 'a push could not be looked at and was given up: what landed with it is not known'
        : 'a deployment could not be answered and was given up; it waits'
  }
}

function abandonedText(job: AbandonedJob): string {
  switch (job.kind) {
    case 'delivery':
      return `a webhook could not be handled and was given up; \`countersign redeliver ${job.deliveryId}\` has it sent again`
    case 'examination':
      return 'a pull request could not be examined and was given up; its check holds'
    case 'merge-group':
      return 'a merge group could not be examined and was given up; its check has failed, so it does not land'
    case 'command':
      return 'what somebody asked for in a comment or by a button could not be done and was given up'
    case 'fan-out':
      return 'the pull requests that an event concerns could not be listed; the reconciler finds them at its time'
  }
}
