import { newCommit } from '../acts/commit-options.ts'
import { createRepository } from '../acts/create-repository.ts'
import { leaveOrganization, setTeamMembers } from '../acts/memberships.ts'
import { emitInstallationEvent, type InstallationAction } from '../webhooks/installation-events.ts'
import { type AccountOptions, account } from '../world/account.ts'
import {
  type App,
  addApp,
  type Installation,
  install,
  installationOn,
  issueToken,
  issueUserToken,
  type Permissions,
} from '../world/app.ts'
import { testKey } from '../world/test-key.ts'
import { findTeam, type World } from '../world/world.ts'
import { act } from './act.ts'
import { type RepositoryOptions, repositoryHandle } from './repository-handle.ts'

/** Who and what there is on the double's GitHub. */
export function worldHandle(world: World, main: App) {
  return {
    repository: (fullName: string, options: RepositoryOptions = {}) => addRepository(world, main, fullName, options),
    user: (login: string, options?: AccountOptions) => account(world, login, options),
    team: (organization: string, slug: string, members: readonly string[]) =>
      addTeam(world, organization, slug, members),
    /** Replaces who is in a team that is there. */
    setTeam: (organization: string, slug: string, members: readonly string[], by = organization) =>
      act(world, () => {
        const team = findTeam(world, organization, slug)
        if (team === undefined) throw new Error(`${organization} has no team ${slug}`)
        setTeamMembers(
          world,
          team,
          members.map((login) => account(world, login)),
          account(world, by),
        )
      }),
    /** Logins in lower case. */
    teamMembers: (organization: string, slug: string): readonly string[] => [
      ...(findTeam(world, organization, slug)?.members.keys() ?? []),
    ],
    /** Somebody leaves the organization. */
    leave: (organization: string, login: string) =>
      act(world, () => leaveOrganization(world, account(world, organization), account(world, login))),
    organizationAdmins(organization: string, logins: readonly string[]) {
      const known = world.organizationAdmins.get(organization.toLowerCase()) ?? new Set()
      for (const login of logins) known.add(account(world, login).login.toLowerCase())
      world.organizationAdmins.set(organization.toLowerCase(), known)
    },
    otherApp: (slug: string) =>
      addApp(world, {
        id: world.nextId(),
        slug,
        privateKey: testKey(),
        webhookSecret: slug,
        receivesWebhooks: false,
      }),
    installation: (owner: string) => requiredInstallation(world, main, owner),
    announceInstallation(owner: string, sender: string, action: InstallationAction = 'created') {
      emitInstallationEvent(world, requiredInstallation(world, main, owner), account(world, sender), action)
    },
    ...installations(world, main),
    installationToken(owner: string, permissions?: Permissions) {
      const installation = requiredInstallation(world, main, owner)
      return issueToken(world, installation, permissions ?? installation.permissions, null).value
    },
    userToken: (login: string) => issueUserToken(world, account(world, login)).value,
  }
}

/** How the app comes, goes and is suspended. */
function installations(world: World, main: App) {
  return {
    /** Somebody installs the app on an account that has repositories already. */
    install: (owner: string, sender: string) =>
      act(world, () => {
        const installation = install(world, main, account(world, owner))
        emitInstallationEvent(world, installation, account(world, sender), 'created')
      }),
    /** The app is taken off an account: its tokens end, and what it wrote stays. */
    uninstall: (owner: string, sender: string) =>
      act(world, () => {
        const installation = requiredInstallation(world, main, owner)
        emitInstallationEvent(world, installation, account(world, sender), 'deleted')
        world.installations.delete(installation.id)
        for (const [value, token] of world.tokens) {
          if (token.kind === 'installation' && token.installation === installation) world.tokens.delete(value)
        }
      }),
    /** An installation is suspended, or let in again. */
    suspend: (owner: string, sender: string, isSuspended = true) =>
      act(world, () => {
        const installation = requiredInstallation(world, main, owner)
        installation.suspendedAt = isSuspended ? world.clock.iso() : null
        emitInstallationEvent(world, installation, account(world, sender), isSuspended ? 'suspend' : 'unsuspend')
      }),
  }
}

async function addRepository(world: World, main: App, fullName: string, options: RepositoryOptions) {
  const [ownerLogin = '', name = ''] = fullName.split('/')
  const owner = account(world, ownerLogin, { type: 'Organization' })
  const defaultBranch = options.defaultBranch ?? 'main'
  const repository = await createRepository(world, { owner, name, private: options.private ?? true, defaultBranch })
  const handle = repositoryHandle(world, repository)
  for (const [login, role] of Object.entries(options.collaborators ?? {})) handle.setRole(login, role)
  for (const [slug, { role, members }] of Object.entries(options.teams ?? {})) {
    addTeam(world, ownerLogin, slug, members)
    handle.setTeamRole(slug, role)
  }
  if (options.installed !== false) install(world, main, owner)
  // The first commit is older than anything that happens in a test, and nobody is told of it.
  const first = { message: 'Initial commit', files: options.files ?? { 'README.md': `# ${name}\n` } }
  await repository.git.import(`refs/heads/${defaultBranch}`, null, [newCommit(world, owner, first)])
  return handle
}

function addTeam(world: World, organization: string, slug: string, members: readonly string[]): void {
  const owner = account(world, organization, { type: 'Organization' })
  const role = 'member' as const
  world.teams.set(`${organization}/${slug}`.toLowerCase(), {
    id: world.nextId(),
    organization: owner,
    slug,
    name: slug,
    createdAt: world.clock.iso(),
    members: new Map(members.map((login) => [login.toLowerCase(), { user: account(world, login), role }])),
  })
}

function requiredInstallation(world: World, app: App, owner: string): Installation {
  const found = installationOn(world, app, account(world, owner))
  if (found === undefined) throw new Error(`The app is not installed on ${owner}`)
  return found
}

export function firstInstallation(world: World): Installation {
  const [first] = world.installations.values()
  if (first === undefined) throw new Error('The app is installed nowhere yet')
  return first
}
