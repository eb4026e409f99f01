import { Fault } from '../ports/fault.ts'

/** Asks GitHub, and where it says that this is too much for now, waits as long as it says and asks again. */
export type Patient = <T>(ask: () => Promise<T>) => Promise<T>

export interface Waiting {
  readonly sleep: (ms: number) => Promise<void>
  /** Is told why nothing goes on, and for how long. */
  readonly say: (sentence: string) => void
}

/** Where GitHub does not say. */
const DEFAULT_WAIT_MS = 60_000
/** Its hour, and a little more. */
const MAX_WAIT_MS = 65 * 60_000
/** Of one question. Somebody else then uses up the hours of the installation. */
const MAX_WAITS = 5

/** For a person who waits before a terminal; a server would put the work back into its queue. */
export function waitingForLimits({ sleep, say }: Waiting): Patient {
  return async (ask) => {
    for (let waits = 0; ; waits += 1) {
      try {
        return await ask()
      } catch (error) {
        if (!(error instanceof Fault) || error.kind !== 'rate-limited' || waits === MAX_WAITS) throw error
        const waitMs = error.retryAfterMs ?? DEFAULT_WAIT_MS
        if (waitMs > MAX_WAIT_MS) throw error
        say(`${error.message}: going on in ${shownWait(waitMs)}`)
        await sleep(waitMs)
      }
    }
  }
}

function shownWait(waitMs: number): string {
  const seconds = Math.ceil(waitMs / 1_000)
  return seconds <= 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
}
