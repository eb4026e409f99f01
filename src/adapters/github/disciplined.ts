import type { Octokit } from '@octokit/rest'
import { Fault } from '../../ports/fault.ts'
import { type ConcurrencyLimit, concurrencyLimit } from './concurrency-limit.ts'
import { faultOf } from './faults.ts'
import { type RequestBudget, type RequestKind, requestBudget } from './request-budget.ts'
import { retrying, type Timers } from './retry.ts'

/** Reads of one installation that run at the same time, so that two large reviews fit; GitHub allows 100. */
const MAX_CONCURRENT_READS = 20

export interface Discipline {
  readonly timers: Timers
  /** Mints a new installation token, for a cached one that GitHub no longer takes. */
  readonly renewToken?: () => Promise<void>
}

/**
 * Makes every request of `octokit` (Probot's or @octokit/rest's) keep to GitHub's limits, be retried where that is
 * safe (reads; and what GitHub refused as too much, which it did not carry out), and fail with a `Fault`.
 * A write says `request: { bulk: true }` where verdicts may go first, a POST that only reads `request: { reads: true }`.
 * Returns the same Octokit.
 */
export function disciplined<T extends Pick<Octokit, 'hook'>>(octokit: T, discipline: Discipline): T {
  const means: Means = {
    ...discipline,
    budget: requestBudget(discipline.timers),
    reads: concurrencyLimit(MAX_CONCURRENT_READS),
  }
  octokit.hook.wrap('request', (send, options) => {
    const kind = kindOf(options.method, options.request)
    const name = `${options.method} ${options.url}`
    const mayRetry = (fault: Fault) => fault.kind === 'rate-limited' || (fault.retryable && kind === 'read')
    return retrying(() => attempt(async () => send(options), name, kind, means), mayRetry, means.timers)
  })
  return octokit
}

interface Means extends Discipline {
  readonly budget: RequestBudget
  readonly reads: ConcurrencyLimit
}

interface Answer {
  readonly status: number
  readonly data: unknown
}

function kindOf(method: string, request: Readonly<Record<string, unknown>>): RequestKind {
  if (method === 'GET' || request['reads'] === true) return 'read'
  return request['bulk'] === true ? 'bulk-write' : 'write'
}

async function attempt<A extends Answer>(
  send: () => Promise<A>,
  name: string,
  kind: RequestKind,
  means: Means,
): Promise<A> {
  const once = async () => {
    await means.budget.take(kind)
    return sendRenewing(send, means)
  }
  try {
    return whole(await (kind === 'read' ? means.reads(once) : once()), name)
  } catch (error) {
    const fault = faultOf(error, means.timers.now())
    if (fault?.kind === 'rate-limited') means.budget.pause(fault.retryAfterMs ?? 0)
    throw fault ?? error
  }
}

/** A token may end before its hour: the installation's permissions changed, or a key was revoked. */
async function sendRenewing<A>(send: () => Promise<A>, means: Means): Promise<A> {
  try {
    return await send()
  } catch (error) {
    const unauthorized = error instanceof Error && 'status' in error && error.status === 401
    if (!unauthorized || means.renewToken === undefined) throw error
    await means.renewToken()
    return await send()
  }
}

/** Octokit hands on the text of what it could not parse: an answer cut short, or a proxy's error page. */
function whole<A extends Answer>(answer: A, name: string): A {
  if (answer.status === 204 || (typeof answer.data === 'object' && answer.data !== null)) return answer
  throw new Fault('unavailable', `GitHub's answer to ${name} was cut short or is not JSON`)
}
