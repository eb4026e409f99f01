import { Fault } from '../../ports/fault.ts'

/** Waits for `work`, and no longer than `timeMs`: then a `Fault` of kind `unavailable` says what took so long. */
export async function withinTime<T>(timeMs: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Fault('unavailable', `${what} took longer than ${timeMs} ms`)), timeMs)
  })
  try {
    return await Promise.race([work, expired])
  } finally {
    clearTimeout(timer)
  }
}
