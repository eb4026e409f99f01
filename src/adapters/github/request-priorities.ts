import { AsyncLocalStorage } from 'node:async_hooks'
import type { RequestPriority } from '../../ports/request-priority.ts'

/** For what requests are sent, however deep below the work they are sent from. */
export interface RequestPriorities {
  /** Runs work of which every request waits behind those of events. */
  inBackground<T>(work: () => Promise<T>): Promise<T>
  current(): RequestPriority
}

export function requestPriorities(): RequestPriorities {
  const storage = new AsyncLocalStorage<RequestPriority>()
  return {
    inBackground: (work) => storage.run('background', work),
    current: () => storage.getStore() ?? 'event',
  }
}
