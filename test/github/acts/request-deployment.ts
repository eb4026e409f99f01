import type { DeploymentProtectionRuleRequestedEvent } from '@octokit/webhooks-types'
import { accountShape, nodeId } from '../shapes/account-shape.ts'
import { repositoryUrl } from '../shapes/repository-shape.ts'
import { emit } from '../webhooks/emit.ts'
import type { Deployment } from '../world/deployment.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'

export interface NewDeployment extends Pick<Deployment, 'environment' | 'sha' | 'ref' | 'creator'> {
  /** What the event says instead of the run's own address. */
  readonly callbackUrl?: string
}

/** A workflow wants to deploy to an environment that the app protects. */
export function requestDeployment(world: World, repository: Repository, options: NewDeployment): Deployment {
  const { callbackUrl, ...rest } = options
  const createdAt = world.clock.iso()
  const [id, runId] = [world.nextId(), world.nextId()]
  const deployment: Deployment = { ...rest, id, runId, createdAt, state: 'waiting', comments: [] }
  repository.deployments.push(deployment)
  const own = `${repositoryUrl(world, repository)}/actions/runs/${runId}/deployment_protection_rule`
  emit(
    world,
    repository,
    'deployment_protection_rule',
    deployment.creator,
    (common): DeploymentProtectionRuleRequestedEvent => ({
      action: 'requested',
      environment: deployment.environment,
      event: 'push',
      deployment_callback_url: callbackUrl ?? own,
      deployment: deploymentShape(world, repository, deployment),
      pull_requests: [],
      ...common,
    }),
  )
  world.changed.notify()
  return deployment
}

function deploymentShape(world: World, repository: Repository, deployment: Deployment) {
  const url = `${repositoryUrl(world, repository)}/deployments/${deployment.id}`
  const { id, sha, ref, environment, creator, createdAt } = deployment
  return {
    url,
    id,
    node_id: nodeId('DE', id),
    sha,
    ref,
    task: 'deploy',
    payload: {},
    original_environment: environment,
    environment,
    description: null,
    creator: accountShape(world, creator),
    created_at: createdAt,
    updated_at: createdAt,
    statuses_url: `${url}/statuses`,
    repository_url: repositoryUrl(world, repository),
  }
}
