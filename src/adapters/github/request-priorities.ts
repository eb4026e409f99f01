import { AsyncLocalStorage } from 'node:async_hooks'
import type { Urgency } from '../../ports/request-priority.ts'

/** For what requests are sent, however deep below the work they are sent from. */
export interface RequestPriorities {
  /** Runs work of which every request is as urgent as `urgency` says by then. */
  at<T>(urgency: Urgency, work: () => Promise<T>): Promise<T>
  /** Runs work of which every request waits behind all others. */
  inBackground<T>(work: () => Promise<T>): Promise<T>
  current(): Urgency
}

export function requestPriorities(): RequestPriorities {
  const storage = new AsyncLocalStorage<Urgency>()
  return {
    at: (urgency, work) => storage.run(urgency, work),
    inBackground: (work) => storage.run(() => 'background', work),
    current: () => storage.getStore() ?? OF_EVENT,
  }
}

const OF_EVENT: Urgency = () => 'event'
