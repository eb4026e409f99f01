import type { World } from '../world/world.ts'
import type { Actor } from './operation.ts'
import { Refusal } from './refusal.ts'

const HOUR_MS = 3_600_000

interface Window {
  startedAtMs: number
  used: number
}

/** Requests in the current hour, by who sends them: each installation and each user has their own count. */
const windows = new WeakMap<World, Map<string, Window>>()

/** Counts a request. Refuses it where the hour's requests are used up. */
export function countRequest(world: World, actor: Actor): void {
  const window = windowOf(world, actor)
  if (window.used >= world.settings.requestsPerHour) {
    throw new Refusal(403, 'API rate limit exceeded', { headers: rateLimitHeaders(world, actor) })
  }
  window.used += 1
}

export function uncountRequest(world: World, actor: Actor): void {
  windowOf(world, actor).used -= 1
}

export function rateLimitHeaders(world: World, actor: Actor): Readonly<Record<string, string>> {
  const { limit, remaining, reset, used } = rateLimit(world, actor)
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-used': String(used),
    'x-ratelimit-resource': 'core',
  }
}

export function rateLimit(world: World, actor: Actor) {
  const { startedAtMs, used } = windowOf(world, actor)
  const limit = world.settings.requestsPerHour
  return { limit, used, remaining: Math.max(0, limit - used), reset: Math.ceil((startedAtMs + HOUR_MS) / 1000) }
}

function windowOf(world: World, actor: Actor): Window {
  const ofWorld = windows.get(world) ?? new Map<string, Window>()
  windows.set(world, ofWorld)
  const who = meterOf(actor)
  const known = ofWorld.get(who)
  const now = world.clock.now()
  if (known !== undefined && known.startedAtMs + HOUR_MS > now) return known
  const fresh = { startedAtMs: now, used: 0 }
  ofWorld.set(who, fresh)
  return fresh
}

/** Whose requests are counted together. */
export function meterOf(actor: Actor): string {
  switch (actor.kind) {
    case 'installation':
      return `installation ${actor.token.installation.id}`
    case 'app':
      return `app ${actor.app.id}`
    case 'user':
      return `user ${actor.user.id}`
  }
}
