import type { EnvironmentReading, ServerConfig } from './environment.ts'

/** The environment, or what it leads to outside, does not let the server start. */
const CANNOT_START = 2

/**
 * Starts the server and stops it at SIGTERM or SIGINT: it takes nothing new, what runs is finished or goes back to the
 * queue, and the exit code is 0, or 1 where closing failed. A signal while it starts stops it as soon as it has
 * started, and a second one ends it at once.
 * Where it cannot start, says why on standard error and leaves with exit code 2.
 */
export async function runUntilSignalled(
  reading: EnvironmentReading,
  start: (config: ServerConfig) => Promise<{ close(): Promise<void> }>,
): Promise<void> {
  if (reading.kind === 'problems') return refuse(reading.problems)
  const signalled = firstSignal()
  try {
    const server = await start(reading.config)
    void signalled.then(() => stop(server))
  } catch (error) {
    refuse(reasonsOf(error))
  }
}

/** Heard from the beginning: whoever is told that the server listens may ask it to stop at once. */
function firstSignal(): Promise<void> {
  return new Promise((resolve) => {
    const heard = () => {
      for (const signal of SIGNALS) process.off(signal, heard)
      resolve()
    }
    for (const signal of SIGNALS) process.on(signal, heard)
  })
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const

function refuse(problems: readonly string[]): void {
  process.stderr.write(`countersign does not start:\n${problems.map((problem) => `  - ${problem}\n`).join('')}`)
  process.exitCode = CANNOT_START
}

/** The chain of causes, since the first message says what failed and the last one why. */
function reasonsOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [String(error)]
  const inner = error instanceof AggregateError ? error.errors.flatMap(reasonsOf) : []
  return [error.message, ...inner, ...(error.cause === undefined ? [] : reasonsOf(error.cause))].filter(Boolean)
}

async function stop(server: { close(): Promise<void> }): Promise<void> {
  for (const signal of SIGNALS) process.once(signal, () => process.exit(1))
  try {
    await server.close()
  } catch (error) {
    // What was in hand is in the store and runs again at the next start; only the farewell failed.
    process.stderr.write(`countersign did not stop cleanly: ${reasonsOf(error).join(': ')}\n`)
    process.exit(1)
  }
  process.exit(0)
}
