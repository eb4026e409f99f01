/** Runs an operation when one of a fixed number of places is free; first come, first served. */
export type ConcurrencyLimit = <T>(operation: () => Promise<T>) => Promise<T>

export function concurrencyLimit(places: number): ConcurrencyLimit {
  const waiting: (() => void)[] = []
  let free = places
  const release = () => {
    const next = waiting.shift()
    if (next === undefined) free += 1
    else next()
  }
  return async (operation) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await operation()
    } finally {
      release()
    }
  }
}
