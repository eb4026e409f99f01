import { type Call, type Operation, pathParameter, repositoryOf } from '../http/operation.ts'
import { listAnswer } from '../http/paginate.ts'
import { notFound } from '../http/refusal.ts'
import { accountShape, apiUrl, publicAccountShape } from '../shapes/account-shape.ts'
import { repositoryUrl } from '../shapes/repository-shape.ts'
import { fullTeamShape } from '../shapes/team-shape.ts'
import { legacyPermission, roleFlags, roleOf } from '../world/access.ts'
import type { Account } from '../world/account.ts'
import type { Team } from '../world/repository.ts'
import { findTeam } from '../world/world.ts'

export const peopleOperations: readonly Operation[] = [
  {
    id: 'users/get-by-username',
    as: 'token',
    handle: (call) => ({ status: 200, body: publicAccountShape(call.world, accountInPath(call)) }),
  },
  {
    id: 'repos/get-collaborator-permission-level',
    as: 'token',
    needs: ['metadata', 'read'],
    handle: getPermission,
  },
  { id: 'repos/list-collaborators', as: 'token', needs: ['metadata', 'read'], handle: listCollaborators },
  {
    id: 'teams/get-by-name',
    as: 'token',
    needs: ['members', 'read'],
    handle: (call) => ({ status: 200, body: fullTeamShape(call.world, teamInPath(call)) }),
  },
  { id: 'teams/list-members-in-org', as: 'token', needs: ['members', 'read'], handle: listMembers },
  { id: 'teams/get-membership-for-user-in-org', as: 'token', needs: ['members', 'read'], handle: getMembership },
]

/** `permission` knows four levels (maintain shows as write, triage as read); `role_name` is exact. */
function getPermission(call: Call) {
  const { world } = call
  const user = accountInPath(call)
  const role = roleOf(world, repositoryOf(call), user)
  return {
    status: 200,
    body: {
      permission: legacyPermission(role),
      role_name: role,
      user: { ...accountShape(world, user), permissions: roleFlags(role), role_name: role },
    },
  }
}

function listCollaborators(call: Call) {
  const { world } = call
  const repository = repositoryOf(call)
  const direct = call.query.get('affiliation') === 'direct' || call.query.get('affiliation') === 'outside'
  const wanted = call.query.get('permission')
  const found = [...world.accounts.values()]
    .filter((who) => who !== repository.owner)
    .map((who) => ({ who, role: roleOf(world, repository, who) }))
    .filter(({ who, role }) => role !== 'none' && (!direct || repository.collaborators.has(who.login.toLowerCase())))
    .filter(
      ({ role }) => wanted === undefined || Object.entries(roleFlags(role)).some(([name, on]) => name === wanted && on),
    )
  return listAnswer(call, `${repositoryUrl(world, repository)}/collaborators`, found, ({ who, role }) => ({
    ...accountShape(world, who),
    permissions: roleFlags(role),
    role_name: role,
  }))
}

function listMembers(call: Call) {
  const team = teamInPath(call)
  const role = call.query.get('role') ?? 'all'
  const members = [...team.members.values()].filter((member) => role === 'all' || member.role === role)
  return listAnswer(call, `${teamUrl(call, team)}/members`, members, ({ user }) => accountShape(call.world, user))
}

function getMembership(call: Call) {
  const team = teamInPath(call)
  const login = pathParameter(call, 'username').toLowerCase()
  const member = team.members.get(login)
  if (member === undefined) throw notFound()
  return {
    status: 200,
    body: { url: `${teamUrl(call, team)}/memberships/${login}`, role: member.role, state: 'active' },
  }
}

function teamUrl(call: Call, team: Team): string {
  return apiUrl(call.world, `/orgs/${team.organization.login}/teams/${team.slug}`)
}

/** An app sees the teams of organizations it is installed on. */
function teamInPath(call: Call): Team {
  const organization = pathParameter(call, 'org')
  const team = findTeam(call.world, organization, pathParameter(call, 'team_slug'))
  const { actor } = call
  const visible = actor.kind !== 'installation' || actor.token.installation.account === team?.organization
  if (team === undefined || !visible) throw notFound()
  return team
}

function accountInPath(call: Call): Account {
  const account = call.world.accounts.get(pathParameter(call, 'username').toLowerCase())
  if (account === undefined) throw notFound()
  return account
}
