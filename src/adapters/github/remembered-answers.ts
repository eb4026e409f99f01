import { LRUCache } from 'lru-cache'
import type { Clock } from '../../ports/clock.ts'

/** What was read a short while ago, by name. Whoever asks while it is being read waits for the same answer. */
export interface RememberedAnswers<T> {
  /** The answer under a name, or a new one. What failed is asked anew the next time. */
  read(name: string, ask: () => Promise<T>): Promise<T>
  forget(isMeant: (name: string) => boolean): void
}

/** Remembers an answer for so many milliseconds from when it was asked for, whoever asks for it meanwhile. */
export function rememberedAnswers<T>(clock: Clock, forMs: number): RememberedAnswers<T> {
  const known = new LRUCache<string, Promise<T>>({ max: MAX_REMEMBERED, ttl: forMs, perf: clock, ttlResolution: 0 })
  return {
    async read(name, ask) {
      const remembered = known.get(name)
      if (remembered !== undefined) return remembered
      const reading = ask()
      known.set(name, reading)
      return reading.catch((error: unknown) => {
        if (known.peek(name) === reading) known.delete(name)
        throw error
      })
    },
    forget(isMeant) {
      for (const name of known.keys()) if (isMeant(name)) known.delete(name)
    },
  }
}

const MAX_REMEMBERED = 2_000
