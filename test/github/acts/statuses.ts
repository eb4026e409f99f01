import type { Account } from '../world/account.ts'
import type { CommitStatus } from '../world/check-run.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'

export function addStatus(
  world: World,
  repository: Repository,
  creator: Account,
  status: Omit<CommitStatus, 'id' | 'creator' | 'createdAt'>,
): CommitStatus {
  const added = { ...status, id: world.nextId(), creator, createdAt: world.clock.iso() }
  repository.statuses.push(added)
  world.changed.notify()
  return added
}
