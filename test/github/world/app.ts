import { createPublicKey, type KeyObject, randomBytes } from 'node:crypto'
import type { Account } from './account.ts'
import { account } from './account.ts'
import type { Repository } from './repository.ts'
import type { World } from './world.ts'

export type Permissions = { readonly [name: string]: 'read' | 'write' | 'admin' }

export interface App {
  readonly id: number
  readonly slug: string
  readonly name: string
  readonly owner: Account
  readonly bot: Account
  readonly publicKey: KeyObject
  readonly permissions: Permissions
  readonly events: readonly string[]
  readonly webhookSecret: string
  /** Only the app under test has an address; others merely act. */
  readonly receivesWebhooks: boolean
}

export interface Installation {
  readonly id: number
  readonly app: App
  readonly account: Account
  permissions: Permissions
  events: readonly string[]
  suspendedAt: string | null
  readonly createdAt: string
  /** Repository ids the installation is limited to; null: all of the account's. */
  selection: ReadonlySet<number> | null
}

export interface InstallationToken {
  readonly kind: 'installation'
  readonly value: string
  readonly installation: Installation
  readonly permissions: Permissions
  readonly repositoryIds: ReadonlySet<number> | null
  readonly expiresAtMs: number
}

export interface UserToken {
  readonly kind: 'user'
  readonly value: string
  readonly user: Account
}

/** What GITHUB.md calls least privilege, plus what posting follow-ups needs. */
export const defaultPermissions: Permissions = {
  checks: 'write',
  statuses: 'write',
  contents: 'read',
  pull_requests: 'write',
  issues: 'write',
  metadata: 'read',
  members: 'read',
  merge_queues: 'read',
  administration: 'read',
  actions: 'read',
  deployments: 'write',
}

export const defaultEvents: readonly string[] = [
  'pull_request',
  'pull_request_review',
  'check_run',
  'check_suite',
  'merge_group',
  'push',
  'workflow_run',
  'issue_comment',
  'member',
  'membership',
  'team',
  'organization',
  'repository',
  'repository_ruleset',
  'branch_protection_rule',
  'deployment_protection_rule',
]

const TOKEN_LIFE_MS = 3_600_000

export interface NewApp {
  readonly id: number
  readonly slug: string
  readonly privateKey: string
  readonly webhookSecret: string
  readonly receivesWebhooks: boolean
  readonly permissions?: Permissions
  readonly events?: readonly string[]
}

export function addApp(world: World, options: NewApp): App {
  const app: App = {
    id: options.id,
    slug: options.slug,
    name: options.slug,
    owner: account(world, 'app-publisher', { type: 'Organization' }),
    bot: account(world, `${options.slug}[bot]`),
    publicKey: createPublicKey(options.privateKey),
    permissions: options.permissions ?? defaultPermissions,
    events: options.events ?? defaultEvents,
    webhookSecret: options.webhookSecret,
    receivesWebhooks: options.receivesWebhooks,
  }
  world.apps.set(app.slug, app)
  return app
}

/** The app's installation on an account, made on first use. */
export function install(world: World, app: App, owner: Account): Installation {
  const known = installationOn(world, app, owner)
  if (known !== undefined) return known
  const installation: Installation = {
    id: world.nextId(),
    app,
    account: owner,
    permissions: app.permissions,
    events: app.events,
    suspendedAt: null,
    createdAt: world.clock.iso(),
    selection: null,
  }
  world.installations.set(installation.id, installation)
  return installation
}

export function installationOn(world: World, app: App, owner: Account): Installation | undefined {
  for (const one of world.installations.values()) if (one.app === app && one.account === owner) return one
  return undefined
}

export function canSee(installation: Installation, repository: Repository): boolean {
  return (
    installation.account === repository.owner &&
    (installation.selection === null || installation.selection.has(repository.id))
  )
}

/** A token of the new, longer form: nothing may rely on 40 characters. */
export function issueToken(
  world: World,
  installation: Installation,
  permissions: Permissions,
  repositoryIds: ReadonlySet<number> | null,
): InstallationToken {
  const token: InstallationToken = {
    kind: 'installation',
    value: `ghs_${randomBytes(60).toString('base64url')}`,
    installation,
    permissions,
    repositoryIds,
    expiresAtMs: world.clock.now() + TOKEN_LIFE_MS,
  }
  world.tokens.set(token.value, token)
  return token
}

export function issueUserToken(world: World, user: Account): UserToken {
  const token: UserToken = { kind: 'user', value: `ghp_${randomBytes(27).toString('base64url')}`, user }
  world.tokens.set(token.value, token)
  return token
}
