import type { Seen } from '../../core/setup/facts.ts'
import { Fault } from '../../ports/fault.ts'

/** What `read` gives, or that GitHub does not show it to the app. Other faults are thrown on. */
export async function seen<T>(read: () => Promise<T>): Promise<Seen<T>> {
  try {
    return { kind: 'seen', value: await read() }
  } catch (error) {
    if (error instanceof Fault && (error.kind === 'forbidden' || error.kind === 'not-found')) {
      return { kind: 'not-visible', why: error.message }
    }
    throw error
  }
}
