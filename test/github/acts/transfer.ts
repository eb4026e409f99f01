import type { RepositoryTransferredEvent } from '@octokit/webhooks-types'
import { accountShape } from '../shapes/account-shape.ts'
import { emit } from '../webhooks/emit.ts'
import type { Account } from '../world/account.ts'
import { fullName, type Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'

/** A repository gets another owner, an organization, whose installation of the app is told. Teams stay behind. */
export function transferRepository(world: World, repository: Repository, owner: Account, by: Account): void {
  const from = repository.owner
  world.repositories.delete(fullName(repository).toLowerCase())
  repository.owner = owner
  repository.teams.clear()
  world.repositories.set(fullName(repository).toLowerCase(), repository)
  emit(world, repository, 'repository', by, (common): RepositoryTransferredEvent => {
    const changes = { owner: { from: { user: accountShape(world, from) } } }
    return { action: 'transferred', changes, ...common }
  })
  world.changed.notify()
}
