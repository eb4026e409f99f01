import type { DeploymentGate } from '../../ports/deployments.ts'
import { Fault } from '../../ports/fault.ts'
import type { ClientFor } from './answer.ts'
import { fitTitled } from './check-output.ts'

/** GitHub shows no more of a comment. */
const MAX_COMMENT_BYTES = 1_024

/** A custom deployment protection rule, by GitHub's REST interface; the address of an answer is made here, never taken. */
export function githubDeploymentGate(clientFor: ClientFor): DeploymentGate {
  return {
    async answer({ installationId, owner, repo, runId, environment }, verdict, text) {
      const client = await clientFor(installationId)
      const comment = fitTitled('', text, MAX_COMMENT_BYTES).text
      const body = { environment_name: environment, comment, ...(verdict === 'waits' ? {} : { state: verdict }) }
      try {
        const route = 'POST /repos/{owner}/{repo}/actions/runs/{run_id}/deployment_protection_rule'
        await client.request(route, { owner, repo, run_id: runId, ...body })
        return true
      } catch (error) {
        if (error instanceof Fault && ENDED.has(error.kind)) return false
        throw error
      }
    },
  }
}

const ENDED: ReadonlySet<Fault['kind']> = new Set(['not-found', 'invalid'])
