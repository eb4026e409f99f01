import { z } from 'zod'
import type { AppFacts, AppReading, Seen, WebhookFacts } from '../../core/setup/facts.ts'
import type { Clock } from '../../ports/clock.ts'
import { Fault } from '../../ports/fault.ts'
import { type GitHubClient, parseAnswer } from './answer.ts'
import type { Clients } from './clients.ts'
import { seen } from './setup-seen.ts'

/** What the app's key opens, and what the answer tells by the way: GitHub's time and version. */
export async function readApp(clients: Pick<Clients, 'app'>, clock: Clock): Promise<AppReading> {
  const before = clock.now()
  const { headers, app } = await readAuthenticated(clients.app)
  // The date was written at some moment between question and answer, and cut to the second.
  const middle = (before + clock.now()) / 2
  const date = Date.parse(String(headers['date'] ?? ''))
  const version = headers['x-github-enterprise-version']
  return {
    app,
    ...(Number.isNaN(date) ? {} : { skewMs: middle - (date + HALF_A_SECOND_MS) }),
    ...(typeof version === 'string' ? { enterpriseVersion: version } : {}),
  }
}

const HALF_A_SECOND_MS = 500

type Headers = Readonly<Record<string, unknown>>

async function readAuthenticated(
  client: GitHubClient,
): Promise<Pick<AppReading, 'app'> & { readonly headers: Headers }> {
  try {
    const { data, headers } = await client.request('GET /app')
    return { app: { kind: 'seen', value: parseAnswer(appSchema, data, 'the app') }, headers: { ...headers } }
  } catch (error) {
    if (!(error instanceof Fault) || !REFUSALS.has(error.kind)) throw error
    const refusal = refused.safeParse(error.cause).data
    return { app: { kind: 'refused', why: error.message }, headers: refusal?.response.headers ?? {} }
  }
}

const REFUSALS: ReadonlySet<Fault['kind']> = new Set(['forbidden', 'not-found'])
const refused = z.object({ response: z.object({ headers: z.record(z.string(), z.unknown()) }) })

const appSchema = z
  .object({
    id: z.int(),
    slug: z.string(),
    name: z.string(),
    owner: z.object({ login: z.string().optional(), type: z.string().optional() }),
    html_url: z.url(),
    permissions: z.record(z.string(), z.string()),
    events: z.array(z.string()),
  })
  .transform(({ id, slug, name, owner, html_url, permissions, events }): AppFacts => {
    const { origin } = new URL(html_url)
    const of = owner.type === 'Organization' ? `/organizations/${owner.login}` : ''
    return { id, name, settingsUrl: `${origin}${of}/settings/apps/${slug}`, permissions, events }
  })

/** Where webhooks go, and how they are protected on their way. */
export async function readWebhook(client: GitHubClient): Promise<Seen<WebhookFacts>> {
  return seen(async () => {
    const { data } = await client.request('GET /app/hook/config')
    return parseAnswer(webhook, data, "the webhook's settings")
  })
}

const webhook = z
  .object({
    url: z.string().nullish(),
    content_type: z.string().nullish(),
    secret: z.string().nullish(),
    insecure_ssl: z.union([z.string(), z.number()]).nullish(),
  })
  .transform(
    ({ url, content_type, secret, insecure_ssl }): WebhookFacts => ({
      ...(url ? { url } : {}),
      // GitHub's own default.
      contentType: content_type ?? 'form',
      hasSecret: Boolean(secret),
      checksCertificate: String(insecure_ssl ?? '0') === '0',
    }),
  )
