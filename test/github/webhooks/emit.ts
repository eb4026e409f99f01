import type { InstallationLite, Organization, Repository as RepositoryPayload, User } from '@octokit/webhooks-types'
import { accountShape, nodeId, organizationShape } from '../shapes/account-shape.ts'
import { eventRepositoryShape } from '../shapes/repository-shape.ts'
import type { Account } from '../world/account.ts'
import { type App, canSee, type Installation } from '../world/app.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'

/** What every event about a repository carries. */
export interface Common {
  readonly repository: RepositoryPayload
  readonly sender: User
  readonly installation: InstallationLite
  readonly organization?: Organization
}

/** Sends an event to the main app where it is installed on the repository and has asked for such events. */
export function emit(
  world: World,
  repository: Repository,
  event: string,
  sender: Account,
  payload: (common: Common) => object,
  only?: App,
): void {
  for (const installation of world.installations.values()) {
    const { app } = installation
    const wanted = installation.events.includes(event) && canSee(installation, repository)
    if (!wanted || !app.receivesWebhooks || installation.suspendedAt !== null) continue
    if (only !== undefined && only !== app) continue
    world.outbox.add(installation, event, payload(common(world, repository, installation, sender)))
  }
}

function common(world: World, repository: Repository, installation: Installation, sender: Account): Common {
  const { owner } = repository
  return {
    repository: eventRepositoryShape(world, repository),
    sender: accountShape(world, sender),
    installation: { id: installation.id, node_id: nodeId('I', installation.id) },
    ...(owner.type === 'Organization' ? { organization: organizationShape(world, owner) } : {}),
  }
}
