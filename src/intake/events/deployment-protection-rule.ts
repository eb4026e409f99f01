import { z } from 'zod'
import type { AppDependencies } from '../app-dependencies.ts'
import { repositoryEventSchema, repositoryOf } from './payload.ts'

const schema = repositoryEventSchema.extend({
  environment: z.string().min(1).max(255),
  deployment: z.object({ sha: z.string().regex(/^[0-9a-f]{40}$/) }),
  deployment_callback_url: z.string(),
  repository: repositoryEventSchema.shape.repository.extend({ default_branch: z.string() }),
})

/**
 * A workflow waits for the app before it deploys. Of the address that the event gives for the answer only the number of
 * the run is taken, and only where it is the address of this repository's own run: nothing is ever sent to it.
 */
export async function onDeploymentProtectionRule(payload: unknown, dependencies: AppDependencies): Promise<void> {
  const { deployments, watchJobs, log } = dependencies
  const { environment, deployment, deployment_callback_url, ...event } = schema.parse(payload)
  const repository = repositoryOf(event)
  const runId = runOf(deployment_callback_url, repository)
  if (runId === undefined) {
    log.warn({ repository }, 'a request to deploy names no run of its own repository: it is left unanswered')
    return
  }
  const { default_branch: defaultBranch } = event.repository
  const request = { ...repository, runId, environment, sha: deployment.sha, defaultBranch }
  await deployments.add(request)
  await watchJobs.request({ kind: 'deployment', request })
}

const RUN = /\/repos\/([^/]+)\/([^/]+)\/actions\/runs\/([1-9]\d{0,14})\/deployment_protection_rule$/

function runOf(
  address: string,
  { owner, repo }: { readonly owner: string; readonly repo: string },
): number | undefined {
  const path = URL.canParse(address) ? new URL(address).pathname : ''
  const [, ofOwner = '', ofRepo = '', run] = RUN.exec(path) ?? []
  const isOwn = `${ofOwner}/${ofRepo}`.toLowerCase() === `${owner}/${repo}`.toLowerCase()
  return isOwn && run !== undefined ? Number(run) : undefined
}
