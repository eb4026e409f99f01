import { LRUCache } from 'lru-cache'
import type { KnownHeads } from '../ports/known-heads.ts'
import { nameOfPull } from '../ports/pull-requests.ts'

const MAX_REMEMBERED = 10_000

/** Heads that this process has heard of. */
export function knownHeads(): KnownHeads {
  const heads = new LRUCache<string, string>({ max: MAX_REMEMBERED })
  return {
    of: (key) => heads.get(nameOfPull(key)),
    note: (key, headSha) => void heads.set(nameOfPull(key), headSha),
  }
}
