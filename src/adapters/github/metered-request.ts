import type { Clock } from '../../ports/clock.ts'
import type { AnsweredRequest, Metrics } from '../../ports/metrics.ts'

export interface MeteredRequest extends Pick<AnsweredRequest, 'priority'> {
  readonly method: string
  /** As it was asked for: a route with its parameters, or a whole address. */
  readonly url: string
}

/** Sends one request and tells the metrics how it was answered. */
export async function meteredRequest<A extends { readonly status: number }>(
  send: () => Promise<A>,
  { method, url, priority }: MeteredRequest,
  { timers, metrics }: { readonly timers: Clock; readonly metrics?: Pick<Metrics, 'githubAnswered'> },
): Promise<A> {
  const startedMs = timers.now()
  const tell = (status: number) => {
    const seconds = Math.max(0, timers.now() - startedMs) / 1_000
    metrics?.githubAnswered({ operation: operationOf(method, url), status, priority, seconds })
  }
  try {
    const answer = await send()
    tell(answer.status)
    return answer
  } catch (error) {
    tell(statusOf(error))
    throw error
  }
}

/** A route of GitHub's, its parameters unfilled: nothing of it names a repository or a person. */
const ROUTE = /^(?:\/(?:[a-z][a-z_-]*|\{[a-z_]+\}))+$/

/** Numbers that were filled in are taken out again; what still is no route of GitHub's is not named. */
function operationOf(method: string, url: string): string {
  if (/^https?:.*\/graphql$/.test(url)) return `${method} /graphql`
  const route = url.replace(/\/\d+(?=\/|$)/g, '/{id}')
  return `${method} ${ROUTE.test(route) ? route : 'other'}`
}

/** Octokit raises an answer without success, and 500 where there was no answer at all. */
function statusOf(error: unknown): number {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return 0
  return 'response' in error && error.response !== undefined ? error.status : 0
}
