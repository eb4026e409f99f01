import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { adjustableClock } from './adjustable-clock.ts'
import type { Settings } from './settings.ts'
import type { World } from './world.ts'

export async function emptyWorld(
  outbox: World['outbox'],
  changed: World['changed'],
  settings: Settings,
): Promise<World> {
  let lastId = 1_000
  return {
    clock: adjustableClock(),
    settings,
    folder: await mkdtemp(join(tmpdir(), 'github-double-')),
    origin: '',
    accounts: new Map(),
    apps: new Map(),
    installations: new Map(),
    tokens: new Map(),
    repositories: new Map(),
    teams: new Map(),
    organizationAdmins: new Map(),
    outbox,
    changed,
    nextId() {
      lastId += 1
      return lastId
    },
  }
}

/** Lets any number of waits learn of the next change. */
export function changes(): World['changed'] {
  let next = Promise.withResolvers<void>()
  return {
    notify() {
      const told = next
      next = Promise.withResolvers()
      told.resolve()
    },
    next: () => next.promise,
  }
}
