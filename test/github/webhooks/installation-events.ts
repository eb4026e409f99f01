import { accountShape, nodeId } from '../shapes/account-shape.ts'
import { installationShape } from '../shapes/app-shape.ts'
import type { Account } from '../world/account.ts'
import type { Installation } from '../world/app.ts'
import { fullName } from '../world/repository.ts'
import type { World } from '../world/world.ts'

export type InstallationAction = 'created' | 'deleted' | 'suspend' | 'unsuspend'

/** An app hears of its own installations whatever events it subscribed to. */
export function emitInstallationEvent(
  world: World,
  installation: Installation,
  sender: Account,
  action: InstallationAction,
): void {
  const repositories = [...world.repositories.values()]
    .filter((repository) => repository.owner === installation.account)
    .map((repository) => ({
      id: repository.id,
      node_id: nodeId('R', repository.id),
      name: repository.name,
      full_name: fullName(repository),
      private: repository.private,
    }))
  const payload = {
    installation: installationShape(world, installation),
    repositories,
    sender: accountShape(world, sender),
  }
  world.outbox.add(installation, 'installation', { action, ...payload })
}
