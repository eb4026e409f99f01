import { type Call, type Operation, repositoryOf } from '../http/operation.ts'
import { rateLimit } from '../http/rate-limit.ts'
import { fullRepositoryShape } from '../shapes/repository-shape.ts'

export const repositoryOperations: readonly Operation[] = [
  {
    id: 'repos/get',
    as: 'token',
    needs: ['metadata', 'read'],
    handle: (call) => ({ status: 200, body: fullRepositoryShape(call.world, repositoryOf(call)) }),
  },
  { id: 'rate-limit/get', as: 'any', handle: getRateLimit },
]

function getRateLimit(call: Call) {
  const core = rateLimit(call.world, call.actor)
  const other = { ...core, used: 0, remaining: core.limit }
  return { status: 200, body: { resources: { core, search: other, graphql: other }, rate: core } }
}
