import type { Account } from './account.ts'
import type { Repository, Role } from './repository.ts'
import type { World } from './world.ts'

const ORDER = ['none', 'read', 'triage', 'write', 'maintain', 'admin']

/** The highest role that an account has on a repository: directly, through a team, or as the owner. */
export function roleOf(world: World, repository: Repository, who: Account): Role | 'none' {
  const login = who.login.toLowerCase()
  if (repository.owner === who || isOrganizationAdmin(world, repository.owner, who)) return 'admin'
  const roles: (Role | 'none')[] = [
    repository.private ? 'none' : 'read',
    repository.collaborators.get(login) ?? 'none',
    ...teamRoles(world, repository, login),
  ]
  return roles.reduce((highest, role) => (rank(role) > rank(highest) ? role : highest))
}

/** The four levels that `permission` shows: maintain as write, triage as read. */
export function legacyPermission(role: Role | 'none'): 'admin' | 'write' | 'read' | 'none' {
  switch (role) {
    case 'none':
      return 'none'
    case 'read':
    case 'triage':
      return 'read'
    case 'admin':
      return 'admin'
    default:
      return 'write'
  }
}

export function roleFlags(role: Role | 'none') {
  return {
    pull: rank(role) >= 1,
    triage: rank(role) >= 2,
    push: rank(role) >= 3,
    maintain: rank(role) >= 4,
    admin: rank(role) >= 5,
  }
}

export function authorAssociation(world: World, repository: Repository, who: Account) {
  if (repository.owner === who) return 'OWNER' as const
  if (isMember(world, repository.owner, who)) return 'MEMBER' as const
  return repository.collaborators.has(who.login.toLowerCase()) ? ('COLLABORATOR' as const) : ('NONE' as const)
}

function isMember(world: World, organization: Account, who: Account): boolean {
  const login = who.login.toLowerCase()
  if (isOrganizationAdmin(world, organization, who)) return true
  return [...world.teams.values()].some((team) => team.organization === organization && team.members.has(login))
}

function isOrganizationAdmin(world: World, organization: Account, who: Account): boolean {
  return world.organizationAdmins.get(organization.login.toLowerCase())?.has(who.login.toLowerCase()) ?? false
}

function* teamRoles(world: World, repository: Repository, login: string): Generator<Role> {
  for (const [slug, role] of repository.teams) {
    const team = world.teams.get(`${repository.owner.login}/${slug}`.toLowerCase())
    if (team?.members.has(login) === true) yield role
  }
}

/** A custom role stands beside write. */
function rank(role: Role | 'none'): number {
  const at = ORDER.indexOf(role)
  return at < 0 ? ORDER.indexOf('write') : at
}
