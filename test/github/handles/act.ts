import type { World } from '../world/world.ts'

const ACT_MS = 1_000

/** Whatever people do takes a second of the double's time, so that later events carry later time stamps. */
export async function act<T>(world: World, what: () => T | Promise<T>): Promise<T> {
  world.clock.advance(ACT_MS)
  return what()
}
