import { LRUCache } from 'lru-cache'
import type { OutdatedAnswers } from '../ports/outdated-answers.ts'

/**
 * To be called before what is remembered about an account is used: has it forgotten here once for each time that it
 * was outdated, whichever process heard of that. One for all memories that `forget` empties. Throws `Fault`.
 */
export function knownUntilOutdated({
  times,
}: Pick<OutdatedAnswers, 'times'>): (owner: string, forget: () => void) => Promise<void> {
  const seen = new LRUCache<string, number>({ max: MAX_REMEMBERED })
  return async (owner, forget) => {
    const now = await times(owner)
    // Never seen may be seen long ago, and forgetting what is not remembered costs nothing.
    if (seen.get(owner.toLowerCase()) !== now) forget()
    seen.set(owner.toLowerCase(), now)
  }
}

const MAX_REMEMBERED = 20_000
