import { Fault } from '../../ports/fault.ts'

/**
 * Does the work of a job. Where GitHub says how long to wait, `putOff` has it done again after just that time, which
 * costs the job none of its retries.
 */
export async function orPutOff(
  work: () => Promise<void>,
  putOff: (fault: Fault, delaySeconds: number) => Promise<unknown>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Fault) || error.retryAfterMs === undefined) throw error
    await putOff(error, Math.ceil(error.retryAfterMs / 1_000))
  }
}
