import { createPrivateKey, randomBytes } from 'node:crypto'
import { Octokit } from '@octokit/rest'
import { LRUCache } from 'lru-cache'
import { pino } from 'pino'
import { Probot, ProbotOctokit } from 'probot'
import { z } from 'zod'
import type { Clock } from '../../ports/clock.ts'
import type { Departed } from '../../ports/departures.ts'
import { Fault } from '../../ports/fault.ts'
import type { RemainingRequests } from '../../ports/installations.ts'
import type { Metrics } from '../../ports/metrics.ts'
import type { SharedBudgets } from '../../ports/shared-budgets.ts'
import type { ClientFor, GitHubClient } from './answer.ts'
import { type AppToken, appToken } from './app-token.ts'
import { disciplined } from './disciplined.ts'
import { type GitHubClock, githubClock } from './github-clock.ts'
import { forgetReads, readMemory, rememberingReads } from './remembered-reads.ts'
import { type RequestBudget, requestBudget } from './request-budget.ts'
import { type RequestPriorities, requestPriorities } from './request-priorities.ts'
import { systemTimers, type Timers } from './retry.ts'
import { sharedLedger } from './shared-ledger.ts'

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
  readonly metrics?: Metrics
  /** Where processes on the same data keep to GitHub's limits together; absent where there is no other one. */
  readonly sharedBudgets?: SharedBudgets
}

export interface Clients {
  readonly appId: number
  /** Signs, verifies and mints tokens; its own clients queue writes for a second each and are not used. */
  readonly probot: Probot
  /** Acts as an installation, with its token. */
  readonly installation: ClientFor
  /** Acts as the app, with its JSON web token. */
  readonly app: GitHubClient
  /** GitHub's clock, as its answers tell, and how far the machine's is from it. */
  readonly clock: Clock & Pick<GitHubClock, 'skewMs'>
  /** Has the requests of some work be as urgent as it says. */
  readonly at: RequestPriorities['at']
  /** Has the requests of some work wait behind all others. */
  readonly inBackground: RequestPriorities['inBackground']
  /** How many more requests GitHub takes of an installation this hour; undefined where it has not told. */
  readonly remaining: (installationId: number) => RemainingRequests | undefined
  /** Forgets what was read of repositories that the app has left, and the token of an installation that is gone. */
  readonly forget: (departed: Departed) => void
}

/**
 * Clients of GitHub's REST interface for one app. Probot authenticates; when requests are sent and sent again is
 * decided in `disciplined`. Throws `Fault` of kind `invalid` where the key cannot be read.
 */
export async function createClients(options: ClientOptions): Promise<Clients> {
  const { appId, baseUrl = GITHUB_API, timers = systemTimers, metrics } = options
  const privateKey = inPkcs8(options.privateKey)
  const clock = githubClock()
  const probot = await createProbot({ ...options, privateKey }, baseUrl, appToken(privateKey, clock)).ready()
  const signer = await probot.auth()
  const installations = new LRUCache<number, Promise<GitHubClient>>({ max: MAX_INSTALLATIONS })
  const priorities = requestPriorities()
  const discipline = { timers, priorities, ...(metrics === undefined ? {} : { metrics }) }
  const budgets = installationBudgets(options, timers)
  const memory = readMemory()
  const connect = async (installationId: number): Promise<GitHubClient> => {
    const octokit = await probot.auth(installationId)
    const renewToken = async () => void (await octokit.auth({ type: 'installation', installationId, refresh: true }))
    const budget = budgets.of(installationId)
    const client = disciplined(versioned(clock.hearing(octokit)), { ...discipline, budget, renewToken })
    return rememberingReads(client, String(installationId), memory)
  }
  return {
    appId,
    probot,
    clock,
    app: disciplined(versioned(clock.hearing(appClient(baseUrl, signer))), { ...discipline, renewToken: signedAnew }),
    at: priorities.at,
    inBackground: priorities.inBackground,
    remaining: budgets.remaining,
    forget(departed) {
      forgetReads(memory, departed)
      if (departed.repo === undefined) installations.delete(departed.installationId)
    },
    installation: (id) => {
      const client = installations.get(id) ?? connect(id)
      installations.set(id, client)
      return client
    },
  }
}

/** Each request of the app's is signed by the clock as it is known then: to send it again is enough. */
async function signedAnew(): Promise<void> {}

interface InstallationBudgets {
  of(installationId: number): RequestBudget
  remaining(installationId: number): RemainingRequests | undefined
}

/** A budget outlives the client that keeps to it. */
function installationBudgets({ metrics, sharedBudgets }: ClientOptions, timers: Timers): InstallationBudgets {
  const known = new LRUCache<number, RequestBudget>({ max: 2 * MAX_INSTALLATIONS })
  const open = (installationId: number) => {
    const ledger = sharedBudgets && sharedLedger(timers, sharedBudgets, installationId)
    return requestBudget(timers, metrics, installationId, ledger)
  }
  return {
    of(installationId) {
      const budget = known.get(installationId) ?? open(installationId)
      known.set(installationId, budget)
      return budget
    },
    remaining: (installationId) => known.peek(installationId)?.remaining(),
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

function createProbot(options: ClientOptions, baseUrl: string, createJwt: AppToken): Probot {
  return new Probot({
    appId: options.appId,
    privateKey: options.privateKey,
    baseUrl,
    // Without a secret Probot takes payloads that are signed with the word "development".
    secret: options.webhookSecret ?? randomBytes(32).toString('hex'),
    Octokit: plainOctokit(baseUrl, createJwt),
    request: { fetch: fetchInTime },
    // What goes wrong is raised as a Fault; Probot's own log would repeat request bodies.
    log: pino({ level: 'silent' }),
  })
}

/** What the answers are read as; GitHub Enterprise Server knows this one, and its older releases take no notice. */
const API_VERSION = '2022-11-28'

/** Names the version of the REST interface, lest GitHub one day take another one for granted. */
function versioned<T extends Pick<Octokit, 'hook'>>(octokit: T): T {
  octokit.hook.before('request', (request) => {
    request.headers['x-github-api-version'] = API_VERSION
  })
  return octokit
}

type OctokitOptions = NonNullable<ConstructorParameters<typeof ProbotOctokit>[0]>

/**
 * Probot's Octokit without its throttle (one write a second) and its retries (which repeat a write whose answer was
 * lost), and with the tokens minted where the rest is asked: Probot mints them at github.com whatever `baseUrl` says.
 */
function plainOctokit(baseUrl: string, createJwt: AppToken): typeof ProbotOctokit {
  return ProbotOctokit.defaults((given: OctokitOptions) => ({
    ...given,
    throttle: { ...given.throttle, enabled: false },
    retry: { enabled: false },
    // Either this or the key, Octokit says.
    auth: { ...given.auth, request: given.auth?.request?.defaults({ baseUrl }), createJwt, privateKey: undefined },
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
