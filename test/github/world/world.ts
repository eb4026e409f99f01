import type { Delivery } from '../webhooks/delivery.ts'
import type { Account } from './account.ts'
import type { AdjustableClock } from './adjustable-clock.ts'
import type { App, Installation, InstallationToken, UserToken } from './app.ts'
import type { Repository, Team } from './repository.ts'
import type { Settings } from './settings.ts'

/** All that the double knows. Handles, operations and webhooks read and change it; nothing else keeps state. */
export interface World {
  readonly clock: AdjustableClock
  readonly settings: Settings
  /** Folder of the bare repositories. */
  readonly folder: string
  /** `http://127.0.0.1:PORT` */
  origin: string
  /** By login in lower case. */
  readonly accounts: Map<string, Account>
  /** By slug. */
  readonly apps: Map<string, App>
  readonly installations: Map<number, Installation>
  readonly tokens: Map<string, InstallationToken | UserToken>
  /** By `owner/name` in lower case. */
  readonly repositories: Map<string, Repository>
  /** By `organization/slug` in lower case. */
  readonly teams: Map<string, Team>
  /** By organization and member login, both in lower case. */
  readonly organizationAdmins: Map<string, Set<string>>
  readonly outbox: Outbox
  /** Told after every change and every answered request; waits are built on it. */
  readonly changed: { notify(): void; next(): Promise<void> }
  nextId(): number
}

/** Where events wait for delivery, and what became of them. */
export interface Outbox {
  /** Where webhooks go; undefined as long as nobody said. */
  readonly url: string | undefined
  /** Every attempt so far, oldest first. */
  readonly deliveries: readonly Delivery[]
  add(installation: Installation, event: string, payload: object): void
  /** Sends the attempt's event again, with its own delivery id. */
  redeliver(deliveryId: number): void
}

export function findRepository(world: World, owner: string, name: string): Repository | undefined {
  return world.repositories.get(`${owner}/${name}`.toLowerCase())
}

export function findTeam(world: World, organization: string, slug: string): Team | undefined {
  return world.teams.get(`${organization}/${slug}`.toLowerCase())
}
