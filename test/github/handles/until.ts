import type { World } from '../world/world.ts'

/** Nobody waits so long where all is well; machines on which the tests run may be very busy. */
const DEFAULT_TIMEOUT_MS = 60_000

/**
 * Waits until `look` finds something, looking again after every change of the double's state. Throws what `describe`
 * says if that takes longer than `timeoutMs` of real time.
 */
export async function until<T>(
  world: World,
  look: () => T | undefined,
  describe: () => string,
  timeoutMs: number = DEFAULT_TIMEOUT_MS,
): Promise<T> {
  const timeout = Promise.withResolvers<'late'>()
  const timer = setTimeout(() => timeout.resolve('late'), timeoutMs)
  try {
    for (;;) {
      const change = world.changed.next()
      const found = look()
      if (found !== undefined) return found
      if ((await Promise.race([change, timeout.promise])) === 'late') {
        throw new Error(`Waited ${timeoutMs} ms in vain. ${describe()}`)
      }
    }
  } finally {
    clearTimeout(timer)
  }
}
