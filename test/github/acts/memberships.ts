import type { MembershipEvent, OrganizationMemberRemovedEvent } from '@octokit/webhooks-types'
import { accountShape, apiUrl, organizationShape } from '../shapes/account-shape.ts'
import { teamShape } from '../shapes/team-shape.ts'
import type { Account } from '../world/account.ts'
import type { Team } from '../world/repository.ts'
import type { World } from '../world/world.ts'

/** Replaces the members of a team, with an event for everybody who joined or left. */
export function setTeamMembers(world: World, team: Team, members: readonly Account[], by: Account): void {
  const before = [...team.members.values()].map(({ user }) => user)
  team.members.clear()
  for (const user of members) team.members.set(user.login.toLowerCase(), { user, role: 'member' })
  for (const user of before.filter((each) => !members.includes(each))) emitMembership(world, team, user, by, 'removed')
  for (const user of members.filter((each) => !before.includes(each))) emitMembership(world, team, user, by, 'added')
}

/** Somebody leaves an organization: its teams, and the access to its repositories, go with it. */
export function leaveOrganization(world: World, organization: Account, member: Account): void {
  const login = member.login.toLowerCase()
  world.organizationAdmins.get(organization.login.toLowerCase())?.delete(login)
  for (const team of world.teams.values()) if (team.organization === organization) team.members.delete(login)
  for (const { owner, collaborators } of world.repositories.values()) {
    if (owner === organization) collaborators.delete(login)
  }
  const organizationUrl = apiUrl(world, `/orgs/${organization.login}`)
  emitOf(world, organization, 'organization', (installation): OrganizationMemberRemovedEvent => {
    const membership = {
      url: `${organizationUrl}/memberships/${member.login}`,
      state: 'inactive',
      role: 'member',
      organization_url: organizationUrl,
      user: accountShape(world, member),
    }
    const sender = accountShape(world, member)
    return {
      action: 'member_removed',
      membership,
      sender,
      organization: organizationShape(world, organization),
      installation,
    }
  })
}

function emitMembership(world: World, team: Team, member: Account, by: Account, action: 'added' | 'removed'): void {
  emitOf(world, team.organization, 'membership', (installation): MembershipEvent => {
    const who = { member: accountShape(world, member), sender: accountShape(world, by) }
    const where = { team: teamShape(world, team), organization: organizationShape(world, team.organization) }
    return { action, scope: 'team', ...who, ...where, installation }
  })
}

/** An event of an organization, which concerns no repository. */
function emitOf(
  world: World,
  organization: Account,
  event: string,
  payload: (installation: { readonly id: number; readonly node_id: string }) => object,
): void {
  for (const installation of world.installations.values()) {
    const isWanted = installation.account === organization && installation.events.includes(event)
    if (!isWanted || !installation.app.receivesWebhooks || installation.suspendedAt !== null) continue
    world.outbox.add(installation, event, payload({ id: installation.id, node_id: `I_${installation.id}` }))
  }
}
