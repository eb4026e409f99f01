import type { App, Installation } from '../world/app.ts'
import type { World } from '../world/world.ts'
import { accountShape, apiUrl, nodeId } from './account-shape.ts'

/** The app as it stands in check runs and as apps/get-authenticated shows it. */
export function appShape(world: World, app: App) {
  return { ...briefAppShape(world, app), permissions: app.permissions, events: app.events }
}

/** The app as it stands in events. */
export function briefAppShape(world: World, app: App) {
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId('A', app.id),
    owner: accountShape(world, app.owner),
    name: app.name,
    description: null,
    external_url: `${world.origin}/apps/${app.slug}/about`,
    html_url: `${world.origin}/apps/${app.slug}`,
    created_at: app.owner.createdAt,
    updated_at: app.owner.createdAt,
  }
}

export function installationShape(world: World, installation: Installation) {
  const { account, app } = installation
  return {
    id: installation.id,
    account: accountShape(world, account),
    repository_selection: installation.selection === null ? ('all' as const) : ('selected' as const),
    access_tokens_url: apiUrl(world, `/app/installations/${installation.id}/access_tokens`),
    repositories_url: apiUrl(world, '/installation/repositories'),
    html_url: `${world.origin}/settings/installations/${installation.id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type === 'Organization' ? ('Organization' as const) : ('User' as const),
    permissions: installation.permissions,
    events: installation.events,
    created_at: installation.createdAt,
    updated_at: installation.createdAt,
    single_file_name: null,
    suspended_by: null,
    suspended_at: installation.suspendedAt,
  }
}
