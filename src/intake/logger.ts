import { type DestinationStream, type Logger, pino } from 'pino'

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** One JSON line an entry. What is logged of an error is chosen by name, since errors carry payloads and credentials. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = { level, base: { app: 'countersign' }, redact: REDACTED, serializers: { err: describeError } }
  return destination === undefined ? pino(options) : pino(options, destination)
}

/** INVARIANT: no secret and no body of a webhook is logged. Nobody here passes one; a library's careless line may. */
const WITHHELD = [
  'payload',
  'body',
  'event',
  'authorization',
  'privateKey',
  'webhookSecret',
  'secret',
  'password',
  'token',
]
const REDACTED = { paths: WITHHELD.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[withheld]' }

const MAX_CAUSES = 5

interface DescribedError {
  readonly type: string
  readonly message: string
  readonly stack?: string
  readonly cause?: DescribedError
  readonly errors?: readonly DescribedError[]
}

function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) }
  const { name, message, stack, cause } = error
  const inner = error instanceof AggregateError && depth < MAX_CAUSES ? error.errors : []
  return {
    type: name,
    message,
    ...(stack === undefined ? {} : { stack }),
    ...(cause === undefined || depth >= MAX_CAUSES ? {} : { cause: describeError(cause, depth + 1) }),
    ...(inner.length === 0 ? {} : { errors: inner.slice(0, MAX_CAUSES).map((each) => describeError(each, depth + 1)) }),
  }
}
