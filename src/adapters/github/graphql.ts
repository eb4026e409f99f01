import { z } from 'zod'
import { Fault } from '../../ports/fault.ts'
import { type GitHubClient, parseAnswer } from './answer.ts'

/**
 * Asks GitHub's GraphQL interface; `query` only reads. Undefined where GitHub says that something asked for is not
 * there, may not be seen or took too long to find out, but for what `mayMiss` by its place in the answer, and where
 * there is no such interface. Throws `Fault`.
 */
export async function askGraphql<T>(
  client: GitHubClient,
  schema: z.ZodType<T>,
  what: string,
  query: string,
  variables: Readonly<Record<string, string>>,
  mayMiss: (path: readonly (string | number)[]) => boolean = () => false,
): Promise<T | undefined> {
  // Beside `https://host/api/v3` it stands at `https://host/api/graphql`. A `baseUrl` would move the minting of tokens.
  const address = `${client.request.endpoint.DEFAULTS.baseUrl.replace(/(?:\/v3)?\/?$/, '')}/graphql`
  const answer = await unlessRefused(() =>
    client.request(`POST ${address}`, { query, variables, request: { reads: true } }),
  )
  if (answer === undefined) return undefined
  const { data, errors = [] } = parseAnswer(envelope, answer.data, what)
  if (errors.some(({ type }) => type === 'RATE_LIMITED')) {
    const retryAfterMs = untilReset(answer.headers)
    throw new Fault('rate-limited', `GitHub answered that ${what} was too much for now`, { retryAfterMs })
  }
  return errors.every(({ path = [] }) => mayMiss(path)) ? parseAnswer(schema, data, what) : undefined
}

/** GraphQL has an hour of its own, of whose end an answer tells, by GitHub's clock. */
function untilReset(headers: unknown): number {
  const parsed = limitHeaders.safeParse(headers)
  const waitMs = parsed.success ? parsed.data['x-ratelimit-reset'] * 1_000 - Date.parse(parsed.data.date) : Number.NaN
  return waitMs >= 0 && waitMs <= HOUR_MS ? waitMs + RESET_MARGIN_MS : RETRY_MS
}

const HOUR_MS = 3_600_000
/** GitHub gives whole seconds. */
const RESET_MARGIN_MS = 1_000
/** Where an answer does not say when to ask again. */
const RETRY_MS = 60_000
const limitHeaders = z.object({ 'x-ratelimit-reset': z.coerce.number().int().positive(), date: z.string() })

const envelope = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({
        type: z.string().optional(),
        path: z
          .array(z.union([z.string(), z.number()]))
          .nullish()
          .transform((path) => path ?? undefined),
        message: z.string(),
      }),
    )
    .optional(),
})

async function unlessRefused<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof Fault && REFUSALS.has(error.kind)) return undefined
    throw error
  }
}

const REFUSALS: ReadonlySet<Fault['kind']> = new Set(['not-found', 'forbidden', 'invalid'])
