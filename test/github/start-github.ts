import { rm } from 'node:fs/promises'
import type { RepositoryHandle, RepositoryOptions } from './handles/repository-handle.ts'
import { until } from './handles/until.ts'
import { firstInstallation, worldHandle } from './handles/world-handle.ts'
import { type Faults, plannedFaults } from './http/faults.ts'
import { type LoggedRequest, requestLog, type Violation } from './http/request-log.ts'
import { serve } from './http/serve.ts'
import { operations } from './operations/operations.ts'
import { webFlow } from './shapes/commit-shape.ts'
import type { InstallationAction } from './webhooks/installation-events.ts'
import { mailroom, type Webhooks } from './webhooks/mailroom.ts'
import type { Account, AccountOptions } from './world/account.ts'
import { account } from './world/account.ts'
import type { AdjustableClock } from './world/adjustable-clock.ts'
import { type App, addApp, type Installation, type Permissions } from './world/app.ts'
import { changes, emptyWorld } from './world/empty-world.ts'
import { defaultSettings, type Settings } from './world/settings.ts'
import { testKey } from './world/test-key.ts'

export interface GitHubOptions {
  readonly app?: {
    readonly id?: number
    readonly slug?: string
    /** PEM. By default a key made for this process. */
    readonly privateKey?: string
    readonly webhookSecret?: string
    readonly permissions?: Permissions
    readonly events?: readonly string[]
  }
  readonly settings?: Partial<Settings>
}

/** GitHub, on loopback: see README.md beside this file. */
export interface GitHub {
  /** `http://127.0.0.1:PORT/api/v3`, for Octokit's `baseUrl`. */
  readonly baseUrl: string
  /** `127.0.0.1:PORT`, for Probot's `GHE_HOST` (with `GHE_PROTOCOL=http`). */
  readonly host: string
  /** What the app under test is configured with. */
  readonly app: { readonly id: number; readonly privateKey: string; readonly webhookSecret: string }
  readonly clock: AdjustableClock
  readonly settings: Settings
  readonly faults: Faults
  readonly webhooks: Webhooks
  /** Every request that was answered, oldest first. */
  readonly requests: readonly LoggedRequest[]
  /** Requests that GitHub would not have allowed, and answers that GitHub would not have given. */
  readonly violations: readonly Violation[]
  /** A repository with one commit on its default branch. */
  repository(fullName: string, options?: RepositoryOptions): Promise<RepositoryHandle>
  /** The account of that login; made on first mention, and by every handle that mentions it. */
  user(login: string, options?: AccountOptions): Account
  team(organization: string, slug: string, members: readonly string[]): void
  /** Replaces who is in a team that is there, with an event for everybody who joined or left. */
  setTeam(organization: string, slug: string, members: readonly string[], by?: string): Promise<void>
  /** Who is in a team, logins in lower case. */
  teamMembers(organization: string, slug: string): readonly string[]
  /** Somebody leaves the organization: its teams, and the access to its repositories, go with it. */
  leave(organization: string, login: string): Promise<void>
  /** Makes logins administrators of an organization. */
  organizationAdmins(organization: string, logins: readonly string[]): void
  /** Another app, which can make check runs and statuses of its own. */
  otherApp(slug: string): App
  installation(owner: string): Installation
  /** Tells the app of its installation: by default that it was created. */
  announceInstallation(owner: string, sender: string, action?: InstallationAction): void
  /** Somebody installs the app on an account that has repositories already. */
  install(owner: string, sender: string): Promise<void>
  /** The app is taken off an account: its tokens end, and what it wrote stays. */
  uninstall(owner: string, sender: string): Promise<void>
  /** An installation is suspended, or let in again. */
  suspend(owner: string, sender: string, isSuspended?: boolean): Promise<void>
  /** A token of the app's installation, without the detour over a JWT. */
  installationToken(owner: string, permissions?: Permissions): string
  /** A person's token. */
  userToken(login: string): string
  /** Where webhooks go from now on. Until then they fail, and stand in the delivery log. */
  deliverTo(url: string): void
  /** Resolves when no webhook is on its way and no request is being answered. */
  settled(): Promise<void>
  /** Waits until `look` finds something; it is asked again after every change. */
  until<T>(look: () => T | undefined, describe?: () => string, timeoutMs?: number): Promise<T>
  stop(): Promise<void>
}

/** Starts an empty GitHub with one app on it. */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const app = {
    id: options.app?.id ?? 314_159,
    privateKey: options.app?.privateKey ?? testKey(),
    webhookSecret: options.app?.webhookSecret ?? 'a-secret-of-the-tests',
  }
  const changed = changes()
  const faults = plannedFaults()
  const log = requestLog(changed.notify)
  const mail = mailroom(
    () => world,
    () => firstInstallation(world),
  )
  const world = await emptyWorld(mail.outbox, changed, { ...defaultSettings, ...options.settings })
  // GitHub itself, as it commits what people do on its pages.
  account(world, 'web-flow', { id: 19_864_447, name: webFlow.name, emails: [webFlow.email] })
  const main = addApp(world, { slug: 'countersign', ...options.app, ...app, receivesWebhooks: true })
  const server = await serve(world, operations, log, faults)
  world.origin = server.origin
  const answered = () =>
    until(
      world,
      () => (log.inFlight() === 0 ? true : undefined),
      () => 'A request is still under way',
    )
  return {
    ...worldHandle(world, main),
    baseUrl: `${server.origin}/api/v3`,
    host: server.origin.replace('http://', ''),
    app,
    clock: world.clock,
    settings: world.settings,
    faults: faults.faults,
    webhooks: mail.webhooks,
    requests: log.requests,
    violations: log.violations,
    deliverTo: mail.deliverTo,
    async settled() {
      await mail.idle()
      await answered()
      await mail.idle()
    },
    until: (look, describe = () => '', timeoutMs) => until(world, look, describe, timeoutMs),
    async stop() {
      faults.faults.clear()
      await mail.close()
      await server.close()
      // What was being answered still uses git.
      await answered()
      await Promise.all([...world.repositories.values()].map(({ git }) => git.close()))
      await rm(world.folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
