import type { DeploymentGate, DeploymentRequests } from '../ports/deployments.ts'
import type { RepositoryKey } from '../ports/pull-requests.ts'
import type { DeploymentRequest, WatchJobs } from '../ports/watch-jobs.ts'
import { type DecideDeploymentDependencies, decideDeployment } from './decide-deployment.ts'

export interface AnswerDeploymentDependencies extends DecideDeploymentDependencies {
  readonly deploymentGate: DeploymentGate
  readonly deployments: DeploymentRequests
}

/** Answers a deployment that waits, or says once why it goes on waiting. Throws `Fault`. */
export async function answerDeployment(
  request: DeploymentRequest,
  dependencies: AnswerDeploymentDependencies,
): Promise<void> {
  const { deployments, deploymentGate } = dependencies
  const waiting = (await deployments.waiting(request)).find(
    ({ runId, environment }) => runId === request.runId && environment === request.environment,
  )
  if (waiting === undefined) return
  const { verdict: decided, comment } = await decideDeployment(waiting, dependencies)
  if (decided === 'follows' && waiting.lastComment !== undefined) return
  const verdict = decided === 'follows' ? 'waits' : decided
  if (verdict === 'waits' && comment === waiting.lastComment) return
  const isTaken = await deploymentGate.answer(waiting, verdict, comment)
  if (verdict === 'waits' && isTaken) await deployments.said(waiting, comment)
  else await deployments.remove(waiting)
}

/** A decision may have changed: whatever waits in the repository is answered anew. Throws `Fault`. */
export async function answerWaiting(
  repository: RepositoryKey,
  {
    deployments,
    watchJobs,
  }: { readonly deployments: Pick<DeploymentRequests, 'waiting'>; readonly watchJobs: WatchJobs },
): Promise<void> {
  for (const { lastComment: _, ...request } of await deployments.waiting(repository)) {
    await watchJobs.request({ kind: 'deployment', request })
  }
}
