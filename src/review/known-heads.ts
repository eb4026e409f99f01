import { LRUCache } from 'lru-cache'
import type { KnownHeads } from '../ports/known-heads.ts'
import type { PullRequestKey } from '../ports/pull-requests.ts'

const MAX_REMEMBERED = 10_000

/** Heads that this process has heard of. */
export function knownHeads(): KnownHeads {
  const heads = new LRUCache<string, string>({ max: MAX_REMEMBERED })
  return {
    of: (key) => heads.get(nameOf(key)),
    note: (key, headSha) => void heads.set(nameOf(key), headSha),
  }
}

function nameOf({ installationId, owner, repo, number }: PullRequestKey): string {
  return `${installationId}/${owner}/${repo}#${number}`.toLowerCase()
}
