import { allows } from '../http/authenticate.ts'
import { type Call, type Operation, repositoryOf } from '../http/operation.ts'
import { rateLimit } from '../http/rate-limit.ts'
import { fullRepositoryShape } from '../shapes/repository-shape.ts'

export const repositoryOperations: readonly Operation[] = [
  {
    id: 'repos/get',
    as: 'token',
    needs: ['metadata', 'read'],
    handle: getRepository,
  },
  { id: 'rate-limit/get', as: 'any', handle: getRateLimit },
]

/** How pull requests are merged is told only to those who may write content. */
function getRepository(call: Call) {
  const repository = repositoryOf(call)
  const { actor } = call
  const shown = actor.kind !== 'installation' || allows(actor.token.permissions, 'contents', 'write')
  const body = fullRepositoryShape(call.world, repository)
  return { status: 200, body: shown ? { ...body, allow_auto_merge: repository.allowsAutoMerge } : body }
}

function getRateLimit(call: Call) {
  const core = rateLimit(call.world, call.actor)
  const other = { ...core, used: 0, remaining: core.limit }
  return { status: 200, body: { resources: { core, search: other, graphql: other }, rate: core } }
}
