import type { Octokit } from '@octokit/rest'
import { Fault } from '../../ports/fault.ts'
import type { Metrics } from '../../ports/metrics.ts'
import type { Urgency } from '../../ports/request-priority.ts'
import { type ConcurrencyLimit, concurrencyLimit } from './concurrency-limit.ts'
import { faultOf } from './faults.ts'
import { meteredRequest } from './metered-request.ts'
import { rateLimitOf } from './rate-limit.ts'
import { type RequestBudget, type RequestKind, requestBudget } from './request-budget.ts'
import type { RequestPriorities } from './request-priorities.ts'
import { retrying, type Timers } from './retry.ts'

/** Reads of one installation that run at the same time in a process, so that two large reviews fit. */
const MAX_CONCURRENT_READS = 20
/** The same in all processes; GitHub allows 100 requests. */
const MAX_CONCURRENT_READS_OF_ALL = 60

export interface Discipline {
  readonly timers: Timers
  /** What is sent in the background; absent where nothing is. */
  readonly priorities?: RequestPriorities
  readonly metrics?: Metrics
  /** Mints a new installation token, for a cached one that GitHub no longer takes. */
  readonly renewToken?: () => Promise<void>
  /** What GitHub allows; made anew unless given. */
  readonly budget?: RequestBudget
}

/**
 * Makes every request of `octokit` (Probot's or @octokit/rest's) keep to GitHub's limits, be retried where that is
 * safe (reads; and what GitHub refused as too much, which it did not carry out), and fail with a `Fault`.
 * A write says `request: { bulk: true }` where verdicts may go first, `{ optional: true }` where nobody misses it, and
 * `{ opens: true }` where another one has to follow; a POST that only reads says `{ reads: true }`.
 * Returns the same Octokit.
 */
export function disciplined<T extends Pick<Octokit, 'hook'>>(octokit: T, discipline: Discipline): T {
  const { timers, metrics } = discipline
  const budget = discipline.budget ?? requestBudget(timers, metrics)
  const means: Means = {
    ...discipline,
    budget,
    reads: concurrencyLimit(() =>
      Math.max(1, Math.min(MAX_CONCURRENT_READS, Math.floor(MAX_CONCURRENT_READS_OF_ALL / budget.processes()))),
    ),
  }
  octokit.hook.wrap('request', (send, options) => {
    const kind = kindOf(options.method, options.url, options.request)
    const request: Request = { method: options.method, url: options.url, kind }
    const mayRetry = (fault: Fault) =>
      kind === 'optional-write' ? false : fault.kind === 'rate-limited' || (fault.retryable && kind === 'read')
    const onRetry = (fault: Fault) => metrics?.githubRetried(fault.kind)
    return retrying(() => attempt(async () => send(options), request, means), mayRetry, timers, onRetry)
  })
  return octokit
}

interface Means extends Discipline {
  readonly budget: RequestBudget
  readonly reads: ConcurrencyLimit
}

interface Request {
  readonly method: string
  readonly url: string
  readonly kind: RequestKind
}

interface Answer {
  readonly status: number
  readonly headers: unknown
  readonly data: unknown
}

function kindOf(method: string, url: string, request: Readonly<Record<string, unknown>>): RequestKind {
  // The app mints tokens, not the installation; and without one nothing can be read either.
  if (method === 'GET' || url === MINT || request['reads'] === true) return 'read'
  if (request['optional'] === true) return 'optional-write'
  if (request['opens'] === true) return 'opening-write'
  return request['bulk'] === true ? 'bulk-write' : 'write'
}

async function attempt<A extends Answer>(send: () => Promise<A>, request: Request, means: Means): Promise<A> {
  const { budget, timers, metrics } = means
  const { method, url, kind } = request
  const urgency: Urgency = means.priorities?.current() ?? (() => 'event')
  const metered = () =>
    meteredRequest(() => sendRenewing(send, url, means), { method, url, priority: urgency() }, means)
  // Whoever reads may have to mint a token first, and keeps its place meanwhile.
  const takesPlace = kind === 'read' && url !== MINT
  const once = async () => {
    await budget.take(kind, urgency)
    return metered()
  }
  // What waits behind events must not meanwhile keep a place among the reads from them.
  const behind = async () => {
    await budget.take(kind, urgency)
    return takesPlace ? means.reads(metered) : metered()
  }
  try {
    const answer = await (urgency() !== 'event' ? behind() : takesPlace ? means.reads(once) : once())
    learn(answer.headers, means)
    return whole(answer, `${method} ${url}`)
  } catch (error) {
    learn(headersOf(error), means)
    const fault = faultOf(error, timers.now())
    if (fault?.kind === 'rate-limited' && !(error instanceof Fault)) {
      metrics?.githubLimited(budget.remaining()?.remaining === 0 ? 'primary' : 'secondary')
      await pauseAll(fault.retryAfterMs ?? 0, budget)
    }
    throw fault ?? error
  }
}

/** Other processes hear of it later where the database fails now; what GitHub said is what the caller has to know. */
async function pauseAll(ms: number, budget: RequestBudget): Promise<void> {
  try {
    await budget.pause(ms)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
  }
}

function learn(headers: unknown, { budget, timers }: Means): void {
  const rateLimit = rateLimitOf(headers, timers.now())
  if (rateLimit !== undefined) budget.learn(rateLimit)
}

function headersOf(error: unknown): unknown {
  if (!(error instanceof Error) || !('response' in error)) return undefined
  const { response } = error
  return typeof response === 'object' && response !== null && 'headers' in response ? response.headers : undefined
}

/** How Octokit mints a token, through the same hooks as everything else. */
const MINT = '/app/installations/{installation_id}/access_tokens'

/**
 * A token may end before its hour: the installation's permissions changed, or a key was revoked. What mints one must
 * not wait for the one that it mints.
 */
async function sendRenewing<A>(send: () => Promise<A>, url: string, means: Means): Promise<A> {
  try {
    return await send()
  } catch (error) {
    const unauthorized = error instanceof Error && 'status' in error && error.status === 401
    if (!unauthorized || means.renewToken === undefined || url === MINT) throw error
    await means.renewToken()
    return await send()
  }
}

/** Octokit hands on the text of what it could not parse: an answer cut short, or a proxy's error page. */
function whole<A extends Answer>(answer: A, name: string): A {
  if (answer.status === 204 || (typeof answer.data === 'object' && answer.data !== null)) return answer
  throw new Fault('unavailable', `GitHub's answer to ${name} was cut short or is not JSON`)
}
