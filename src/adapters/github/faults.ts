import { z } from 'zod'
import { Fault } from '../../ports/fault.ts'

/** What GitHub asks for where a secondary limit names no time. */
const SECONDARY_LIMIT_WAIT_MS = 60_000

const httpError = z.object({
  status: z.number(),
  message: z.string(),
  request: z.object({ method: z.string(), url: z.string() }).optional(),
  response: z.object({ headers: z.record(z.string(), z.unknown()) }).optional(),
})

type HttpError = z.infer<typeof httpError>

/**
 * Says in the terms of the port what Octokit's error means; undefined for an error that is not GitHub's (our own bug).
 * `nowMs` turns the time at which a limit ends into a wait.
 */
export function faultOf(error: unknown, nowMs: number): Fault | undefined {
  if (error instanceof Fault) return error
  const parsed = httpError.safeParse(error)
  if (!parsed.success) return undefined
  const kind = kindOf(parsed.data)
  const retryAfterMs = retryAfterOf(parsed.data, kind, nowMs)
  return new Fault(kind, describe(parsed.data), {
    cause: error,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  })
}

/** GitHub refuses by 403 both what is not allowed and what is too much; only the headers and the text tell which. */
function kindOf(error: HttpError): Fault['kind'] {
  if (error.response === undefined) return 'unavailable'
  if (isOfNoInstallation(error)) return 'not-installed'
  switch (error.status) {
    case 404:
    case 410:
      return 'not-found'
    case 403:
      return isLimit(error) ? 'rate-limited' : 'forbidden'
    case 401:
    case 451:
      return 'forbidden'
    case 429:
      return 'rate-limited'
    case 408:
      return 'unavailable'
    default:
      return error.status >= 500 ? 'unavailable' : 'invalid'
  }
}

/** GitHub makes no tokens for an installation that is gone or suspended, and takes none of the latter. */
function isOfNoInstallation({ status, message, request }: HttpError): boolean {
  if (status === 403) return /installation has been suspended/i.test(message)
  return status === 404 && /\/app\/installations\/(?:\d+|\{installation_id\})\/access_tokens$/.test(request?.url ?? '')
}

function isLimit(error: HttpError): boolean {
  if (header(error, 'retry-after') !== undefined || header(error, 'x-ratelimit-remaining') === '0') return true
  return /\brate limit\b|\babuse detection\b/i.test(error.message)
}

function retryAfterOf(error: HttpError, kind: Fault['kind'], nowMs: number): number | undefined {
  const seconds = Number(header(error, 'retry-after') ?? Number.NaN)
  if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1000
  if (kind !== 'rate-limited') return undefined
  const resetAt = Number(header(error, 'x-ratelimit-reset') ?? Number.NaN)
  if (header(error, 'x-ratelimit-remaining') !== '0' || !Number.isFinite(resetAt)) return SECONDARY_LIMIT_WAIT_MS
  return Math.max(0, resetAt * 1000 - nowMs) + 1000
}

function header(error: HttpError, name: string): string | undefined {
  const value = error.response?.headers[name]
  return value === undefined ? undefined : String(value)
}

/** Names the request by method and path: a query may hold more than a log should. */
function describe(error: HttpError): string {
  const { request, response } = error
  const path =
    request === undefined ? '' : ` to ${request.method} ${request.url.replace(/^https?:\/\/[^/]+|\?.*$/g, '')}`
  if (response === undefined) return `GitHub gave no answer${path}: ${error.message}`
  return `GitHub answered ${error.status}${path}: ${error.message}`
}
