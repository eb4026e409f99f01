import { authorize } from '../http/authenticate.ts'
import type { Actor, Operation } from '../http/operation.ts'
import { Refusal } from '../http/refusal.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { GraphError } from './run-query.ts'

/** Refuses an actor who lacks what a field needs, as GraphQL does. */
export function permit(
  world: World,
  actor: Actor,
  repository: Repository,
  needs: NonNullable<Operation['needs']>,
): void {
  const handle = () => ({ status: 200 })
  try {
    authorize(world, actor, { id: 'graphql', as: 'token', needs, handle }, repository)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new GraphError('FORBIDDEN', error.message)
  }
}
