import type { Team } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { apiUrl, nodeId, organizationShape } from './account-shape.ts'

export function teamShape(world: World, team: Team) {
  const api = apiUrl(world, `/organizations/${team.organization.id}/team/${team.id}`)
  return {
    id: team.id,
    node_id: nodeId('T', team.id),
    name: team.name,
    slug: team.slug,
    description: null,
    privacy: 'closed' as const,
    notification_setting: 'notifications_enabled' as const,
    permission: 'pull',
    url: api,
    html_url: `${world.origin}/orgs/${team.organization.login}/teams/${team.slug}`,
    members_url: `${api}/members{/member}`,
    repositories_url: `${api}/repos`,
    type: 'organization' as const,
    parent: null,
  }
}

export function fullTeamShape(world: World, team: Team) {
  return {
    ...teamShape(world, team),
    members_count: team.members.size,
    repos_count: 0,
    created_at: team.createdAt,
    updated_at: team.createdAt,
    organization: {
      ...organizationShape(world, team.organization),
      has_organization_projects: true,
      has_repository_projects: true,
      public_repos: 0,
      public_gists: 0,
      followers: 0,
      following: 0,
      created_at: team.organization.createdAt,
      updated_at: team.organization.createdAt,
      archived_at: null,
      type: 'Organization' as const,
    },
  }
}
