import { z } from 'zod'
import { type Call, type Operation, parseBody, pathParameter, repositoryOf } from '../http/operation.ts'
import { notFound, Refusal } from '../http/refusal.ts'

const answer = z.strictObject({
  environment_name: z.string().min(1),
  state: z.enum(['approved', 'rejected']).optional(),
  comment: z.string().max(1_024).optional(),
})

export const deploymentOperations: readonly Operation[] = [
  {
    id: 'actions/review-custom-gates-for-run',
    as: 'token',
    needs: ['deployments', 'write'],
    handle(call: Call) {
      const { environment_name, state, comment = '' } = parseBody(answer, call)
      const runId = Number(pathParameter(call, 'run_id'))
      const deployment = repositoryOf(call).deployments.find(
        (each) => each.runId === runId && each.environment === environment_name,
      )
      if (deployment === undefined) throw notFound()
      if (deployment.state !== 'waiting') throw new Refusal(422, 'The deployment waits no longer')
      deployment.comments.push(comment)
      deployment.state = state ?? 'waiting'
      call.world.changed.notify()
      return { status: 204 }
    },
  },
]
