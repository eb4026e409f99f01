import { createPrivateKey, randomBytes } from 'node:crypto'
import { Octokit } from '@octokit/rest'
import { LRUCache } from 'lru-cache'
import { pino } from 'pino'
import { Probot, ProbotOctokit } from 'probot'
import { z } from 'zod'
import { Fault } from '../../ports/fault.ts'
import type { ClientFor, GitHubClient } from './answer.ts'
import { disciplined } from './disciplined.ts'
import { systemTimers, type Timers } from './retry.ts'

/** GitHub answers almost everything within a second and gives up after ten. */
const REQUEST_TIMEOUT_MS = 15_000
const MAX_INSTALLATIONS = 500
const GITHUB_API = 'https://api.github.com'

export interface ClientOptions {
  readonly appId: number
  /** PEM, as downloaded from the app's page. */
  readonly privateKey: string
  /** Without a trailing slash, e.g. `https://github.example.com/api/v3`. */
  readonly baseUrl?: string
  /** Needed only where `probot.webhooks` verifies signatures. */
  readonly webhookSecret?: string
  readonly timers?: Timers
}

export interface Clients {
  readonly appId: number
  /** Signs, verifies and mints tokens; its own clients queue writes for a second each and are not used. */
  readonly probot: Probot
  /** Acts as an installation, with its token. */
  readonly installation: ClientFor
  /** Acts as the app, with its JSON web token. */
  readonly app: GitHubClient
}

/**
 * Clients of GitHub's REST interface for one app. Probot authenticates; when requests are sent and sent again is
 * decided in `disciplined`. Throws `Fault` of kind `invalid` where the key cannot be read.
 */
export async function createClients(options: ClientOptions): Promise<Clients> {
  const { appId, baseUrl = GITHUB_API, timers = systemTimers } = options
  const privateKey = inPkcs8(options.privateKey)
  const probot = await createProbot({ ...options, privateKey }, baseUrl).ready()
  const signer = await probot.auth()
  const installations = new LRUCache<number, Promise<GitHubClient>>({ max: MAX_INSTALLATIONS })
  const connect = async (installationId: number): Promise<GitHubClient> => {
    const octokit = await probot.auth(installationId)
    const renewToken = async () => void (await octokit.auth({ type: 'installation', installationId, refresh: true }))
    return disciplined(octokit, { timers, renewToken })
  }
  return {
    appId,
    probot,
    app: disciplined(appClient(baseUrl, signer), { timers }),
    installation: (id) => {
      const client = installations.get(id) ?? connect(id)
      installations.set(id, client)
      return client
    },
  }
}

/** GitHub's keys are in PKCS #1, which would be converted again for each token. */
function inPkcs8(privateKey: string): string {
  try {
    return createPrivateKey(privateKey).export({ type: 'pkcs8', format: 'pem' }).toString()
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new Fault('invalid', `The GitHub App's private key cannot be read as PEM: ${why}`, { cause })
  }
}

function createProbot(options: ClientOptions, baseUrl: string): Probot {
  return new Probot({
    appId: options.appId,
    privateKey: options.privateKey,
    baseUrl,
    // Without a secret Probot takes payloads that are signed with the word "development".
    secret: options.webhookSecret ?? randomBytes(32).toString('hex'),
    Octokit: plainOctokit(baseUrl),
    request: { fetch: fetchInTime },
    // What goes wrong is raised as a Fault; Probot's own log would repeat request bodies.
    log: pino({ level: 'silent' }),
  })
}

type OctokitOptions = NonNullable<ConstructorParameters<typeof ProbotOctokit>[0]>

/**
 * Probot's Octokit without its throttle (one write a second) and its retries (which repeat a write whose answer was
 * lost), and with the tokens minted where the rest is asked: Probot mints them at github.com whatever `baseUrl` says.
 */
function plainOctokit(baseUrl: string): typeof ProbotOctokit {
  return ProbotOctokit.defaults((given: OctokitOptions) => ({
    ...given,
    throttle: { ...given.throttle, enabled: false },
    retry: { enabled: false },
    auth: { ...given.auth, request: given.auth?.request?.defaults({ baseUrl }) },
  }))
}

function fetchInTime(...[input, init]: Parameters<typeof fetch>): ReturnType<typeof fetch> {
  return fetch(input, { ...init, signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) })
}

const token = z.object({ token: z.string().min(1) })

function appClient(baseUrl: string, signer: Pick<ProbotOctokit, 'auth'>): Octokit {
  // What is refused is raised; Octokit would print it as well.
  const log = pino({ level: 'silent' })
  const octokit = new Octokit({ baseUrl, request: { fetch: fetchInTime }, log })
  octokit.hook.before('request', async (request) => {
    request.headers.authorization = `Bearer ${token.parse(await signer.auth({ type: 'app' })).token}`
  })
  return octokit
}
