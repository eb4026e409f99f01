/** Runs an operation when one of a number of places is free; first come, first served. */
export type ConcurrencyLimit = <T>(operation: () => Promise<T>) => Promise<T>

/** `places` may change; fewer of them than are taken let nobody in until so many have left. */
export function concurrencyLimit(places: number | (() => number)): ConcurrencyLimit {
  const waiting: (() => void)[] = []
  let taken = 0
  const hasRoom = () => taken < (typeof places === 'number' ? places : places())
  const release = () => {
    taken -= 1
    while (hasRoom()) {
      const next = waiting.shift()
      if (next === undefined) return
      taken += 1
      next()
    }
  }
  return async (operation) => {
    if (hasRoom() && waiting.length === 0) taken += 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await operation()
    } finally {
      release()
    }
  }
}
