import type { DeliveryFacts, SetupFacts, WebhookFacts } from './facts.ts'
import { fine, notVisible, type SetupFinding } from './setup-finding.ts'

/** Whether events can arrive, and only GitHub's. */
export function checkWebhook(facts: SetupFacts): readonly SetupFinding[] {
  const { webhook } = facts
  if (webhook === undefined) return []
  if (webhook.kind === 'not-visible') return [notVisible('webhook', "The webhook's settings", webhook.why)]
  const { value } = webhook
  const problems = PROBLEMS.filter(({ isThere }) => isThere(value))
  if (problems.length === 0) return [fine('webhook', `Webhooks go to ${value.url}, signed and over checked TLS`)]
  const page = settingsUrl(facts)
  return problems.map(({ isThere: _, way, ...problem }) => ({ ...problem, fix: `${way}: ${page}` }))
}

interface WebhookProblem extends Omit<SetupFinding, 'fix'> {
  readonly isThere: (webhook: WebhookFacts) => boolean
  readonly way: string
}

const PROBLEMS: readonly WebhookProblem[] = [
  {
    id: 'webhook-url',
    severity: 'broken',
    title: 'The webhook has no address',
    detail: 'No event arrives, so no pull request is examined.',
    isThere: ({ url }) => url === undefined || url === '',
    way: "Switch it on and set the server's address, ending in /api/github/webhooks",
  },
  {
    id: 'webhook-plain',
    severity: 'warning',
    title: 'Webhooks travel unencrypted',
    detail: 'Whoever is on the way reads what is private.',
    isThere: ({ url }) => url?.toLowerCase().startsWith('http:') === true,
    way: 'Use an address with https',
  },
  {
    id: 'webhook-secret',
    severity: 'broken',
    title: 'The webhook has no secret',
    detail: 'The server refuses what is not signed, so no event is accepted.',
    isThere: ({ hasSecret }) => !hasSecret,
    way: "Set the secret of the server's WEBHOOK_SECRET",
  },
  {
    id: 'webhook-certificate',
    severity: 'warning',
    title: "GitHub does not check the certificate of the webhook's receiver",
    detail: 'Whoever is on the way can read and withhold events.',
    isThere: ({ checksCertificate }) => !checksCertificate,
    way: 'Enable SSL verification',
  },
  {
    id: 'webhook-content-type',
    severity: 'broken',
    title: 'Webhooks are sent as forms',
    detail: 'The server accepts application/json only, so no event is accepted.',
    isThere: ({ contentType }) => contentType !== 'json',
    way: 'Set the content type to application/json',
  },
]

/** What became of the last events. GitHub keeps three days of them. */
export function checkDeliveries(facts: SetupFacts): readonly SetupFinding[] {
  const { deliveries } = facts
  if (deliveries === undefined) return []
  if (deliveries.kind === 'not-visible') return [notVisible('deliveries', 'Deliveries of webhooks', deliveries.why)]
  const { value } = deliveries
  const failed = value.filter(({ succeeded }) => !succeeded)
  const [newest] = value
  const [lastFailed] = failed
  if (newest === undefined) {
    const why = 'GitHub has delivered nothing in the last three days'
    return [notVisible('deliveries', 'Whether webhooks arrive', why, 'Open a pull request and run this again.')]
  }
  if (lastFailed === undefined) return [fine('deliveries', `The last ${counted(value.length)} arrived`)]
  return [failureOf(newest, lastFailed, `${failed.length} of the last ${counted(value.length)}`, settingsUrl(facts))]
}

function failureOf(newest: DeliveryFacts, lastFailed: DeliveryFacts, howMany: string, page: string): SetupFinding {
  const { event, deliveredAt, status } = lastFailed
  return {
    id: 'deliveries',
    severity: newest.succeeded ? 'warning' : 'broken',
    title: newest.succeeded ? `${howMany} failed, though the newest one arrived` : `${howMany} failed, the newest too`,
    detail: `Last: ${event} at ${deliveredAt}, ${status}.`,
    fix: `See the answers at ${page}/advanced; the server must be reachable from GitHub and run with the same secret.`,
  }
}

function counted(count: number): string {
  return `${count} ${count === 1 ? 'delivery' : 'deliveries'}`
}

function settingsUrl({ app }: SetupFacts): string {
  return app?.app.kind === 'seen' ? app.app.value.settingsUrl : "the app's settings"
}
