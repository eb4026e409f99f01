import { z } from 'zod'

/** What GitHub says of an hour's requests with every answer. */
export interface RateLimit {
  readonly remaining: number
  readonly limit: number
  /** When the hour ends, by this machine's clock, in milliseconds since the epoch. */
  readonly resetAtMs: number
}

/**
 * Reads the headers of an answer of the REST interface; undefined where they say nothing, or tell of another resource's
 * requests: GraphQL and the search have hours of their own. GitHub's clock is not ours, so its `Date` is read as well.
 */
export function rateLimitOf(headers: unknown, nowMs: number): RateLimit | undefined {
  const parsed = schema.safeParse(headers)
  if (!parsed.success) return undefined
  const { data } = parsed
  if (data['x-ratelimit-resource'] !== 'core') return undefined
  const dateMs = Date.parse(data.date ?? '')
  const aheadMs = Number.isNaN(dateMs) ? 0 : dateMs - nowMs
  return {
    remaining: data['x-ratelimit-remaining'],
    limit: data['x-ratelimit-limit'],
    resetAtMs: data['x-ratelimit-reset'] * 1_000 - aheadMs,
  }
}

const count = z.coerce.number().int().nonnegative()
const schema = z.object({
  'x-ratelimit-remaining': count,
  'x-ratelimit-limit': count.positive(),
  'x-ratelimit-reset': count,
  /** An older GitHub Enterprise Server does not name it. */
  'x-ratelimit-resource': z.string().default('core'),
  date: z.string().optional(),
})
