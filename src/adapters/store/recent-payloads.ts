import { LRUCache } from 'lru-cache'

/** Payloads of deliveries that were stored a moment ago, by their ids, so that they need not be read back. */
export interface RecentPayloads {
  keep(id: string, payload: string): void
  get(id: string): string | undefined
  drop(id: string): void
  readonly size: number
}

/**
 * Each is let go of after `keepMs` whatever happens: on a database that several processes share another one may handle
 * the delivery, and nobody tells this one that it is done.
 */
export function recentPayloads(keepMs: number = KEEP_MS): RecentPayloads {
  const known = new LRUCache<string, string>({
    maxSize: MAX_CHARS,
    sizeCalculation: (payload) => payload.length + 1,
    ttl: keepMs,
    ttlAutopurge: true,
  })
  return {
    keep: (id, payload) => void known.set(id, payload),
    get: (id) => known.get(id),
    drop: (id) => void known.delete(id),
    get size() {
      return known.size
    },
  }
}

/** A delivery that waits for longer is read back. */
const KEEP_MS = 10_000
/** Some seconds of many deliveries, and hardly anything at other times. */
const MAX_CHARS = 16 * 1024 * 1024
