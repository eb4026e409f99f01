import type { World } from '../world/world.ts'
import type { Actor } from './operation.ts'
import { meterOf } from './rate-limit.ts'
import { Refusal } from './refusal.ts'

/** GitHub's published secondary limits, for each installation and each user. */
const limits = { points: 900, readPoints: 1, writePoints: 5, creationsAMinute: 80, creationsAnHour: 500, atOnce: 100 }

export const SECONDARY_LIMIT =
  'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

interface Recent {
  readonly atMs: number
  readonly points: number
}

const recents = new WeakMap<World, Map<string, readonly Recent[]>>()

/** Counts a request, and refuses it where the settings enforce the secondary limits and it exceeds one. */
export function countSecondary(world: World, actor: Actor, method: string, atOnce: number): void {
  if (!world.settings.secondaryLimits) return
  const now = world.clock.now()
  const points = method === 'GET' ? limits.readPoints : limits.writePoints
  const lastHour = [...recentOf(world, actor).filter(({ atMs }) => atMs > now - HOUR_MS), { atMs: now, points }]
  recents.get(world)?.set(meterOf(actor), lastHour)
  const lastMinute = lastHour.filter(({ atMs }) => atMs > now - MINUTE_MS)
  const writes = (requests: readonly Recent[]) => requests.filter((one) => one.points === limits.writePoints).length
  const isTooMuchContent = writes(lastMinute) > limits.creationsAMinute || writes(lastHour) > limits.creationsAnHour
  const exceeded =
    atOnce > limits.atOnce ||
    lastMinute.reduce((sum, one) => sum + one.points, 0) > limits.points ||
    // Who has written too much may read.
    (method !== 'GET' && isTooMuchContent)
  if (exceeded) throw new Refusal(403, SECONDARY_LIMIT, { headers: { 'retry-after': '60' } })
}

function recentOf(world: World, actor: Actor): readonly Recent[] {
  const ofWorld = recents.get(world) ?? new Map<string, readonly Recent[]>()
  recents.set(world, ofWorld)
  return ofWorld.get(meterOf(actor)) ?? []
}
