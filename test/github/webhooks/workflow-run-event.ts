import type { WorkflowRunCompletedEvent } from '@octokit/webhooks-types'
import { nodeId } from '../shapes/account-shape.ts'
import { repositoryHtmlUrl, repositoryUrl } from '../shapes/repository-shape.ts'
import { WORKFLOW, workflowRunShape } from '../shapes/workflow-run-shape.ts'
import type { Repository } from '../world/repository.ts'
import type { WorkflowRun } from '../world/workflow-run.ts'
import type { World } from '../world/world.ts'
import { emit } from './emit.ts'

export async function emitWorkflowRunEvent(world: World, repository: Repository, run: WorkflowRun): Promise<void> {
  const commit = await run.headRepository.git.commit(run.headSha)
  if (commit === undefined) throw new Error(`The run's commit ${run.headSha} is missing`)
  const workflow_run = workflowRunShape(world, repository, run, commit)
  const html = repositoryHtmlUrl(world, repository)
  const workflow = {
    ...WORKFLOW,
    node_id: nodeId('W', WORKFLOW.id),
    state: 'active',
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    url: `${repositoryUrl(world, repository)}/actions/workflows/${WORKFLOW.id}`,
    html_url: `${html}/blob/main/${WORKFLOW.path}`,
    badge_url: `${html}/workflows/${WORKFLOW.name}/badge.svg`,
  }
  emit(world, repository, 'workflow_run', run.actor, (common) => {
    return { action: 'completed', workflow, workflow_run, ...common } satisfies WorkflowRunCompletedEvent
  })
}
