import { Fault } from '../../ports/fault.ts'

/** Runs a query; what it throws becomes a retryable `Fault`, with `what` to say which work could not be done. */
export async function orFault<T>(what: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (cause) {
    throw new Fault('unavailable', `The database failed: ${what}`, { cause })
  }
}
